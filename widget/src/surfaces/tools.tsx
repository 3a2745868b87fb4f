// The corner of a prompt: close, and the menu with "later" and "don't show me tips".
import type { Outcome } from '../contract.ts';
import { focusOn } from './focus.ts';
import { CloseIcon, LaterIcon, MoreIcon, OptOutIcon } from './icons.tsx';
import type { Strings } from './strings.ts';

export type MenuOutcome = Exclude<Outcome, 'completed' | 'abandoned'>;

interface ToolsProps {
  strings: Strings;
  /** What the menu offers; without entries there is no menu. */
  offers: readonly MenuOutcome[];
  open: boolean;
  /** Opens upwards, where there is no room below. */
  up: boolean;
  setMenu(open: boolean): void;
  leave(outcome: MenuOutcome): void;
  /** What the cross does, where that is not to dismiss the prompt. */
  close?: (() => void) | undefined;
}

export function Tools(props: ToolsProps) {
  const { strings, offers, up, leave, close = () => leave('dismissed') } = props;
  return (
    <div class={up ? 'tools up' : 'tools'}>
      {offers.length > 0 && <Menu {...props} />}
      <button
        type="button"
        class="tool"
        part="close"
        aria-label={strings.close}
        title={strings.close}
        onClick={close}
      >
        <CloseIcon />
      </button>
    </div>
  );
}

function Menu({ strings, offers, open, setMenu, leave }: ToolsProps) {
  const looks = {
    dismissed: [<CloseIcon />, strings.hideHints],
    snoozed: [<LaterIcon />, strings.later],
    opted_out: [<OptOutIcon />, strings.optOut],
  };
  return (
    <>
      <button
        type="button"
        class="tool opener"
        part="more"
        aria-label={strings.more}
        title={strings.more}
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={() => setMenu(!open)}
      >
        <MoreIcon />
      </button>
      {open && (
        <div
          class="menu"
          role="menu"
          aria-label={strings.more}
          onKeyDown={moveInMenu}
          onFocusOut={(event) => {
            const to = event.relatedTarget as Element | null;
            const stays = to && (event.currentTarget.contains(to) || to.matches('.opener'));
            if (!stays) setMenu(false);
          }}
        >
          {offers.map((outcome) => (
            <button
              key={outcome}
              type="button"
              class="item"
              role="menuitem"
              tabIndex={-1}
              onClick={() => leave(outcome)}
            >
              {looks[outcome]}
            </button>
          ))}
        </div>
      )}
    </>
  );
}

function moveInMenu(event: KeyboardEvent): void {
  const all = [...(event.currentTarget as Element).querySelectorAll<HTMLElement>('.item')];
  const here = all.indexOf(event.target as HTMLElement);
  const to = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: -1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  focusOn(all.at(to % all.length));
}
