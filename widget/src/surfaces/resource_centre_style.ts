// The looks of the resource centre, beside what everything in a corner needs.
export const css = `
.icon{flex:none;width:1.35em;height:1.35em;fill:none;stroke:currentColor;stroke-width:1.6;stroke-linecap:round;stroke-linejoin:round}
.pill .icon{stroke:var(--_link);stroke-width:1.7}
.badge{flex:none;display:grid;place-items:center;min-width:1.6em;height:1.6em;padding:0 .4em;border-radius:999px;background:var(--_accent);color:var(--_on);font-size:.82em;font-weight:650;font-style:normal;line-height:1;font-variant-numeric:tabular-nums;animation:pop-in .4s var(--_ease)}
.badge::before{content:attr(data-unread)}
.centre{width:min(26em,100vw - 32px);height:min(38em,100vh - 48px);overflow:hidden}
.top{display:flex;align-items:center;gap:.4em;padding:1em .9em .8em 1.3em;padding-inline:1.3em .9em;border-bottom:1px solid var(--_line)}
.top .title{flex:1;min-width:0;padding:0}
.top .back{margin-inline-start:-.7em}
.top .icon{width:1.25em;height:1.25em;stroke-width:1.8}
[dir=rtl] .turns{transform:scaleX(-1)}
.centre .scroll{flex:1;padding:1em 1.3em 1.3em}
.loading{height:100%;margin:0;background:linear-gradient(var(--_field) 3.2em,transparent 0) 0 0/100% 4.2em;border-radius:8px;opacity:.7;animation:fade .3s .15s backwards}
.intro{margin:0 0 1em;padding:0}
.search{position:relative;margin-bottom:.9em}
.search .icon{position:absolute;inset-inline-start:.8em;top:.83em;color:var(--_muted);pointer-events:none}
.find{all:unset;box-sizing:border-box;width:100%;min-height:3em;padding:.5em 1em;border-radius:var(--_button-radius);background:var(--_field);box-shadow:inset 0 0 0 1px var(--_line);color:var(--_text);cursor:text;transition:box-shadow .15s}
.search .find{padding-inline-start:2.7em}
.find::placeholder{color:var(--_muted);opacity:1}
.find::-webkit-search-cancel-button{cursor:pointer}
.text{height:min(9em,40vh);padding-block:.75em;white-space:pre-wrap;overflow-wrap:anywhere}
.label{margin:.9em 0 .5em;font-weight:550}
.rows{list-style:none;margin:0;padding:0}
.rows+.rows,.nothing+.rows{margin-top:.8em;padding-top:.8em;border-top:1px solid var(--_line)}
.row{all:unset;box-sizing:border-box;display:flex;align-items:center;gap:.9em;width:100%;min-height:3.2em;padding:.6em .8em;border-radius:10px;cursor:pointer;transition:background .15s;-webkit-tap-highlight-color:transparent}
a.row{text-decoration:none;color:var(--_text)}
.rows{margin-inline:-.8em}
.rows+.rows,.nothing+.rows{margin-inline:0}
.rows+.rows .row,.nothing+.rows .row{margin-inline:-.8em;width:calc(100% + 1.6em)}
.row:hover{background:var(--_field)}
.row>.icon:first-child{color:var(--_link)}
.row>.icon:last-child{width:1em;height:1em;color:var(--_muted);stroke-width:1.9;transition:transform .2s var(--_ease)}
.row:hover>.icon.turns:last-child{transform:translateX(2px)}
[dir=rtl] .row:hover>.icon.turns:last-child{transform:scaleX(-1) translateX(2px)}
.row .words{min-width:0;flex:1}
.row .what{display:block;font-weight:550;overflow-wrap:anywhere}
.hint{display:block;color:var(--_muted);font-size:.929em;overflow:hidden;white-space:nowrap;text-overflow:ellipsis}
.nothing{margin:1.6em 0;text-align:center}
.page .lead{margin:0 0 .2em;padding:0;font-size:1.036em}
.page .body{padding:0}
.page>:is(.body,ul).piece{color:var(--_text)}
.page .actions{margin-top:.9em;justify-content:flex-end}
.news{position:relative;padding:0 0 1.4em;margin-bottom:1.4em;border-bottom:1px solid var(--_line)}
.news:last-child{border:0;margin:0;padding:0}
.news .what{margin:0;font-size:1.07em;font-weight:650;line-height:1.35}
.news .button{margin-top:.9em;text-decoration:none}
a.button.primary{color:var(--_on)}a.button.secondary{color:var(--_text)}
.when{margin:0 0 .25em;color:var(--_muted);font-size:.893em}
.news.new .when::before,.news.new>.what:first-child::before{content:'';display:inline-block;width:.6em;height:.6em;margin-inline-end:.55em;border-radius:50%;background:var(--_accent)}
.sent{display:grid;place-items:center;gap:.4em;padding:3.5em 0;font-weight:600;font-size:1.07em;text-align:center}
.sent p{margin:0}
.tick{width:3.6em;height:3.6em;animation:pop-in .4s var(--_ease)}
.tick circle{fill:var(--_accent)}
.tick path{fill:none;stroke:var(--_on);stroke-width:2.2;stroke-linecap:round;stroke-linejoin:round;stroke-dasharray:16;animation:draw .45s .2s var(--_ease) backwards}
@keyframes pop-in{from{transform:scale(.4);opacity:0}}
@media (max-width:640px){
  .lists:has(.centre){inset:auto 0 calc(0px + var(--_keyboard,0px));max-height:none}
  .centre{width:100%;height:min(85vh,100vh - 48px - var(--_keyboard,0px));border-width:1px 0 0;border-radius:calc(var(--_radius) + 6px) calc(var(--_radius) + 6px) 0 0;--_y:40px;padding-bottom:env(safe-area-inset-bottom)}
  .centre .tool{width:2.7em;height:2.7em}
  .row{min-height:3.6em}
  .find{font-size:16px}
}
@media (forced-colors:active){
  .find,.badge{border:1px solid ButtonText}
  .news.new ::before{forced-color-adjust:none;background:Highlight}
}
`;
