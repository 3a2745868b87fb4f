// Every surface and every question in the states a user meets them in, for the tests that ask the same of all.
import type { Question } from '../../../widget/src/contract.ts';
import type { ListOptions, StepOptions } from './surfaces_page.ts';

export interface State {
  name: string;
  step?: StepOptions;
  list?: ListOptions;
  /** What is clicked then, inside the root, one after the other. */
  clicks?: string[];
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
];
