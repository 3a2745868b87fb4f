// What the canvas shows, as text: for screen readers, for find-in-page, for tests.
import type { StudioView } from './studio_module.ts';

type Content = string | Node;

function element(name: string, ...content: Content[]): HTMLElement {
  const made = document.createElement(name);
  made.append(...content);
  return made;
}

function list(name: 'ol' | 'ul', items: Content[]): HTMLElement {
  return element(name, ...items.map((item) => element('li', item)));
}

/** What to say aloud: only what the reader's last action changed. */
export function announcementOf(view: StudioView): string {
  const errors = view.problems.filter(({ severity }) => severity === 'error').length;
  if (errors > 0)
    return `The campaign file has ${errors === 1 ? 'one error' : `${errors} errors`}.`;
  if (!view.hasFile || !view.hasState) return 'Waiting for the app.';
  if (view.stateError !== '') return view.stateError;
  const { explanation } = view;
  if (!explanation) return 'The campaign file has no campaigns.';
  const name = view.campaigns?.find(({ id }) => id === explanation.campaign)?.name;
  const closed = explanation.gates.find(({ open }) => !open);
  const words = [`${name ?? explanation.campaign}: ${explanation.headline}.`];
  if (closed) words.push(closed.sentence);
  if (explanation.next && explanation.verdict === 'blocked') {
    words.push(`Opens at ${explanation.next.text}.`);
  }
  return words.join(' ');
}

function problemsOf(view: StudioView): HTMLElement[] {
  if (view.problems.length === 0) return [];
  const items = view.problems.map(
    ({ severity, code, path, message }) =>
      `${severity === 'error' ? 'Error' : 'Warning'} ${code} at ${path === '' ? 'the whole file' : path}: ${message}`,
  );
  return [element('h2', 'Problems of the campaign file'), list('ul', items)];
}

function contentsOf(view: StudioView): HTMLElement[] {
  const parts = problemsOf(view);
  const { campaigns, explanation, steps, score, clock } = view;
  if (!campaigns || !explanation || !steps || !score || !clock) return parts;
  parts.push(
    element('h2', 'Campaigns'),
    list(
      'ul',
      campaigns.map(({ name, kind, headline }) => `${name}, ${kind}: ${headline}`),
    ),
    element('h2', `Decision: ${explanation.headline}`),
    list(
      'ol',
      explanation.gates.map(
        ({ label, open, sentence }) => `${label}, ${open ? 'open' : 'closed'}: ${sentence}`,
      ),
    ),
  );
  if (explanation.next) parts.push(element('p', `Opens at ${explanation.next.text}`));
  parts.push(
    element('h2', 'Steps'),
    list(
      'ol',
      steps.map(({ title, surface }) => `${title}, ${surface}`),
    ),
    element('h2', `Engagement score ${score.value} of 100, ${score.band}`),
    element(
      'p',
      [score.stage && `Stage: ${score.stage}`, score.milestones].filter(Boolean).join('. '),
    ),
    list(
      'ul',
      score.breakdown.map(
        ({ label, value, target, points }) =>
          `${label}: ${value.toFixed(1)} of ${target} gives ${points.toFixed(1)}`,
      ),
    ),
    list(
      'ul',
      score.parts.map(
        ({ label, count, weight, points }) =>
          `${label}: ${count.toFixed(1)} × ${weight} gives ${points.toFixed(1)}`,
      ),
    ),
    element('h2', 'Clock'),
    element('p', clock.movedByMs > 0 ? `${clock.text}, moved` : clock.text),
  );
  return parts;
}

/** Keeps `region` and `status` in step with what is shown; returns the function to call at each change. */
export function mirrorInto(region: HTMLElement, status: HTMLElement): (view: StudioView) => void {
  let shown = '';
  return (view) => {
    const parts = contentsOf(view);
    const text = parts.map((part) => part.textContent).join('\n');
    // The view also changes with each second of the clock; a reader in the middle of it must not lose the place.
    if (text !== shown) region.replaceChildren(...parts);
    shown = text;
    const announcement = announcementOf(view);
    if (status.textContent !== announcement) status.textContent = announcement;
  };
}
