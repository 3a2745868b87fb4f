// The dialogs and menus that products really use, as a product would use them: Radix, MUI and Headless UI. Bundled and
// loaded by host_pages_*.test.ts. Written without JSX, which in this repository means Preact's.
import * as Dialog from '@radix-ui/react-dialog';
import * as Menu from '@radix-ui/react-dropdown-menu';
import {
  Dialog as HeadlessDialog,
  DialogPanel,
  DialogTitle,
  Menu as HeadlessMenu,
  MenuButton,
  MenuItem as HeadlessItem,
  MenuItems,
} from '@headlessui/react';
import MuiDialog from '@mui/material/Dialog';
import MuiDialogTitle from '@mui/material/DialogTitle';
import MuiMenu from '@mui/material/Menu';
import MuiMenuItem from '@mui/material/MenuItem';
import { createElement as h, Fragment, type ReactNode, useState } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';

export interface ReactHost {
  /** What the page's dialogs and menus told, in order: `dialog closed`, `menu open`, `chose send`. */
  heard: string[];
  /** Draws the page anew with another key, so that React replaces every node of it. */
  replace(): void;
}

type Library = 'radix' | 'mui' | 'headless';

const host: ReactHost = { heard: [], replace: () => undefined };
const say = (what: string) => void host.heard.push(what);
const sayOpen = (what: string) => (open: boolean) => say(`${what} ${open ? 'open' : 'closed'}`);

/** What every dialog holds. */
const fields = (): ReactNode =>
  h(
    Fragment,
    null,
    h('p', null, h('input', { id: 'name', 'aria-label': 'Name' })),
    h('p', null, h('button', { id: 'inside', onClick: () => say('inside') }, 'Send')),
    h('p', null, h('button', { id: 'second' }, 'Second')),
  );

const kBox = { position: 'fixed', inset: 80, background: '#fff', padding: 24 } as const;
const kVeil = { position: 'fixed', inset: 0, background: 'rgb(0 0 0 / .4)' } as const;

function RadixDialog() {
  return h(
    Dialog.Root,
    { onOpenChange: sayOpen('dialog') },
    h(Dialog.Trigger, { id: 'open-dialog' }, 'Dialog'),
    h(
      Dialog.Portal,
      null,
      h(Dialog.Overlay, { style: kVeil }),
      h(
        Dialog.Content,
        { id: 'content', 'aria-describedby': undefined, style: kBox },
        h(Dialog.Title, null, 'Send'),
        fields(),
      ),
    ),
  );
}

function RadixMenu() {
  return h(
    Menu.Root,
    { onOpenChange: sayOpen('menu') },
    h(Menu.Trigger, { id: 'open-menu' }, 'Menu'),
    h(
      Menu.Portal,
      null,
      h(
        Menu.Content,
        { id: 'menu', style: { background: '#fff', padding: 8 } },
        h(Menu.Item, { id: 'item', onSelect: () => say('chose send') }, 'Send'),
        h(Menu.Item, { onSelect: () => say('chose print') }, 'Print'),
      ),
    ),
  );
}

function MuiParts() {
  const [open, setOpen] = useState(false);
  const [anchor, setAnchor] = useState<Element | null>(null);
  const close = () => {
    setOpen(false);
    say('dialog closed');
  };
  const closeMenu = () => {
    setAnchor(null);
    say('menu closed');
  };
  return h(
    Fragment,
    null,
    h('button', { id: 'open-dialog', onClick: () => setOpen(true) }, 'Dialog'),
    h(MuiDialog, { open, onClose: close }, h(MuiDialogTitle, null, 'Send'), fields()),
    h('button', { id: 'open-menu', onClick: (e) => setAnchor(e.currentTarget) }, 'Menu'),
    h(
      MuiMenu,
      { open: anchor !== null, anchorEl: anchor, onClose: closeMenu },
      h(MuiMenuItem, { id: 'item', onClick: () => say('chose send') }, 'Send'),
      h(MuiMenuItem, { onClick: () => say('chose print') }, 'Print'),
    ),
  );
}

function HeadlessParts() {
  const [open, setOpen] = useState(false);
  const close = () => {
    setOpen(false);
    say('dialog closed');
  };
  return h(
    Fragment,
    null,
    h('button', { id: 'open-dialog', onClick: () => setOpen(true) }, 'Dialog'),
    h(
      HeadlessDialog,
      { open, onClose: close },
      h('div', { style: kVeil }),
      h(DialogPanel, { style: kBox }, h(DialogTitle, null, 'Send'), fields()),
    ),
    h(
      HeadlessMenu,
      null,
      h(MenuButton, { id: 'open-menu' }, 'Menu'),
      h(
        MenuItems,
        { anchor: 'bottom start', style: { background: '#fff', padding: 8 } },
        // The item gives its own id to what it is drawn as.
        h(HeadlessItem, { as: 'button', id: 'item', onClick: () => say('chose send') }, 'Send'),
        h(HeadlessItem, { as: 'button', onClick: () => say('chose print') }, 'Print'),
      ),
    ),
  );
}

const kParts: Record<Library, () => ReactNode> = {
  radix: () => h(Fragment, null, h(RadixDialog), h(RadixMenu)),
  mui: () => h(MuiParts),
  headless: () => h(HeadlessParts),
};

function App({ library }: { library: Library }) {
  const [key, setKey] = useState(0);
  host.replace = () => flushSync(() => setKey((before) => before + 1));
  return h(
    'main',
    { key, 'data-draw': key },
    h('p', null, h('button', { id: 'target', onClick: () => say('target') }, 'New invoice')),
    kParts[library](),
  );
}

declare global {
  interface Window {
    host: ReactHost;
  }
}

window.host = host;
const library = (document.documentElement.dataset['library'] ?? 'radix') as Library;
const root = document.createElement('div');
root.id = 'app';
document.body.append(root);
flushSync(() => createRoot(root).render(h(App, { library })));
