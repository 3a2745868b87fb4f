// The talk with the app in the frame beside: "hello" until it answers, then its state at each change, previews there.

/** The state of the app's engine, each part as the JSON text the engine itself reads. */
export interface AppState {
  snapshot: string;
  here: string;
  config: string;
}

export interface AppLinkHandlers {
  /** The app's state, at first contact and whenever it changed. */
  onState(state: AppState): void;
  /** The app's page was left or reloaded. */
  onGone(): void;
  /** A step is on screen in the app: the one asked for, or the one its own buttons led to. */
  onPreview(shown: { campaign: string; step: string; target: string }): void;
  /** The preview is over, however it ended. */
  onPreviewEnd(): void;
  /** The app could not show it, for the reason given. */
  onPreviewFailed(message: string): void;
}

export interface AppLink {
  preview(campaign: string, step: string): void;
  endPreview(): void;
}

/** How often "hello" is said while nobody answers: the widget loads when its page is idle. */
const helloEveryMs = 300;

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

/** Talks to the page in `frame`, which must be of this origin, until `signal` aborts. */
export function linkApp(
  frame: HTMLIFrameElement,
  handlers: AppLinkHandlers,
  signal: AbortSignal,
): AppLink {
  let answered = false;
  const post = (message: Record<string, unknown>) =>
    frame.contentWindow?.postMessage(message, location.origin);
  const sayHello = () => {
    if (!answered) post({ docent: 'hello' });
  };

  const hear = (message: Record<string, unknown>) => {
    const { docent, snapshot, here, config, campaign, step, target } = message;
    if (docent === 'ready') sayHello();
    else if (docent === 'preview_ended') handlers.onPreviewEnd();
    else if (docent === 'preview_failed') handlers.onPreviewFailed(String(message['message']));
    else if (docent === 'previewing' && isText(campaign) && isText(step) && isText(target)) {
      handlers.onPreview({ campaign, step, target });
    } else if (docent === 'state' && isText(snapshot) && isText(here) && isText(config)) {
      answered = true;
      handlers.onState({ snapshot, here, config });
    }
  };
  window.addEventListener(
    'message',
    (event) => {
      if (event.origin !== location.origin || event.source !== frame.contentWindow) return;
      const message: unknown = event.data;
      if (typeof message !== 'object' || message === null || !('docent' in message)) return;
      hear(message as Record<string, unknown>);
    },
    { signal },
  );
  frame.addEventListener(
    'load',
    () => {
      if (answered) handlers.onGone();
      answered = false;
      sayHello();
    },
    { signal },
  );
  const timer = setInterval(sayHello, helloEveryMs);
  signal.addEventListener('abort', () => clearInterval(timer));
  sayHello();

  return {
    preview: (campaign, step) => post({ docent: 'preview', campaign, step }),
    endPreview: () => post({ docent: 'preview_end' }),
  };
}
