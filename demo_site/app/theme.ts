/** Sets the colour theme before the first paint: the user's choice, else what the system prefers. */

const systemDark = matchMedia('(prefers-color-scheme: dark)');

function applyTheme(): void {
  let choice: string | null = null;
  try {
    choice = localStorage.getItem('ledgerleaf.theme');
  } catch {
    // Storage is refused: follow the system.
  }
  const dark = choice === 'dark' || (choice !== 'light' && systemDark.matches);
  document.documentElement.dataset['theme'] = dark ? 'dark' : 'light';
}

applyTheme();
systemDark.addEventListener('change', applyTheme);
document.addEventListener('ledgerleaf:theme', applyTheme);
