/** Sets the colours before the first paint: what the reader chose here, else what the system prefers. */

const storageKey = 'docent.insights.theme';
const systemDark = matchMedia('(prefers-color-scheme: dark)');

function stored(): string | null {
  try {
    return localStorage.getItem(storageKey);
  } catch {
    return null; // Storage is refused: follow the system.
  }
}

function applyTheme(): void {
  const choice = stored();
  const dark = choice === 'dark' || (choice !== 'light' && systemDark.matches);
  document.documentElement.dataset['theme'] = dark ? 'dark' : 'light';
  document
    .getElementById('theme')
    ?.setAttribute('aria-label', `Switch to ${dark ? 'light' : 'dark'} colours`);
  document.dispatchEvent(new Event('insights:theme'));
}

applyTheme();
systemDark.addEventListener('change', applyTheme);
document.addEventListener('DOMContentLoaded', () => {
  applyTheme();
  document.getElementById('theme')?.addEventListener('click', () => {
    const next = document.documentElement.dataset['theme'] === 'dark' ? 'light' : 'dark';
    try {
      localStorage.setItem(storageKey, next);
    } catch {
      // Nothing to remember it in: it holds until the next page.
    }
    applyTheme();
  });
});
