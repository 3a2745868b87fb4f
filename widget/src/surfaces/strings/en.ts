import type { Strings } from '../strings.ts';

export const strings: Strings = {
  next: 'Next',
  back: 'Back',
  done: 'Done',
  send: 'Send',
  skip: 'Skip',
  gotIt: 'Got it',
  close: 'Close',
  more: 'More options',
  later: 'Remind me later',
  optOut: 'Don’t show me tips',
  thanks: 'Thank you!',
  allDone: 'All done',
  checklist: 'Getting started',
  open: 'To do',
  answer: 'Your answer',
  prompt: 'Message',
  progress: (n, count) => `${n} of ${count}`,
  step: (n, count) => `Step ${n} of ${count}`,
  charactersLeft: (n) => (n === 1 ? '1 character left' : `${n} characters left`),
};
