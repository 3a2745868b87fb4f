// The looks of beacons.
export const css = `
.spot{position:fixed;left:0;top:0;width:0;height:0;visibility:hidden}
.spot[data-on]{visibility:visible}
.tip>.card{z-index:1}
.beacon{all:unset;box-sizing:border-box;position:absolute;left:-14px;top:-14px;display:grid;place-items:center;width:28px;height:28px;border-radius:50%;pointer-events:auto;cursor:pointer;-webkit-tap-highlight-color:transparent}
.beacon i{position:relative;width:12px;height:12px;border-radius:50%;background:var(--_accent);box-shadow:0 0 0 2.5px var(--_surface),0 1px 6px 1px rgb(0 0 0/.3);transition:transform .2s var(--_ease);animation:beacon-in .4s var(--_ease)}
.beacon i::after{content:'';position:absolute;inset:0;border-radius:50%;background:var(--_accent);opacity:0;animation:beacon 2.4s .6s ease-out infinite}
.beacon:hover i,.beacon[aria-expanded=true] i{transform:scale(1.25)}
.beacon[aria-expanded=true] i::after{animation:none}
.beacon:focus-visible{outline:2px solid var(--_ring);outline-offset:1px}
@keyframes beacon{0%{opacity:.55;transform:none}70%,100%{opacity:0;transform:scale(3.1)}}
@keyframes beacon-in{from{transform:scale(0)}}
@media (prefers-reduced-motion:reduce){.beacon i::after{display:none}.beacon i{box-shadow:0 0 0 2.5px var(--_surface),0 0 0 6px rgb(var(--_rgb)/.35)}}
@media (forced-colors:active){.beacon i{forced-color-adjust:none;background:Highlight;box-shadow:0 0 0 2.5px Canvas}}
`;
