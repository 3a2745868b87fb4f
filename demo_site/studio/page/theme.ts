// Light or dark: the reader's choice, else what the system prefers.

const storageKey = 'docent.studio.theme';

function storedChoice(): string | null {
  try {
    return localStorage.getItem(storageKey);
  } catch {
    return null; // storage is refused: follow the system
  }
}

function storeChoice(choice: string): void {
  try {
    localStorage.setItem(storageKey, choice);
  } catch {
    // Storage is refused: the choice lasts as long as the page.
  }
}

/** Tells `onChange` the scheme now and at each change; `button` switches it. */
export function watchTheme(
  button: HTMLElement,
  onChange: (dark: boolean) => void,
  signal: AbortSignal,
): void {
  const systemDark = matchMedia('(prefers-color-scheme: dark)');
  let choice = storedChoice();
  const isDark = () => choice === 'dark' || (choice !== 'light' && systemDark.matches);
  const apply = () => {
    document.documentElement.dataset['theme'] = isDark() ? 'dark' : 'light';
    button.setAttribute('aria-label', isDark() ? 'Use the light theme' : 'Use the dark theme');
    onChange(isDark());
  };
  button.addEventListener(
    'click',
    () => {
      choice = isDark() ? 'light' : 'dark';
      storeChoice(choice);
      apply();
    },
    { signal },
  );
  systemDark.addEventListener('change', apply, { signal });
  apply();
}
