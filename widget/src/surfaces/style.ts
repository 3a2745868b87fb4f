// The looks of every surface. A product changes them by the `--docent-*` properties of its own page (see `.frame`) and by
// `::part`. Sizes are in em of the user's own font size, so that the host's cannot reach them.
export const css = `
:host{all:initial!important;position:fixed!important;inset:0!important;display:block!important;
  z-index:2147483647!important;font-size:medium!important;pointer-events:none!important;
  visibility:visible!important;opacity:1!important;overflow:visible!important}
*,*::before,*::after{box-sizing:border-box}
[hidden]{display:none!important}

.frame{
  --_panned:0px;--_keyboard:0px;
  --_brand:var(--docent-accent,#4f46e5);
  --_accent:var(--_fill,var(--_brand));
  --_on:var(--docent-accent-text,var(--_on-accent,#fff));
  --_surface:var(--docent-surface,#fff);
  --_text:var(--docent-text,#171923);
  --_muted:var(--docent-muted,#5b6070);
  --_line:var(--docent-line,rgb(23 25 45/.12));
  --_field:var(--docent-field,#f5f6fa);
  --_radius:var(--docent-radius,12px);
  --_button-radius:var(--docent-button-radius,8px);
  --_shadow:var(--docent-shadow,0 1px 2px rgb(20 22 48/.06),0 6px 16px -4px rgb(20 22 48/.1),0 20px 48px -12px rgb(20 22 48/.24));
  --_backdrop:var(--docent-backdrop,rgb(18 20 38/.52));
  --_ring:var(--docent-spotlight,var(--_link));
  --_ease:cubic-bezier(.2,.9,.25,1);
  color-scheme:light;
  font:400 var(--docent-font-size,.875em)/1.55 var(--docent-font,system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',sans-serif);
  color:var(--_text);outline-color:var(--_brand);column-rule-color:var(--_surface);
  border-color:var(--_brand) var(--_surface);transition:border-color 1ms;
  -webkit-font-smoothing:antialiased;-webkit-text-size-adjust:100%;text-align:start;
}
.frame[data-theme=dark]{
  --_brand:var(--docent-accent,#6861f4);
  --_surface:var(--docent-surface,#1e202b);
  --_text:var(--docent-text,#f1f2f7);
  --_muted:var(--docent-muted,#a6abbd);
  --_line:var(--docent-line,rgb(255 255 255/.14));
  --_field:var(--docent-field,#282b38);
  --_shadow:var(--docent-shadow,0 1px 2px rgb(0 0 0/.3),0 8px 20px -4px rgb(0 0 0/.36),0 24px 56px -12px rgb(0 0 0/.6));
  --_backdrop:var(--docent-backdrop,rgb(3 4 10/.64));
  color-scheme:dark;
}

.scrim{position:fixed;inset:0;width:100%;height:100%;overflow:hidden;animation:fade .22s ease-out}
.scrim path{fill:var(--_backdrop);fill-rule:evenodd;pointer-events:none}
.scrim.block path{pointer-events:fill}
.ring{position:fixed;left:0;top:0;
  box-shadow:0 0 0 2px var(--_surface),0 0 0 4px var(--_ring),0 0 0 9px rgb(var(--_rgb)/.22);animation:fade .3s ease-out}
.shield{pointer-events:auto}

.card{position:fixed;pointer-events:auto;width:min(22.5em,100vw - 24px);margin:0;padding:0;overflow:visible;
  display:flex;flex-direction:column;max-height:min(40em,100vh - 24px);color:var(--_text);
  background:var(--_surface);border:1px solid var(--_line);border-radius:var(--_radius);box-shadow:var(--_shadow);
  font:inherit;outline:0;animation:rise .32s var(--_ease)}
.card:focus-visible{outline:0}
.scroll{overflow:auto;overscroll-behavior:contain;padding:1.3em 1.4em 0;min-height:0;scrollbar-width:thin}
.scroll:last-child{padding-bottom:1.4em}
.advance{animation:slip .28s var(--_ease)}
.advance.back,[dir=rtl] .advance{--_slip:-12px}
[dir=rtl] .advance.back{--_slip:12px}

.title{font-size:1.143em;font-weight:650;line-height:1.35;letter-spacing:-.011em;margin:0;
  padding-inline-end:3.6em;outline:0;text-wrap:pretty;overflow-wrap:anywhere}
.no-menu .title{padding-inline-end:1.6em}
.body{margin:.45em 0 0;color:var(--_muted);white-space:pre-line;overflow-wrap:anywhere;text-wrap:pretty}
.body:first-child{margin-top:0;padding-inline-end:3.8em}
.body strong{color:var(--_text);font-weight:600}
.piece{margin:.75em 0 0}
ul.piece{padding:0;list-style:none;color:var(--_muted)}
ul.piece li{position:relative;padding-inline-start:1.6em;margin-top:.35em}
ul.piece li::before{content:'';position:absolute;inset-inline-start:.35em;top:.58em;width:.4em;height:.4em;border-radius:50%;background:var(--_link)}
img.piece{display:block;max-width:100%;height:auto;margin-inline:auto;border-radius:calc(var(--_radius) - 4px);border:1px solid var(--_line)}
a{color:var(--_link);text-decoration:underline;text-underline-offset:.18em;text-decoration-thickness:.07em;border-radius:3px}
a:hover{text-decoration-thickness:.13em}
code{font:.93em/1.4 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;background:var(--_field);color:var(--_text);border:1px solid var(--_line);border-radius:5px;padding:.05em .35em}

.tools{position:absolute;inset-inline-end:.75em;top:1em;display:flex;gap:2px}
.tool{all:unset;box-sizing:border-box;display:grid;place-items:center;width:2.15em;height:2.15em;border-radius:8px;color:var(--_muted);cursor:pointer;transition:background .15s,color .15s}
.tool:hover,.tool[aria-expanded=true]{background:var(--_field);color:var(--_text)}
.tool svg{width:1.15em;height:1.15em;display:block}
.menu{position:absolute;z-index:2;inset-inline-end:0;top:calc(100% + 4px);min-width:14em;padding:5px;background:var(--_surface);
  border:1px solid var(--_line);border-radius:10px;box-shadow:var(--_shadow);animation:rise .16s var(--_ease)}
.up .menu{top:auto;bottom:calc(100% + 4px)}
.item{all:unset;box-sizing:border-box;display:flex;align-items:center;gap:.7em;width:100%;min-height:2.5em;padding:.35em .75em;border-radius:7px;cursor:pointer;white-space:nowrap}
.item svg{width:1.15em;height:1.15em;color:var(--_muted);flex:none}
.item:hover,.item:focus{background:var(--_field)}

.foot{display:flex;flex-wrap:wrap;align-items:center;gap:.75em;padding:1.15em 1.4em 1.3em}
.actions{display:flex;flex-wrap:wrap;align-items:center;justify-content:flex-end;gap:.55em;margin-inline-start:auto}
.button{all:unset;box-sizing:border-box;position:relative;display:inline-flex;align-items:center;justify-content:center;min-height:2.58em;
  padding:.35em 1.05em;border-radius:var(--_button-radius);font-weight:600;line-height:1.3;text-align:center;cursor:pointer;
  user-select:none;-webkit-user-select:none;-webkit-tap-highlight-color:transparent;
  transition:background .15s,box-shadow .15s,transform .1s,opacity .15s}
.primary{background:var(--_accent);color:var(--_on);box-shadow:inset 0 1px 0 rgb(255 255 255/.14),0 1px 2px rgb(20 22 48/.18)}
.primary:hover{background-image:linear-gradient(var(--_shade),var(--_shade))}
.secondary{color:var(--_text);box-shadow:inset 0 0 0 1px var(--_line)}
.secondary:hover{background:var(--_field)}
.link{color:var(--_muted);padding-inline:.7em}
.link:hover{color:var(--_text);background:var(--_field)}
.button:active{transform:scale(.975)}
.button:disabled{cursor:not-allowed;background:var(--_field);color:var(--_muted);box-shadow:inset 0 0 0 1px var(--_line);transform:none}
:is(.button,.tool,.item,.cell,.option,a,.scroll,.tasks):focus-visible{outline:2px solid var(--_ring);outline-offset:2px}
:is(.item,.scroll,.tasks):focus-visible{outline-offset:-2px}
.busy .pressed{color:transparent!important}
.busy .pressed::after{content:'';position:absolute;width:1em;height:1em;border-radius:50%;border:2px solid var(--_on);border-right-color:transparent;
  opacity:0;animation:spin .7s linear infinite,fade .2s .3s forwards}
.busy .pressed:not(.primary)::after{border-color:var(--_text);border-right-color:transparent}

.progress{display:flex;align-items:center;gap:.65em;color:var(--_muted);font-size:.893em;font-variant-numeric:tabular-nums;white-space:nowrap}
.dots{display:flex;gap:5px}
.dot{width:6px;height:6px;border-radius:3px;background:var(--_muted);opacity:.34;transition:width .25s var(--_ease),opacity .25s}
.dot.here{width:16px;background:var(--_link);opacity:1}
.dot.past{background:var(--_link);opacity:.6}
.bar{width:64px;height:5px;border-radius:3px;overflow:hidden;background:var(--_line)}
.bar i{display:block;height:100%;background:var(--_link);border-radius:3px}

.arrow{position:absolute;width:14px;height:14px;background:var(--_surface);border:1px solid var(--_line);border-right-color:transparent;border-bottom-color:transparent;border-top-left-radius:3px;background-clip:padding-box;clip-path:polygon(-2px -2px,calc(100% + 4px) -2px,-2px calc(100% + 4px))}
[data-side=bottom]>.arrow{top:-8px;transform:rotate(45deg)}
[data-side=top]>.arrow{bottom:-8px;transform:rotate(225deg)}
[data-side=right]>.arrow{left:-8px;transform:rotate(-45deg)}
[data-side=left]>.arrow{right:-8px;transform:rotate(135deg)}
.tooltip[data-side=bottom]{--_y:8px}.tooltip[data-side=top]{--_y:-8px}
.tooltip[data-side=left]{--_y:0px;--_x:-8px}.tooltip[data-side=right]{--_y:0px;--_x:8px}

.modal{inset:var(--_panned) 0 var(--_keyboard);margin:auto;width:min(32em,100vw - 32px);height:fit-content;max-height:calc(100dvh - 32px - var(--_panned) - var(--_keyboard));max-width:none;--_y:14px;
  border-radius:calc(var(--_radius) + 4px)}
.modal::backdrop{background:none}
.modal .scroll{padding:2em 2.1em 0}
.modal .scroll:last-child{padding-bottom:2em}
.modal .foot{padding:1.7em 2.1em 1.9em}
.modal .title{font-size:1.43em;line-height:1.28;letter-spacing:-.018em;padding-inline-end:3.1em}
.modal.no-menu .title{padding-inline-end:1.4em}
.modal .body{font-size:1.071em;margin-top:.55em}
.modal .tools{inset-inline-end:1.2em;top:1.6em}

.slideout{inset-inline-end:24px;bottom:24px;width:min(25em,100vw - 32px)}
.slideout.start{inset-inline:24px auto}
.slideout.survey{width:min(29.5em,100vw - 32px)}

.banner{inset-inline:16px;bottom:auto;top:16px;width:auto;max-width:60em;margin-inline:auto;flex-direction:row;align-items:center;--_y:-14px}
.banner.bottom{top:auto;bottom:16px;--_y:14px}
.banner::before{content:'';align-self:stretch;width:4px;margin:10px 0;margin-inline-start:10px;border-radius:2px;background:var(--_link);flex:none}
.banner .scroll,.banner .scroll:last-child{flex:1;padding:.95em 1.1em}
.banner .title{font-size:1em;padding:0;display:inline;margin-inline-end:.6em}
.banner .title+.body{display:inline;margin:0}
.banner .body{padding:0}
.banner .foot{flex:none;padding:.7em 0}
.banner .tools{position:relative;inset:auto;padding:0 .6em;flex:none}

.sheet{inset:auto 0 var(--_keyboard);width:100%;max-height:min(80vh,100dvh - 48px - var(--_panned) - var(--_keyboard));border-width:1px 0 0;border-radius:calc(var(--_radius) + 6px) calc(var(--_radius) + 6px) 0 0;--_y:40px;left:0!important;top:auto!important}
.sheet .foot{padding-bottom:max(1.4em,env(safe-area-inset-bottom))}
.sheet[data-edge=top]{inset:0 0 auto;padding-top:env(safe-area-inset-top);top:var(--_panned)!important;bottom:auto;border-width:0 0 1px;border-radius:0 0 calc(var(--_radius) + 6px) calc(var(--_radius) + 6px);--_y:-40px}
.sheet .button{min-height:3.1em;padding-inline:1.3em}
.sheet .tool,.modal .tool{width:2.5em;height:2.5em}
.sheet .title{font-size:1.215em}
.sheet .tools{top:.85em}

.coming{visibility:hidden}.coming,.coming *{animation:none!important}
.leaving{animation:fade .13s ease-in reverse forwards;pointer-events:none}
.live{position:fixed;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.moment{position:fixed;inset:auto 0 36px;margin:auto;width:fit-content;display:flex;align-items:center;gap:.7em;padding:.75em 1.25em .75em .85em;
  background:var(--_surface);color:var(--_text);border:1px solid var(--_line);border-radius:999px;box-shadow:var(--_shadow);font-weight:600;
  --_y:16px;animation:rise .4s var(--_ease),fade .3s 1.5s ease-in reverse forwards}
.moment svg{width:1.9em;height:1.9em;display:block}
.moment circle{fill:var(--_accent)}
.moment path{fill:none;stroke:var(--_on);stroke-width:2.4;stroke-linecap:round;stroke-linejoin:round;stroke-dasharray:16;animation:draw .42s .16s var(--_ease) backwards}

@keyframes fade{from{opacity:0}to{opacity:1}}
@keyframes rise{from{opacity:0;transform:translate(var(--_x,0),var(--_y,10px)) scale(.985)}}
@keyframes slip{from{opacity:0;transform:translateX(var(--_slip,12px))}}
@keyframes spin{to{transform:rotate(1turn)}}
@keyframes draw{from{stroke-dashoffset:16}}

@media (max-width:640px){
  .banner{flex-wrap:wrap;inset-inline:10px;top:10px}
  .banner.bottom{bottom:10px}
  .banner::before{display:none}
  .banner .scroll,.banner .scroll:last-child{flex:1 1 60%;padding:1em 0 0 1.1em;padding-inline:1.1em 0}
  .banner .title{display:block}
  .banner .title+.body{display:block;margin-top:.2em}
  .banner .tools{align-self:flex-start;padding-block:.6em}
  .banner .foot{order:3;width:100%;padding:.9em 1.1em 1.1em}
  .modal .scroll{padding:1.7em 1.5em 0}
  .modal .title{padding-inline-end:3.4em}
  .modal .tools{inset-inline-end:.9em;top:1.35em}
  .modal .foot{padding:1.5em 1.5em 1.6em}
}
@media (max-height:420px){
  :is(.sheet,.modal,.slideout){overflow:auto}
  :is(.sheet,.modal,.slideout) .scroll{overflow:visible;flex:none}
  .scroll{padding-top:.9em}.tools{top:.6em}.foot{padding-block:.7em .9em}
}
@media (prefers-reduced-motion:reduce){
  .frame *,.frame *::before,.frame *::after{animation-duration:.01ms!important;animation-delay:0s!important;transition:none!important}
  .moment{animation:none}
}
@media (forced-colors:active){
  .ring{outline:3px solid Highlight;outline-offset:2px}
  .button{border:1px solid ButtonText}
  .button:disabled{color:GrayText;border-color:GrayText}
  .dot.here,.primary{forced-color-adjust:none;background:Highlight;color:HighlightText}
  .dot,ul.piece li::before{background:CanvasText}
  .bar{border:1px solid CanvasText}
  .bar i{background:Highlight}
}
`;
