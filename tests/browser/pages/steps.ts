// Steps that tests show again and again.
import type { StepOptions } from './surfaces_page.ts';

export const kTarget: StepOptions = { targets: [{ css: '#target' }], content: { title: 'Create' } };
export const kNps: StepOptions = {
  kind: 'survey',
  surface: 'slideout',
  count: 2,
  content: {
    title: 'How likely?',
    question: { id: 'nps', type: 'nps', required: true, low: 'Not at all', high: 'Very' },
  },
};
export const kText: StepOptions = {
  kind: 'survey',
  surface: 'slideout',
  index: 1,
  count: 2,
  content: { title: 'Why?', question: { id: 'why', type: 'text', required: false } },
};

/** A step on what the selector finds, with the rest of the page dimmed. */
export const stepAt = (css: string): StepOptions => ({
  targets: [{ css }],
  step: css,
  backdrop: 'dim',
  content: { title: 'Look here' },
});
