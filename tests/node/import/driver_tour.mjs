// A tour as driver.js takes it, with everything in it that a file cannot hold.
export default {
  showProgress: true,
  allowClose: false,
  nextBtnText: 'Weiter &rarr;',
  doneBtnText: 'Fertig',
  popoverClass: 'ours',
  onDestroyed: () => undefined,
  steps: [
    {
      popover: {
        title: 'Welcome to <em>Ledgerleaf</em>',
        description:
          '<p>Two steps, <strong>one minute</strong>.</p><ul><li>Create</li><li>Send <a href="/help">with help</a></li></ul>',
      },
    },
    {
      element: '#new-invoice',
      waitForElement: 2500,
      advanceOnClick: true,
      popover: {
        title: 'Create',
        description:
          'It costs {{price}} and <a href="javascript:alert(1)">nothing</a> more.<br>Really.',
        side: 'bottom',
        align: 'start',
        onNextClick: () => undefined,
      },
    },
    { element: '#lit' },
    {
      element: () => document.querySelector('#menu'),
      skipMissingElement: true,
      popover: {
        title: 'The menu',
        description:
          '<img src="/menu.png" alt="Menu"><iframe src="https://example.com/film"></iframe>',
        side: 'over',
      },
    },
  ],
};
