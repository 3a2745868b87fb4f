// The libraries of the comparison, each put on the page as its own documentation says, each with the same tour.
import { fileURLToPath } from 'node:url';
import { kPosthogToken, posthogAnswer } from './posthog_answers.ts';

export interface WelcomeStep {
  id: string;
  target: string;
  title: string;
  body: string;
}

const kSteps: readonly WelcomeStep[] = [
  { id: 'invoice', target: '#new-invoice', title: 'Your first invoice', body: 'It begins here.' },
  { id: 'customers', target: '#nav-customers', title: 'Customers', body: 'Who you work for.' },
];

export interface BenchSubject {
  name: string;
  /** Its tags, for the end of the page's head. */
  tags: string;
  /** JavaScript that finds its prompt on the page; nothing is shown without one. */
  prompt?: string;
  /** Folders that are served: by path, with a slash at the end. */
  folders: Record<string, string>;
  /** Answers that are made: for paths below the first part. */
  answer?: (path: string) => string | undefined;
}

const docent_file = JSON.stringify({
  version: 1,
  campaigns: [
    {
      id: 'welcome',
      kind: 'tour',
      trigger: { on: 'page_view' },
      steps: kSteps.map((step) => ({ ...step, surface: 'tooltip' })),
    },
  ],
});

const stepsFor = (make: (step: WelcomeStep) => unknown): string => JSON.stringify(kSteps.map(make));

/** `peers`: the folder of node_modules that scripts/bench installed them into. */
export function benchSubjects(peers: string): BenchSubject[] {
  return [
    { name: 'without any', tags: '', folders: {} },
    {
      name: 'Docent',
      tags: '<script defer src="/docent/docent.js" data-key="bench" data-config="/docent.json"></script>',
      prompt: `document.querySelector('docent-root')?.shadowRoot?.querySelector('[data-campaign]')`,
      folders: { '/docent/': fileURLToPath(new URL('../../../widget/dist/', import.meta.url)) },
      answer: (path) => (path === '/docent.json' ? docent_file : undefined),
    },
    {
      name: 'driver.js',
      tags: `<link rel="stylesheet" href="/driver/driver.css"><script defer src="/driver/driver.js.iife.js"></script>
<script>addEventListener('DOMContentLoaded', () => window.driver.js.driver({ showProgress: true, steps: ${stepsFor(
        ({ target, title, body }) => ({ element: target, popover: { title, description: body } }),
      )} }).drive());</script>`,
      prompt: `document.querySelector('.driver-popover')`,
      folders: { '/driver/': `${peers}/driver.js/dist/` },
    },
    {
      name: 'Shepherd',
      tags: `<link rel="stylesheet" href="/shepherd/css/shepherd.css">
<script type="module">import Shepherd from '/shepherd/js/shepherd.mjs';
const tour = new Shepherd.Tour({ useModalOverlay: true });
for (const step of ${stepsFor(({ id, target, title, body }) => ({ id, title, text: body, attachTo: { element: target, on: 'bottom' } }))})
  tour.addStep({ ...step, buttons: [{ text: 'Next', action: tour.next }] });
tour.start();</script>`,
      prompt: `document.querySelector('.shepherd-element')`,
      folders: { '/shepherd/': `${peers}/shepherd.js/dist/` },
    },
    {
      name: 'posthog-js',
      // What PostHog's snippet does: array.js by an async script, then `init`.
      tags: `<script>{ const script = document.createElement('script'); script.async = true; script.src = '/posthog/static/array.js';
script.onload = () => posthog.init('${kPosthogToken}', { api_host: location.origin + '/posthog', opt_out_useragent_filter: true, persistence: 'localStorage' });
document.head.append(script); window.posthog = window.posthog || []; }</script>`,
      prompt: `document.querySelector('[class^="ph-product-tour-container"]')?.shadowRoot?.querySelector('[class*="tooltip"]')`,
      // Its other bundles are asked for under the version of the library.
      folders: {
        '/posthog/static/1.449.2/': `${peers}/posthog-js/dist/`,
        '/posthog/static/': `${peers}/posthog-js/dist/`,
      },
      answer: (path) =>
        path.startsWith('/posthog/')
          ? posthogAnswer(path.slice('/posthog'.length), kSteps)
          : undefined,
    },
  ];
}
