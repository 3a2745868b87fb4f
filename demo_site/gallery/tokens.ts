// The tokens of docs/theming.md that the theme page offers, and some themes to start from.

export type Control =
  | { type: 'color' }
  | { type: 'range'; least: number; most: number; unit: string }
  | { type: 'choice'; choices: [value: string, name: string][] };

export interface Token {
  property: string;
  label: string;
  control: Control;
  /** What the control shows while the token is not set. */
  default: { light: string; dark: string };
}

const color = (property: string, label: string, light: string, dark: string): Token => ({
  ...{ property, label, control: { type: 'color' } },
  default: { light, dark },
});

const length = (
  property: string,
  label: string,
  [least, most]: [number, number],
  value: string,
): Token => ({
  ...{ property, label, control: { type: 'range', least, most, unit: 'px' } },
  default: { light: value, dark: value },
});

const kFonts: [string, string][] = [
  ['', 'System'],
  ['Georgia, serif', 'Serif'],
  ['ui-rounded, "Nunito", "Varela Round", sans-serif', 'Rounded'],
  ['ui-monospace, monospace', 'Monospace'],
];

export const kTokens: Token[] = [
  color('--docent-accent', 'Brand', '#4f46e5', '#6861f4'),
  color('--docent-surface', 'Surface', '#ffffff', '#1e202b'),
  color('--docent-text', 'Titles', '#171923', '#f1f2f7'),
  color('--docent-muted', 'Text', '#5b6070', '#a6abbd'),
  color('--docent-field', 'Fields', '#f5f6fa', '#282b38'),
  color('--docent-spotlight', 'Spotlight', '#4f46e5', '#8b86f7'),
  length('--docent-radius', 'Corners', [0, 28], '12px'),
  length('--docent-button-radius', 'Buttons', [0, 28], '8px'),
  length('--docent-font-size', 'Text size', [12, 18], '14px'),
  {
    ...{ property: '--docent-font', label: 'Font', control: { type: 'choice', choices: kFonts } },
    default: { light: '', dark: '' },
  },
];

export const kPresets: { name: string; tokens: Record<string, string> }[] = [
  { name: 'Docent', tokens: {} },
  {
    name: 'Leaf',
    tokens: { '--docent-accent': '#1f7a4a', '--docent-radius': '14px' },
  },
  {
    name: 'Sunny',
    tokens: {
      '--docent-accent': '#ffc400',
      '--docent-radius': '20px',
      '--docent-button-radius': '28px',
    },
  },
  {
    name: 'Coral',
    tokens: {
      '--docent-accent': '#e5484d',
      '--docent-radius': '16px',
      '--docent-button-radius': '10px',
    },
  },
  {
    name: 'Ink',
    tokens: {
      '--docent-accent': '#1b1f3b',
      '--docent-radius': '4px',
      '--docent-button-radius': '3px',
      '--docent-font': 'Georgia, serif',
    },
  },
];
