// Docent as a plain ES module: no bundler, no framework. Type-checked, since the package brings its types.
import { docent } from 'docent';

const log = document.querySelector('#log');

/** @param {string} text */
function say(text) {
  log?.append(`${text}\n`);
}

docent.init({ key: 'esm', config: '/docent.json' });
docent.identify('u_42', { plan: 'team' });

// Handlers get the detail; `on` returns its own remover.
const stop = docent.on('show', ({ campaign, step }) => {
  say(`show ${campaign} ${step}`);
  stop();
});

// The same as DOM events; the types know each one's detail.
document.addEventListener('docent:complete', (event) => say(`complete ${event.detail.campaign}`));
document.addEventListener('docent:error', ({ detail }) => say(`${detail.code} ${detail.path}`));

document.querySelector('#help')?.addEventListener('click', async () => {
  const { shown } = await docent.start('hello');
  if (!shown) say('not now');
});
