// What PostHog's server says to its library, as little as makes it show the tour: the library asks for its remote
// configuration, for flags, surveys and tours. Everything else it posts is taken and forgotten.
import type { WelcomeStep } from './subjects.ts';

export const kPosthogToken = 'phc_bench';

const kRemoteConfig = {
  supportedCompression: ['gzip-js'],
  hasFeatureFlags: false,
  surveys: true,
  productTours: true,
  sessionRecording: false,
  heatmaps: false,
  capturePerformance: false,
  autocapture_opt_out: true,
  autocaptureExceptions: false,
  captureDeadClicks: false,
  defaultIdentifiedOnly: true,
  siteApps: [],
  toolbarParams: {},
};

const kSurvey = {
  id: 'nps',
  name: 'NPS',
  type: 'popover',
  description: '',
  start_date: '2026-01-01T00:00:00Z',
  end_date: null,
  questions: [{ type: 'rating', display: 'number', scale: 10, question: 'How likely?' }],
  // Another page's: it is there, as on most sites, and does not show here.
  conditions: { url: '/another-page', urlMatchType: 'icontains' },
  appearance: {},
};

function tour(steps: readonly WelcomeStep[]): unknown {
  return {
    id: 'welcome',
    name: 'Welcome',
    tour_type: 'tour',
    auto_launch: true,
    start_date: '2026-01-01T00:00:00Z',
    end_date: null,
    display_frequency: 'always',
    conditions: {},
    appearance: { showOverlay: true },
    steps: steps.map(({ id, target, title, body }) => ({
      id,
      type: 'element',
      selector: target,
      useManualSelector: true,
      progressionTrigger: 'button',
      content: {
        type: 'doc',
        content: [
          { type: 'heading', attrs: { level: 3 }, content: [{ type: 'text', text: title }] },
          { type: 'paragraph', content: [{ type: 'text', text: body }] },
        ],
      },
    })),
  };
}

/** The answer to a path below `/posthog`, without the library's own files. */
export function posthogAnswer(path: string, steps: readonly WelcomeStep[]): string {
  if (path === `/array/${kPosthogToken}/config.js`) {
    const entry = { config: { token: kPosthogToken, ...kRemoteConfig }, siteApps: [] };
    return `(window._POSTHOG_REMOTE_CONFIG ??= {})['${kPosthogToken}'] = ${JSON.stringify(entry)};`;
  }
  if (path === `/array/${kPosthogToken}/config`) return JSON.stringify(kRemoteConfig);
  if (path.startsWith('/api/product_tours'))
    return JSON.stringify({ product_tours: [tour(steps)] });
  if (path.startsWith('/api/surveys')) return JSON.stringify({ surveys: [kSurvey] });
  if (path.startsWith('/flags'))
    return JSON.stringify({ flags: {}, errorsWhileComputingFlags: false });
  return JSON.stringify({ status: 1 });
}
