// The looks of what stands in the corners, beside what every card needs.
export const css = `
.beside{display:contents}
.lists{--_lift:var(--docent-checklist-lift,0px);position:fixed;inset-inline-end:24px;bottom:calc(24px + var(--_lift));display:flex;flex-direction:column;align-items:flex-end;gap:10px;max-height:calc(100vh - 48px - var(--_lift))}
.lists.start{inset-inline:24px auto;align-items:flex-start}
.toggle{all:unset;box-sizing:border-box;cursor:pointer;-webkit-tap-highlight-color:transparent}
.pill,.list{position:relative;pointer-events:auto;background:var(--_surface);color:var(--_text);border:1px solid var(--_line);box-shadow:var(--_shadow);animation:rise .28s var(--_ease)}
.pill{display:flex;max-width:min(24em,100vw - 32px);align-items:center;gap:.65em;min-height:3.1em;padding:.5em 1.15em .5em .8em;border-radius:999px;font-weight:600;transition:background .15s,transform .15s var(--_ease)}
.pill:hover{background:var(--_field);transform:translateY(-1px)}
.pill:active{transform:scale(.98)}
.pill svg{flex:none;width:1.6em;height:1.6em;fill:none;stroke:var(--_line);stroke-width:3}
.name{min-width:0;overflow:hidden;white-space:nowrap;text-overflow:ellipsis}
.list{width:min(24em,100vw - 32px);display:flex;flex-direction:column;min-height:0;border-radius:var(--_radius);transform-origin:bottom right}
.start .list{transform-origin:bottom left}
.head{display:block;padding:1.2em 1.4em .9em;border-radius:var(--_radius)}
.about{margin:0;padding:0 1.4em .9em}
:is(.toggle,.row,.find):focus-visible{outline:2px solid var(--_ring);outline-offset:2px}
@media (max-width:640px){
  .lists,.lists.start{inset-inline:16px;bottom:max(16px + var(--_lift),env(safe-area-inset-bottom))}
  .list{width:100%}
}
@media (forced-colors:active){.pill{border-color:ButtonText}}
`;
