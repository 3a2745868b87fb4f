// The looks of checklists, beside what everything in a corner needs.
export const css = `
.ring-so-far{transform:rotate(-90deg)}
.pill .so-far{stroke:var(--_link);transition:stroke-dasharray .5s var(--_ease)}
.tally{flex:none;color:var(--_muted);font-weight:400;font-variant-numeric:tabular-nums}
.head:focus-visible{outline-offset:-5px}
.head .progress{margin-top:.5em}
.head .bar{width:96px}
.bar i{transition:width .5s var(--_ease)}
.tasks{list-style:none;margin:0;padding:0 1.4em 1.2em;overflow:auto;overscroll-behavior:contain;scrollbar-width:thin}
.task{display:flex;gap:.8em;padding:.75em 0;border-top:1px solid var(--_line)}
.task .mark{flex:none;display:grid;place-items:center;width:1.35em;height:1.35em;margin-top:.08em;border-radius:50%;box-shadow:inset 0 0 0 1.5px var(--_muted);transition:background .2s,box-shadow .2s}
.task .mark svg{width:1.05em;height:1.05em;fill:none;stroke:var(--_on);stroke-width:2.6;stroke-linecap:round;stroke-linejoin:round;opacity:0}
.task.done .mark{background:var(--_accent);box-shadow:none}
.task.done .mark svg{opacity:1}
.task.fresh .mark{animation:pop .45s var(--_ease)}
.task.fresh .mark path{stroke-dasharray:16;animation:draw .4s .12s var(--_ease) backwards}
.words{min-width:0;flex:1}
.what{margin:0;font-weight:550;overflow-wrap:anywhere}
.done .what{color:var(--_muted);font-weight:400}
.task .body{margin:.2em 0 0;padding:0}
.task .button{margin-top:.6em;min-height:2.3em}
.task .link{margin-inline-start:-.7em}
@keyframes pop{0%{transform:scale(.6)}60%{transform:scale(1.18)}}
@media (forced-colors:active){
  .pill circle{stroke:GrayText}
  .pill .so-far{stroke:Highlight}
  .task .mark{border:1px solid ButtonText}
  .task.done .mark{forced-color-adjust:none;background:Highlight;color:HighlightText}
}
`;
