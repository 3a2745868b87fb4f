/** Looks like a tool and not like the page; nothing of the page's styles comes in. */
export const css = `
:host{all:initial!important;position:fixed!important;inset:0!important;width:auto!important;height:auto!important;margin:0!important;padding:0!important;border:0!important;background:none!important;overflow:visible!important;pointer-events:none!important;z-index:2147483647!important;display:block!important;color-scheme:light dark}
.panel{position:fixed;inset-block:12px;inset-inline-end:12px;inline-size:min(440px,calc(100vw - 24px));overflow:auto;box-sizing:border-box;padding:12px 16px;pointer-events:auto;font:13px/1.45 system-ui,sans-serif;color:CanvasText;background:Canvas;border:1px solid GrayText;border-radius:8px;box-shadow:0 8px 32px #0006;overflow-wrap:anywhere}
header{display:flex;gap:8px;align-items:center;position:sticky;inset-block-start:-12px;background:Canvas;padding-block:8px}
h1,h2,h3{margin:0;font-size:15px}h1{flex:1}h2{margin-block:12px 4px}h3{font-size:13px;margin-block:8px 2px}p{margin:4px 0}
button{font:inherit;min-block-size:24px;min-inline-size:24px;color:ButtonText;background:ButtonFace;border:1px solid GrayText;border-radius:4px;cursor:pointer;text-align:start}
summary{padding:4px;cursor:pointer;min-block-size:24px;box-sizing:border-box}
details{border-block-start:1px solid GrayText;border-inline-start:4px solid GrayText;padding-inline-start:4px}
details.showing{border-inline-start-color:#1a7f4b}details.would_show{border-inline-start-color:#2563c9}
ul,ol{margin:0;padding:0;list-style:none}li{padding:2px 4px}
.closed b{color:light-dark(#b3261e,#ff9a90)}.open b{color:light-dark(#1a7f4b,#7fd8a4)}
.state{position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%)}
small,.why{display:block;opacity:.8;font-size:12px}
:focus-visible{outline:2px solid Highlight;outline-offset:1px}
.mark{position:fixed;box-sizing:border-box;border:3px solid #d6336c;border-radius:4px;background:#d6336c33;pointer-events:none}
[hidden]{display:none}
`;
