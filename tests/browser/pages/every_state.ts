// Every surface and every question in the states a user meets them in, for the tests that ask the same of all.
import type { Block, Button, Content, Question } from '../../../widget/src/contract.ts';
import type { CentreOptions, ListOptions, SpotsOptions, StepOptions } from './surfaces_page.ts';

export interface State {
  name: string;
  step?: StepOptions;
  list?: ListOptions;
  spots?: SpotsOptions;
  centre?: CentreOptions;
  /** What is clicked then, inside the root, one after the other. */
  clicks?: string[];
  /** What is typed into the field of the search. */
  query?: string;
}

const kTarget = [{ css: '#target' }];
const kTour: StepOptions = {
  targets: kTarget,
  index: 1,
  count: 3,
  content: {
    title: 'Create your first invoice',
    body: 'It takes a minute. Press `N`, or [read how](/help) and **come back**.',
  },
};
const kLong = Array.from({ length: 30 }, (_, line) => `Line ${line + 1} of a long text.`).join(
  '\n',
);

const asked = (question: Partial<Question> & Pick<Question, 'type'>): StepOptions => ({
  kind: 'survey',
  surface: 'slideout',
  count: 2,
  content: {
    title: 'How was it?',
    question: { id: 'asked', required: false, ...question },
  },
});

const kOptions = [
  { id: 'price', label: 'The price' },
  { id: 'ease', label: 'How easy it is' },
  { id: 'friends', label: 'Colleagues told me about it' },
];

const kQuestions: Record<string, StepOptions> = {
  nps: asked({ type: 'nps', required: true, low: 'Not at all likely', high: 'Very likely' }),
  'nps, answered': asked({ type: 'nps', low: 'Not at all likely', high: 'Very likely', value: 9 }),
  ces: asked({ type: 'ces', low: 'Very hard', high: 'Very easy', value: 3 }),
  'ces of five': asked({ type: 'ces', scale: 5, low: 'Very hard', high: 'Very easy' }),
  csat: asked({ type: 'csat', look: 'emoji', low: 'Unhappy', high: 'Happy', value: 4 }),
  stars: asked({ type: 'rating', look: 'stars', low: 'Poor', high: 'Great', value: 3 }),
  single: asked({ type: 'single', options: kOptions, value: 'ease' }),
  multiple: asked({ type: 'multiple', options: kOptions, value: ['price', 'friends'] }),
  text: asked({ type: 'text', placeholder: 'Whatever comes to mind' }),
  'text, nearly full': asked({ type: 'text', value: 'a'.repeat(1900) }),
  'question with a label': {
    ...asked({ type: 'nps', label: 'How likely are you to recommend us?' }),
    surface: 'modal',
  },
};

const kList: ListOptions = {
  title: 'First steps',
  body: 'Three things, and you are ready.',
  items: [
    { id: 'a', title: 'Add a customer', done: true },
    {
      id: 'b',
      title: 'Create an invoice',
      body: 'With one line or many.',
      button: { label: 'Create', action: 'navigate', url: '/new', style: 'primary' },
      done: false,
    },
    { id: 'c', title: 'Send it', done: false },
  ],
};

const kPicture =
  'data:image/svg+xml,' +
  encodeURIComponent(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 180"><rect width="320" height="180" fill="#cfe8da"/></svg>',
  );
const kVideo: Block = { type: 'video', label: 'See it in a minute', src: '/tour.mp4' };
const kProgress: Block[] = [
  { type: 'progress', label: 'Invoices sent', value: 4, target: 10 },
  { type: 'progress', label: 'Of **your** goal', value: 100, target: 100 },
];

const kRich: StepOptions = {
  kind: 'announcement',
  surface: 'modal',
  content: {
    title: 'See your cash flow ahead of time',
    body: 'The forecast shows the next 90 days.',
    blocks: [kVideo, { ...kVideo, label: 'With a poster', poster: kPicture }, ...kProgress],
  },
};

const kInline: StepOptions = {
  kind: 'announcement',
  surface: 'inline',
  targets: kTarget,
  placement: 'after',
  content: {
    title: 'Back at six',
    body: 'Tonight we are away from four to six. [Why](/status)',
    buttons: [
      { label: 'Later', action: 'snooze', style: 'link' },
      { label: 'Details', action: 'complete', style: 'primary' },
    ],
  },
};

const spotAt = (id: string, css: string, content: Partial<Content>) => ({
  ...{ id, targets: [{ css }], placement: 'auto' },
  content: { blocks: [], ...content },
});

const kSpots: SpotsOptions = {
  items: [
    spotAt('one', '#target', {
      title: 'Any time you like',
      body: 'The range counts for **all** charts below.',
      blocks: [{ type: 'list', items: ['This month', 'This year'] }],
      buttons: [
        { label: 'Not now', action: 'next', style: 'secondary' },
        { label: 'Try it', action: 'navigate', url: '/range', style: 'primary' },
      ],
    }),
    spotAt('two', '#before', { title: 'Take it along', body: 'As a table, week by week.' }),
    spotAt('three', '#menu', { body: 'Everything else is in here.' }),
  ],
};
const kSpot: SpotsOptions = { items: kSpots.items?.slice(1, 2) ?? [], prompt: 'h2' };

const kCentre: CentreOptions = {
  title: 'How can we help?',
  body: 'Answers, news and people.',
  label: 'Help',
  unread: 2,
  has_feed: true,
  items: [
    {
      id: 'send',
      type: 'article',
      content: {
        title: 'Send an invoice',
        body: 'From customer to inbox in a minute',
        blocks: [
          { type: 'text', text: 'Press **New invoice**, or `N`, on *any* page.' },
          { type: 'list', items: ['**Save** keeps it to yourself', '**Send** emails it'] },
          { type: 'image', src: kPicture, alt: 'A chart' },
          ...kProgress,
          { type: 'link', label: 'Write one now', url: '/new' },
        ],
      },
    },
    {
      id: 'pay',
      type: 'article',
      content: { title: 'Record a payment in as many parts as it takes', blocks: [] },
    },
    {
      id: 'film',
      type: 'video',
      content: { title: 'The tour in 90 seconds', body: 'A short film', blocks: [kVideo] },
    },
    {
      id: 'docs',
      type: 'link',
      content: leadsTo('All documentation', 'https://docs.example.com'),
    },
    { id: 'mail', type: 'contact', content: leadsTo('Write to us', 'mailto:help@example.com') },
    { id: 'call', type: 'call', content: leadsTo('Book a call', 'https://call.example.com') },
    {
      id: 'say',
      type: 'feedback',
      content: {
        title: 'Give feedback',
        body: 'We read every word.',
        blocks: [],
        question: {
          ...{ id: 'say', type: 'text', required: true },
          ...{ label: 'What could be better?', placeholder: 'In your own words' },
        },
      },
    },
  ],
  feed: [
    {
      ...{ campaign: 'pdf', step: 'n', prompt: 'n1', at_ms: Date.UTC(2026, 10, 20) },
      content: {
        title: 'Reports as PDF',
        body: 'One button, **one file**.',
        blocks: [{ type: 'image', src: kPicture, alt: 'A report' }],
        buttons: [{ label: 'See it', action: 'navigate', url: '/reports', style: 'primary' }],
      },
    },
    {
      ...{ campaign: 'parts', step: 'n', prompt: 'n2' },
      content: {
        title: 'Payments in parts',
        body: 'As many as it takes.',
        blocks: [kVideo],
        buttons: [{ label: 'Look', action: 'navigate', url: '/pay', style: 'secondary' }],
      },
    },
    {
      ...{ campaign: 'old', step: 'n', at_ms: Date.UTC(2026, 9, 2) },
      content: { title: 'A new look', body: 'Softer, and easier to read.', blocks: [] },
    },
  ],
};

function leadsTo(title: string, url: string): Content {
  const buttons: Button[] = [{ label: title, action: 'navigate', url, style: 'primary' }];
  return { title, blocks: [], buttons };
}

/** In the panel: the news, what is to be read, and the ways to people. */
const kNews = '.rows:nth-of-type(1) .row';
const kArticle = '.rows:nth-of-type(2) li:nth-child(1) .row';
const kFilm = '.rows:nth-of-type(2) li:nth-child(3) .row';
const kSay = '.ways li:last-child .row';

/** Every state there is. */
export const kStates: State[] = [
  { name: 'tooltip', step: kTour },
  { name: 'tooltip, dimmed', step: { ...kTour, backdrop: 'dim' } },
  { name: 'tooltip, blocked', step: { ...kTour, backdrop: 'block' } },
  { name: 'tooltip, long tour', step: { ...kTour, index: 4, count: 9 } },
  { name: 'tooltip, menu', step: kTour, clicks: ['.opener'] },
  {
    name: 'modal',
    step: {
      kind: 'announcement',
      surface: 'modal',
      backdrop: 'dim',
      content: {
        title: 'See your cash flow ahead of time',
        body: 'The forecast shows the next 90 days.',
        blocks: [
          { type: 'text', text: 'It knows what is due, and *when your customers pay*.' },
          { type: 'list', items: ['Every open invoice', 'Every bill', '**Your own** plans'] },
          { type: 'image', src: 'data:image/gif;base64,R0lGODlhAQABAAAAACw=', alt: 'A chart' },
          { type: 'link', label: 'How it works', url: '/help' },
        ],
        buttons: [
          { label: 'Not now', action: 'snooze', style: 'link' },
          { label: 'Look around', action: 'dismiss', style: 'secondary' },
          { label: 'Show me', action: 'complete', style: 'primary' },
        ],
      },
    },
  },
  {
    name: 'modal, long',
    step: { surface: 'modal', count: 4, content: { title: 'The small print', body: kLong } },
  },
  { name: 'slideout', step: { ...kTour, targets: [], surface: 'slideout', kind: 'announcement' } },
  {
    name: 'slideout without a title',
    step: { kind: 'announcement', surface: 'slideout', content: { body: 'One thing is new.' } },
  },
  { name: 'banner', step: { ...kTour, targets: [], surface: 'banner', kind: 'announcement' } },
  {
    name: 'banner, bottom',
    step: {
      ...{ ...kTour, targets: [], surface: 'banner', kind: 'announcement', placement: 'bottom' },
      content: {
        title: 'Planned maintenance',
        body: 'On Sunday at 6:00 for some minutes.',
        buttons: [{ label: 'Details', action: 'complete', style: 'secondary' }],
      },
    },
  },
  ...Object.entries(kQuestions).map(([name, step]) => ({ name, step })),
  { name: 'checklist, closed', list: kList },
  { name: 'checklist', list: kList, clicks: ['.pill'] },
  { name: 'checklist, menu', list: kList, clicks: ['.pill', '.list .opener'] },
  { name: 'modal with videos and progress', step: kRich },
  {
    name: 'slideout with progress',
    step: { ...kRich, surface: 'slideout', content: { title: 'Nearly there', blocks: kProgress } },
  },
  { name: 'inline', step: kInline },
  { name: 'inline, menu', step: kInline, clicks: ['.opener'] },
  { name: 'inline with a video', step: { ...kInline, content: kRich.content ?? {} } },
  {
    name: 'inline question',
    step: { ...kInline, kind: 'survey', content: kQuestions['nps']?.content ?? {} },
  },
  { name: 'inline tour', step: { ...kInline, ...{ kind: 'tour', index: 1, count: 3 } } },
  { name: 'hotspot', spots: kSpot },
  { name: 'hotspot, open', spots: kSpot, clicks: ['.beacon'] },
  { name: 'hotspots', spots: kSpots },
  { name: 'hotspots, one open', spots: kSpots, clicks: ['[data-step=one]'] },
  { name: 'hotspots, one without a title open', spots: kSpots, clicks: ['[data-step=three]'] },
  { name: 'hotspots, menu', spots: kSpots, clicks: ['[data-step=one]', '.tip .opener'] },
  { name: 'resource centre, closed', centre: kCentre },
  { name: 'resource centre', centre: kCentre, clicks: ['.pill'] },
  {
    name: 'resource centre without news',
    centre: { ...kCentre, ...{ unread: 0, has_feed: false, feed: [] } },
    clicks: ['.pill'],
  },
  {
    name: 'resource centre, loading',
    centre: { prompt: 'r2', title: 'How can we help?' },
    clicks: ['.pill'],
  },
  { name: 'resource centre, article', centre: kCentre, clicks: ['.pill', kArticle] },
  { name: 'resource centre, video', centre: kCentre, clicks: ['.pill', kFilm] },
  { name: 'resource centre, news', centre: kCentre, clicks: ['.pill', kNews] },
  { name: 'resource centre, found', centre: kCentre, clicks: ['.pill'], query: 'invoice' },
  { name: 'resource centre, not found', centre: kCentre, clicks: ['.pill'], query: 'nonsense' },
  { name: 'resource centre, feedback', centre: kCentre, clicks: ['.pill', kSay] },
  { name: 'both launchers', centre: kCentre, list: kList },
];
