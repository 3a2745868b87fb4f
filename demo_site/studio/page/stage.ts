// The app's stage: how large the app believes its window is, which of its pages it shows, and a way to load it anew.

/** A tour points at what a desktop shows, so that is what the app gets, drawn smaller where the pane is narrower. */
const desktopWidth = 1080;

function fitDesktop(stage: HTMLElement, signal: AbortSignal): void {
  const fit = () => {
    const style = getComputedStyle(stage);
    const room = stage.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    stage.style.setProperty('--scale', String(Math.min(1, Math.max(0.1, room / desktopWidth))));
  };
  const observer = new ResizeObserver(fit);
  observer.observe(stage);
  signal.addEventListener('abort', () => observer.disconnect());
  fit();
}

/** Connects the tools above the app in `pane` to its `frame`, until `signal` aborts. */
export function setStage(pane: HTMLElement, frame: HTMLIFrameElement, signal: AbortSignal): void {
  const stage = pane.querySelector<HTMLElement>('.stage');
  const path = pane.querySelector<HTMLElement>('.path');
  if (!stage || !path) return;
  fitDesktop(stage, signal);
  const sizes = [...pane.querySelectorAll<HTMLElement>('[data-size][aria-pressed]')];
  const choose = (chosen: HTMLElement) => {
    stage.dataset['size'] = chosen.dataset['size'] ?? 'fit';
    for (const size of sizes) size.setAttribute('aria-pressed', String(size === chosen));
  };
  for (const size of sizes) size.addEventListener('click', () => choose(size), { signal });
  // On a phone the pane is as narrow as the app's own phone layout: shrinking a desktop into it helps nobody.
  const fit = sizes.find((size) => size.dataset['size'] === 'fit');
  if (matchMedia('(max-width: 559px)').matches && fit) choose(fit);
  const reload = pane.querySelector('#reload_app');
  reload?.addEventListener('click', () => frame.contentWindow?.location.reload(), { signal });
  const showPath = () => {
    path.textContent = frame.contentWindow?.location.pathname ?? '';
  };
  frame.addEventListener('load', showPath, { signal });
  showPath();
}
