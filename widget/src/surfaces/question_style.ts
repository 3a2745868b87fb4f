// The looks of questions, beside what every card needs.
export const css = `
.question{margin-top:1em}
.title+.question,.question:first-child{margin-top:1.1em}
.label{margin:0 0 .7em;font-weight:550}
.cells{display:grid;grid-template-columns:repeat(var(--_cells),1fr);gap:4px}
.cells.ces,.cells.csat,.cells.rating{gap:6px}
.cell{all:unset;box-sizing:border-box;display:grid;place-items:center;min-width:24px;height:2.7em;border-radius:var(--_button-radius);
  font-weight:550;font-variant-numeric:tabular-nums;cursor:pointer;background:var(--_field);box-shadow:inset 0 0 0 1px var(--_line);
  transition:background .14s,box-shadow .14s,color .14s,transform .18s var(--_ease);-webkit-tap-highlight-color:transparent}
.cells.ces .cell,.cells.csat .cell,.cells.rating .cell{height:3em}
.cell:hover{box-shadow:inset 0 0 0 1.5px var(--_accent);background:rgb(var(--_rgb)/.1)}
.cell[aria-checked=true]{background:var(--_accent);color:var(--_on);box-shadow:0 2px 8px rgb(var(--_rgb)/.4);transform:translateY(-1px)}
.ends{display:flex;justify-content:space-between;gap:1.5em;margin-top:.6em;color:var(--_muted);font-size:.893em;line-height:1.35}
.ends :last-child{text-align:end}
.text{all:unset;box-sizing:border-box;display:block;width:100%;min-height:6.2em;padding:.65em .8em;border-radius:var(--_button-radius);background:var(--_field);
  box-shadow:inset 0 0 0 1px var(--_line);color:var(--_text);white-space:pre-wrap;overflow:auto;overflow-wrap:anywhere;cursor:text;resize:none;field-sizing:content;max-height:13em;transition:box-shadow .15s}
.text::placeholder{color:var(--_muted);opacity:1}
.text:focus{box-shadow:inset 0 0 0 2px var(--_ring)}
.count{margin:.4em 0 0;color:var(--_muted);font-size:.857em;text-align:end}

.cells svg{display:block;width:1.75em;height:1.75em;fill:none;stroke:currentColor;stroke-width:1.3;stroke-linecap:round;stroke-linejoin:round}
.cells.emoji,.cells.stars{grid-template-columns:repeat(var(--_cells),minmax(0,3.6em));justify-content:space-between}
.cells.emoji svg{width:2.15em;height:2.15em}
.cells.stars{justify-content:start;gap:2px}
.cells.stars .cell{background:none;box-shadow:none;color:var(--_muted)}
.cells.stars .lit{color:var(--_link);transform:none}
.cells.stars .lit svg{fill:currentColor}
.cells.stars .cell:hover{color:var(--_link)}
.cells.emoji .cell{background:none;box-shadow:none;color:var(--_muted)}
.cells.emoji .cell:hover{color:var(--_text);background:var(--_field)}
.cells.emoji .cell[aria-checked=true]{background:var(--_accent);color:var(--_on)}
.cells.emoji+.ends,.cells.stars+.ends{margin-top:.35em}
.cells.stars+.ends{justify-content:start}

.options{display:grid;gap:6px}
.option{all:unset;box-sizing:border-box;display:flex;align-items:center;gap:.75em;min-height:2.75em;padding:.5em .85em;cursor:pointer;
  border-radius:var(--_button-radius);background:var(--_field);box-shadow:inset 0 0 0 1px var(--_line);line-height:1.4;overflow-wrap:anywhere;
  transition:background .14s,box-shadow .14s;-webkit-tap-highlight-color:transparent}
.option:hover{box-shadow:inset 0 0 0 1.5px var(--_accent)}
.option[aria-checked=true]{background:rgb(var(--_rgb)/.1);box-shadow:inset 0 0 0 1.5px var(--_accent)}
.mark{flex:none;display:grid;place-items:center;width:1.3em;height:1.3em;border-radius:50%;background:var(--_surface);box-shadow:inset 0 0 0 1.5px var(--_muted)}
.many .mark{border-radius:.35em}
.mark svg{width:1.1em;height:1.1em;fill:none;stroke:var(--_on);stroke-width:2.6;stroke-linecap:round;stroke-linejoin:round;opacity:0}
[aria-checked=true]>.mark{background:var(--_accent);box-shadow:none}
[aria-checked=true]>.mark svg{opacity:1}

.sheet .cell,.sheet .cells .cell{height:3.2em}
.sheet .option{min-height:3.1em}
@media (max-width:359px){
  .cells.nps{--_cells:6!important}
}
@media (forced-colors:active){
  .cell,.text,.option,.mark{border:1px solid ButtonText}
  .cell[aria-checked=true],[aria-checked=true]>.mark,.cells.stars .lit{forced-color-adjust:none;background:Highlight;color:HighlightText}
}
`;
