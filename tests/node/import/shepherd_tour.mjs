// A tour as Shepherd takes it.
const tour = { next: function next() {}, back: function back() {} };

export default {
  tourName: 'Getting started',
  useModalOverlay: true,
  defaultStepOptions: { cancelIcon: { enabled: true }, classes: 'shadow-md', scrollTo: true },
  steps: [
    {
      id: 'intro',
      title: 'Welcome',
      text: ['One <i>small</i> tour', '<table><tr><td>A</td><td>B</td></tr></table>'],
      buttons: [
        {
          text: 'Exit',
          secondary: true,
          action() {
            return this.cancel();
          },
        },
        { text: 'Next', action: tour.next },
      ],
    },
    {
      id: 'create',
      text: 'Press it',
      attachTo: { element: '#new', on: 'bottom-end' },
      advanceOn: { selector: '#new', event: 'click' },
      canClickTarget: false,
      extraHighlights: ['.total', '#sum'],
      beforeShowPromise: () => Promise.resolve(),
    },
    {
      id: 'rename',
      text: 'Type a name',
      attachTo: { element: '#name', on: 'auto-start' },
      advanceOn: { selector: '#name', event: 'change' },
      skipMissingElement: true,
      buttons: [
        { text: 'Back', action: tour.back },
        { text: 'Confetti', action: () => undefined },
      ],
    },
  ],
};
