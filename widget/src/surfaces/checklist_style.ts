// The looks of checklists, beside what every card needs.
export const css = `
.lists{--_lift:var(--docent-checklist-lift,0px);position:fixed;inset-inline-end:24px;bottom:calc(24px + var(--_lift));display:flex;flex-direction:column;align-items:flex-end;gap:10px;max-height:calc(100vh - 48px - var(--_lift))}
.lists.start{inset-inline:24px auto;align-items:flex-start}
.toggle{all:unset;box-sizing:border-box;cursor:pointer;-webkit-tap-highlight-color:transparent}
.pill,.list{position:relative;pointer-events:auto;background:var(--_surface);color:var(--_text);border:1px solid var(--_line);box-shadow:var(--_shadow);animation:rise .28s var(--_ease)}
.pill{display:flex;max-width:min(24em,100vw - 32px);align-items:center;gap:.65em;min-height:3.1em;padding:.5em 1.15em .5em .8em;border-radius:999px;font-weight:600}
.pill:hover{background:var(--_field)}
.pill svg{flex:none;width:1.6em;height:1.6em;fill:none;stroke:var(--_line);stroke-width:3;transform:rotate(-90deg)}
.pill .so-far{stroke:var(--_link)}
.name{min-width:0;overflow:hidden;white-space:nowrap;text-overflow:ellipsis}
.tally{flex:none;color:var(--_muted);font-weight:400;font-variant-numeric:tabular-nums}
.list{width:min(24em,100vw - 32px);display:flex;flex-direction:column;min-height:0;border-radius:var(--_radius)}
.head{display:block;padding:1.2em 1.4em .9em;border-radius:var(--_radius)}
.head .progress{margin-top:.5em}
.head .bar{width:96px}
.about{margin:0;padding:0 1.4em .9em}
.tasks{list-style:none;margin:0;padding:0 1.4em 1.2em;overflow:auto;overscroll-behavior:contain;scrollbar-width:thin}
.task{display:flex;gap:.8em;padding:.75em 0;border-top:1px solid var(--_line)}
.task .mark{flex:none;display:grid;place-items:center;width:1.35em;height:1.35em;margin-top:.08em;border-radius:50%;box-shadow:inset 0 0 0 1.5px var(--_muted)}
.task .mark svg{width:1.05em;height:1.05em;fill:none;stroke:var(--_on);stroke-width:2.6;stroke-linecap:round;stroke-linejoin:round;opacity:0}
.task.done .mark{background:var(--_accent);box-shadow:none}
.task.done .mark svg{opacity:1}
.words{min-width:0;flex:1}
.what{margin:0;font-weight:550;overflow-wrap:anywhere}
.done .what{color:var(--_muted);font-weight:400}
.task .body{margin:.2em 0 0;padding:0}
.task .button{margin-top:.6em;min-height:2.3em}
.task .link{margin-inline-start:-.7em}
.toggle:focus-visible{outline:2px solid var(--_ring);outline-offset:2px}
@media (max-width:640px){
  .lists,.lists.start{inset-inline:16px;bottom:max(16px + var(--_lift),env(safe-area-inset-bottom))}
  .list{width:100%}
}
@media (forced-colors:active){
  .pill circle{stroke:GrayText}
  .pill .so-far{stroke:Highlight}
  .task .mark{border:1px solid ButtonText}
  .task.done .mark{forced-color-adjust:none;background:Highlight;color:HighlightText}
}
`;
