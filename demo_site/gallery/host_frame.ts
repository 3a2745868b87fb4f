// The frame with the host page in it: a phone or a desktop of real size, scaled to the room there is.

export type Screen = 'phone' | 'desktop';

const kScreens: Record<Screen, { width: number; height: number }> = {
  phone: { width: 390, height: 844 },
  desktop: { width: 1280, height: 800 },
};

export interface Look {
  show: string;
  scheme: 'light' | 'dark';
  lang: string;
  screen: Screen;
}

export interface HostFrame {
  /** Opens the host page anew where anything but the screen changed. */
  open(look: Look): void;
  /** The root of the host page, where a product sets its tokens; nothing while it loads. */
  root(): HTMLElement | undefined;
}

/** Fills `place`; `loaded` is called for each host page before its prompt comes. */
export function createHostFrame(place: HTMLElement, loaded: () => void): HostFrame {
  const frame = document.createElement('iframe');
  frame.title = 'A product’s page with the prompt on it';
  place.append(frame);
  let size = kScreens.desktop;
  let address = '';

  const fit = () => {
    const scale = Math.min(1, place.clientWidth / size.width, place.clientHeight / size.height);
    frame.style.width = `${size.width}px`;
    frame.style.height = `${size.height}px`;
    frame.style.transform = `translate(-50%, -50%) scale(${scale})`;
  };
  new ResizeObserver(fit).observe(place);
  frame.addEventListener('load', loaded);

  const root = () => frame.contentDocument?.documentElement;
  let kept: EventTarget | null = null;
  document.addEventListener('focusin', ({ target }) => {
    if (target !== frame) kept = target;
  });
  // The prompt takes focus in its own page, as it should; whoever chooses out here keeps theirs.
  addEventListener('blur', () => {
    if (document.activeElement !== frame || root()?.dataset['prompt'] !== undefined) return;
    frame.blur();
    if (kept instanceof HTMLElement) kept.focus({ preventScroll: true });
  });

  return {
    open({ screen, ...look }) {
      place.dataset['screen'] = screen;
      size = kScreens[screen];
      fit();
      const next = `/gallery/host?${new URLSearchParams(look).toString()}`;
      if (next === address) return;
      address = next;
      // Replaced, not assigned: the back button is for the page around it.
      if (frame.contentWindow) frame.contentWindow.location.replace(next);
      else frame.src = next;
    },
    root,
  };
}
