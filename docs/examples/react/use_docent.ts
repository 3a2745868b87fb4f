// Docent in a React application: three hooks to copy. Nothing in them runs on a server.
import { useCallback, useEffect, useRef, useSyncExternalStore } from 'react';
import {
  docent,
  type DocentEvents,
  type EventName,
  type InitOptions,
  type PromptDetail,
  type Traits,
} from 'docent';

export interface User {
  id: string;
  traits?: Traits;
}

/** Docent runs while the component that calls this is mounted. `user`: nobody, until somebody has logged in. */
export function useDocent(options: InitOptions, user: User | undefined): void {
  const first = useRef(options);
  useEffect(() => {
    docent.init(first.current);
    // StrictMode mounts twice: what follows `destroy` is a new beginning.
    return () => docent.destroy();
  }, []);

  const known = useRef<string | undefined>(undefined);
  const traits = useRef(user?.traits);
  traits.current = user?.traits;
  const id = user?.id;
  useEffect(() => {
    if (id !== undefined) docent.identify(id, traits.current);
    else if (known.current !== undefined) docent.reset();
    known.current = id;
  }, [id]);
}

/** Calls the newest handler for each event. */
export function useDocentEvent<Name extends EventName>(
  name: Name,
  handler: (detail: DocentEvents[Name]) => unknown,
): void {
  const newest = useRef(handler);
  useEffect(() => {
    newest.current = handler;
  });
  useEffect(() => docent.on(name, (detail) => newest.current(detail)), [name]);
}

let open: PromptDetail | undefined;

/** The prompt on screen, if any: to make room for it, or to wait with a dialog of your own. */
export function useOpenPrompt(): PromptDetail | undefined {
  const subscribe = useCallback((changed: () => void) => {
    const tell = (detail: PromptDetail | undefined) => {
      open = detail;
      changed();
    };
    const removers = [
      docent.on('show', tell),
      docent.on('step', tell),
      docent.on('complete', () => tell(undefined)),
      docent.on('dismiss', () => tell(undefined)),
    ];
    return () => removers.forEach((remove) => remove());
  }, []);
  return useSyncExternalStore(
    subscribe,
    () => open,
    () => undefined,
  );
}
