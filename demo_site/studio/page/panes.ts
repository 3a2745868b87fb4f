// The two panes: a border between them to drag on a wide window, tabs on a narrow one.

const smallestShare = 0.3;
const largestShare = 0.75;
const keyStep = 0.02;

function listenToBorder(panes: HTMLElement, border: HTMLElement, signal: AbortSignal): void {
  const setShare = (share: number) => {
    const kept = Math.min(largestShare, Math.max(smallestShare, share));
    panes.style.setProperty('--studio-share', String(kept));
    border.setAttribute('aria-valuenow', String(Math.round(kept * 100)));
  };
  const share = () => Number(border.getAttribute('aria-valuenow')) / 100;
  border.addEventListener(
    'pointerdown',
    (event) => {
      border.setPointerCapture(event.pointerId);
      panes.classList.add('dragging');
    },
    { signal },
  );
  border.addEventListener(
    'pointermove',
    (event) => {
      if (!border.hasPointerCapture(event.pointerId)) return;
      const box = panes.getBoundingClientRect();
      setShare((event.clientX - box.left) / box.width);
    },
    { signal },
  );
  border.addEventListener('lostpointercapture', () => panes.classList.remove('dragging'), {
    signal,
  });
  border.addEventListener(
    'keydown',
    (event) => {
      if (event.key === 'ArrowLeft') setShare(share() - keyStep);
      else if (event.key === 'ArrowRight') setShare(share() + keyStep);
      else if (event.key === 'Home') setShare(smallestShare);
      else if (event.key === 'End') setShare(largestShare);
      else return;
      event.preventDefault();
    },
    { signal },
  );
}

function listenToTabs(
  panes: HTMLElement,
  tabs: HTMLElement[],
  signal: AbortSignal,
): (tab: number) => void {
  const choose = (chosen: number) => {
    tabs.forEach((tab, index) => {
      tab.setAttribute('aria-selected', String(index === chosen));
      tab.tabIndex = index === chosen ? 0 : -1;
      if (index === chosen) panes.dataset['shown'] = tab.dataset['pane'] ?? '';
    });
  };
  tabs.forEach((tab, index) => {
    tab.addEventListener('click', () => choose(index), { signal });
    tab.addEventListener(
      'keydown',
      (event) => {
        if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
        const next = (index + (event.key === 'ArrowRight' ? 1 : -1) + tabs.length) % tabs.length;
        choose(next);
        tabs[next]?.focus();
      },
      { signal },
    );
  });
  return choose;
}

/** Makes the panes resizable and switchable; returns the function that brings the app's pane into sight. */
export function arrangePanes(panes: HTMLElement, signal: AbortSignal): { showApp(): void } {
  const border = panes.querySelector<HTMLElement>('[role=separator]');
  if (border) listenToBorder(panes, border, signal);
  const tabs = [...document.querySelectorAll<HTMLElement>('[role=tab]')];
  const choose = listenToTabs(panes, tabs, signal);
  return { showApp: () => choose(tabs.findIndex((tab) => tab.dataset['pane'] === 'app')) };
}
