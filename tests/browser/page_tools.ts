// Pages that tests show again and again, with a small campaign file.
import { pageWithTag } from './harness.ts';
import { kSeeking } from './pages/sought.ts';

/** A campaign file with one announcement, shown by `docent.start('hello')`, and one counted event. */
export const small_file = {
  version: 1,
  revision: 'test',
  events: { clicked: { weight: 1 } },
  campaigns: [
    {
      id: 'hello',
      kind: 'announcement',
      trigger: { on: 'manual' },
      steps: [{ id: 'only', surface: 'modal', title: 'Hello there', body: 'One thing is new.' }],
    },
  ],
};

/** Collects `docent:error` and the page's own errors, from before the widget loads. */
const kWatch = `<script>
  window.seen = []; window.uncaught = [];
  document.addEventListener('docent:error', (event) => seen.push(event.detail));
  addEventListener('error', (event) => uncaught.push(event.message));
  addEventListener('unhandledrejection', (event) => uncaught.push(String(event.reason)));
</script>`;

/** Collects all that Docent tells. */
const kListen = `<script>
  window.told = [];
  for (const type of ['before-show', 'show', 'step', 'missing', 'answer', 'complete', 'dismiss', 'error'])
    document.addEventListener('docent:' + type, ({ detail }) => told.push({ type, ...detail }));
</script>`;

export function watchedPage(attributes: Record<string, string>, body = '<p>Host</p>'): string {
  return pageWithTag(attributes, { head: kWatch, body });
}

/** A watched page in which is found what a user looks for (pages/sought.ts), and which Docent speaks the same to anywhere. */
export function soughtPage(attributes: Record<string, string>, body: string): string {
  return pageWithTag(
    { 'data-locale': 'en', ...attributes },
    { head: kWatch + kListen + kSeeking, body },
  );
}
