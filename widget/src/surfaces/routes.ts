// Ways to other pages of this site: the host's router may want to go there itself.
import type { PresenterOptions } from '../presenter.ts';

/** Where a click on a link leads in this tab and on this site; nothing where the browser opens it elsewhere. */
export function routeOf(event: MouseEvent): string | undefined {
  const link = (event.target as Element).closest('a');
  const beside = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  if (!link || beside || link.target || link.origin !== location.origin) return undefined;
  return link.href;
}

/** Asks the host about the links in content, which no command comes of: cancelled, it goes there itself. */
export function offerRoutes(
  shadow: ShadowRoot,
  navigate: PresenterOptions['navigate'],
  life: AbortSignal,
): void {
  const onClick = (event: MouseEvent) => {
    const url = event.defaultPrevented ? undefined : routeOf(event);
    if (url === undefined) return;
    const from = (name: string) =>
      (event.target as Element).closest(`[data-${name}]`)?.getAttribute(`data-${name}`) ?? '';
    const at = { campaign: from('campaign'), prompt: from('prompt'), step: from('step') };
    if (navigate?.({ ...at, url }) === false) event.preventDefault();
  };
  shadow.addEventListener('click', (event) => onClick(event as MouseEvent), { signal: life });
}
