// The looks of steps in the page itself: the same card, in the page's flow.
export const css = `
:host{position:relative!important;inset:auto!important;z-index:auto!important;pointer-events:auto!important;width:auto!important;min-width:0!important;grid-column:1/-1!important}
.frame{container-type:inline-size}
.inline{position:relative;width:auto;max-height:none;box-shadow:none;--_y:-6px;overflow:visible}
.inline::before{content:'';position:absolute;inset-block:-1px;inset-inline-start:-1px;width:calc(var(--_radius)*2);border:solid var(--_accent);border-width:0;border-inline-start-width:4px;border-start-start-radius:var(--_radius);border-end-start-radius:var(--_radius);pointer-events:none}
.inline .scroll{overflow:visible}
.inline .title{font-size:1.07em}
@container (min-width:560px){
  [data-layout=line] .inline{flex-direction:row;align-items:center}
  [data-layout=line] .scroll,.line .scroll:last-child{flex:1;padding:1.05em 1.4em}
  [data-layout=line] :is(.title,.body){padding:0}
  [data-layout=line] .body{margin-top:.2em}
  [data-layout=line] .foot{flex:none;padding:.7em 0}
  [data-layout=line] .tools{position:relative;inset:auto;padding:0 .7em;flex:none}
  [data-layout=column] :is(.piece,.question){max-width:38em}
  [data-layout=picture] .scroll{display:grid;grid-template-columns:minmax(0,20em) minmax(0,1fr);column-gap:1.6em;padding-bottom:1.4em}
  [data-layout=picture] .scroll>*{grid-column:2}
  [data-layout=picture] .scroll>:is(img,[part=video]){grid-area:1/1/span 9;margin:0}
  [data-layout=picture] .scroll>:is(img,[part=video])~:is(img,[part=video]){grid-row:auto;margin-top:.75em}
  [data-layout=picture] .foot{padding-top:0}
}
.thanks{display:flex;align-items:center;justify-content:center;gap:.7em;margin:0;padding:1.2em;font-weight:600;background:var(--_surface);border:1px solid var(--_line);border-radius:var(--_radius);animation:rise .3s var(--_ease)}
.thanks svg{width:1.9em;height:1.9em}
.thanks circle{fill:var(--_accent)}
.thanks path{fill:none;stroke:var(--_on);stroke-width:2.4;stroke-linecap:round;stroke-linejoin:round;stroke-dasharray:16;animation:draw .42s .16s var(--_ease) backwards}
`;
