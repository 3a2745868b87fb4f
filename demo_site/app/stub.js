// The standard Docent snippet: it queues calls until the loader has arrived. Kept in a file, so that the page works
// under a content security policy that forbids inline scripts.
/* global docent:writable */
// prettier-ignore
window.docent||(docent={q:[]},'track identify group page start dismiss pause resume mute reset erase consent on explain'.split(' ').forEach(function(m){docent[m]=function(){docent.q.push([m,arguments,Date.now()])}}))
