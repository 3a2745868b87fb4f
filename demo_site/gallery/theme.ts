// The theme page: change a token, see the real prompt change at once, copy the CSS.
import { createHostFrame } from './host_frame.ts';
import { kPresets, kTokens, type Token } from './tokens.ts';
import { type Campaign, viewsOf } from './views.ts';

function byId<E extends HTMLElement>(id: string): E {
  const found = document.getElementById(id);
  if (!found) throw new Error(`#${id} is missing`);
  return found as E;
}

/** What is set, by property; everything else is as the widget has it. */
const set = new Map<string, string>();
const form = byId<HTMLFormElement>('tokens');
const look = byId<HTMLFormElement>('look');
const css = byId<HTMLTextAreaElement>('css');
const preset = byId<HTMLSelectElement>('preset');
const copied = byId('copied');
const narrow = matchMedia('(max-width: 760px)');
const frame = createHostFrame(byId('place'), dress);
const rows = kTokens.map(createRow);

/** Gives the host page what is set, as a product's own style sheet would. */
function dress(): void {
  const root = frame.root();
  if (!root) return;
  for (const { property } of kTokens) {
    const value = set.get(property);
    if (value === undefined) root.style.removeProperty(property);
    else root.style.setProperty(property, value);
  }
}

function draw(): void {
  for (const row of rows) row.draw();
  const lines = [...set].map(([property, value]) => `  ${property}: ${value};`);
  css.value = lines.length > 0 ? `:root {\n${lines.join('\n')}\n}` : '/* Nothing has to be set. */';
  copied.textContent = '';
  dress();
}

/** One token: its name, its property, its control, and a way back. */
function createRow(token: Token): { draw(): void } {
  const { property, label, control } = token;
  const row = document.createElement('div');
  row.className = 'token';
  const name = document.createElement('label');
  name.textContent = label;
  name.htmlFor = property;
  const code = document.createElement('code');
  code.textContent = property;
  const input = document.createElement(control.type === 'choice' ? 'select' : 'input');
  input.id = property;
  input.className = 'control';
  if (input instanceof HTMLSelectElement && control.type === 'choice') {
    for (const [value, text] of control.choices) input.append(new Option(text, value));
  } else if (input instanceof HTMLInputElement && control.type !== 'choice') {
    input.type = control.type;
    if (control.type === 'range') {
      input.min = String(control.least);
      input.max = String(control.most);
    }
  }
  const back = document.createElement('button');
  back.type = 'button';
  back.textContent = '↺';
  back.title = `Back to the default: ${label}`;
  back.setAttribute('aria-label', back.title);
  row.append(name, code, input, back);
  form.append(row);

  const unit = control.type === 'range' ? control.unit : '';
  input.addEventListener('input', () => {
    if (input.value === '') set.delete(property);
    else set.set(property, input.value + unit);
    preset.value = '';
    draw();
  });
  back.addEventListener('click', () => {
    set.delete(property);
    draw();
    input.focus();
  });
  return {
    draw() {
      const value = set.get(property);
      const scheme = new FormData(look).get('scheme') === 'dark' ? 'dark' : 'light';
      back.hidden = value === undefined;
      input.value = (value ?? token.default[scheme]).replace(unit, '');
      if (control.type === 'range') input.setAttribute('aria-valuetext', input.value + unit);
    },
  };
}

function showPrompt(): void {
  const data = new FormData(look);
  const scheme = data.get('scheme') === 'dark' ? 'dark' : 'light';
  const show = data.get('show');
  frame.open({
    show: typeof show === 'string' ? show : 'modal',
    scheme,
    lang: 'en',
    screen: narrow.matches ? 'phone' : 'desktop',
  });
}

const file = (await (await fetch('/gallery/gallery.json')).json()) as { campaigns: Campaign[] };
const prompts = look.querySelector('select');
for (const { id, name } of viewsOf(file.campaigns)) prompts?.append(new Option(name, id));
if (prompts) prompts.value = 'modal';
const dark = matchMedia('(prefers-color-scheme: dark)').matches;
const scheme = look.elements.namedItem('scheme') as RadioNodeList;
scheme.value = dark ? 'dark' : 'light';
preset.append(new Option('Your own', ''), ...kPresets.map(({ name }) => new Option(name, name)));
preset.value = kPresets[0]?.name ?? '';
preset.addEventListener('input', () => {
  const chosen = kPresets.find(({ name }) => name === preset.value);
  if (!chosen) return;
  set.clear();
  for (const [property, value] of Object.entries(chosen.tokens)) set.set(property, value);
  draw();
});
look.addEventListener('change', () => {
  draw();
  showPrompt();
});
narrow.addEventListener('change', showPrompt);
byId('copy').addEventListener('click', () => {
  // Without permission the text is at least selected, for a copy by hand.
  navigator.clipboard.writeText(css.value).then(
    () => (copied.textContent = 'Copied'),
    () => {
      css.select();
      copied.textContent = 'Selected: copy it with the keyboard';
    },
  );
});
draw();
showPrompt();
