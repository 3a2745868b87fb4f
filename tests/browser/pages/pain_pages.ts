// One page for each way in which a host can hurt a guest: what other libraries' users reported, made small.
import { type HostPage, servePages } from './surfaces_host.ts';

/** What makes an element a stacking context, in which no z-index reaches the outside. */
export const kStackings = {
  z_index: 'position:relative;z-index:2147483647',
  transform: 'transform:translateZ(0)',
  filter: 'filter:saturate(1.2)',
  opacity: 'opacity:.99',
  isolation: 'isolation:isolate',
  will_change: 'will-change:transform',
} as const;

const kTall = '<div style="height:2400px"></div>';
const kTarget = '<button id="target">New invoice</button>';

/** A scroller with something above and below what it holds. */
const scroller = (id: string, inside: string, style = '') =>
  `<div id="${id}" style="height:300px;width:420px;overflow:auto;border:3px solid #999;${style}">
    <p style="height:120px">Above</p>${inside}<p style="height:900px">Below</p></div>`;

export const kPains = {
  plain: { body: `<main>${kTarget} <button id="other">Other</button>${kTall}</main>` },
  stacking: {
    body: `<main>${Object.entries(kStackings)
      .map(
        ([name, style]) =>
          `<div style="${style};background:#eee;margin:8px;padding:4px">
            <button class="in" id="${name}" style="border-radius:6px">${name}</button>
            <i style="position:absolute;z-index:2147483647"></i></div>`,
      )
      .join('')}${kTall}</main>`,
  },
  /** Each target sits in something that scrolls, sticks, stands still or is drawn elsewhere than it is laid out. */
  positions: {
    css: `.bar { position: sticky; top: 60px; background: #def } .turned { transform: translate(40px, 30px) scale(.8) }
      .grid { display: flex; flex-direction: column; height: 340px } .grid > div { flex: 1; overflow: auto; min-height: 0 }`,
    body: `<header>Header</header>
      <aside style="position:fixed;right:20px;top:120px"><button id="fixed">Fixed</button></aside>
      <main><p style="height:90px">Top</p>
        <div class="bar"><button id="sticky">Sticky</button></div>
        <div class="turned"><button id="turned" style="border-radius:9px">Turned</button></div>
        ${scroller('outer', scroller('inner', '<button id="nested">Nested</button>', 'height:200px;width:300px'))}
        <div class="grid"><b>Flex</b><div id="flex"><p style="height:200px">Above</p><button id="flexed">Flexed</button><p style="height:800px">Below</p></div></div>
        <div id="tilted" style="transform:translateX(10px);height:220px;overflow:auto">
          <p style="height:150px">Above</p><div style="position:fixed;top:40px;left:30px"><button id="held">Held by a transform</button></div><p style="height:700px"></p></div>
        <div id="shut" style="height:40px;overflow:hidden"><div style="position:absolute;left:500px;top:90px"><button id="escaped">Escaped its box</button></div></div>
        ${kTall}</main>`,
  },
  sticky_table: {
    body: `<main style="padding-top:200px"><div id="scroller" style="height:260px;overflow:auto;scroll-padding-bottom:30px"><table style="border-spacing:0">
      <thead style="position:sticky;top:0;height:80px;background:#eee"><tr><th style="height:80px">Name</th></tr></thead>
      <tbody>${Array.from({ length: 40 }, (_, row) => `<tr><td style="height:30px"><button id="row${row}">Row ${row}</button></td></tr>`).join('')}</tbody>
      </table></div>${kTall}</main>`,
  },
  /** A header that floats below the edge, a second bar that sticks below it, and a bar at the bottom that floats, too. */
  floating: {
    css: `.bar { position: fixed; left: 12px; right: 12px; background: #eee }`,
    body: `<div class="bar" style="top:12px;height:60px">Header</div><div class="bar" style="top:84px;height:30px">Tabs</div>
      <div class="bar" style="bottom:20px;height:50px">Help</div><main>${kTall}${kTarget}${kTall}</main>`,
  },
  tall: {
    body: `<header>Header</header><main><div id="target" style="height:3000px;border:1px solid">Very tall</div>${kTall}</main>`,
  },
  moving: {
    css: `@keyframes drift { to { transform: translateX(900px) } } .drifts { animation: drift 2700ms linear }
      .fades { transition: opacity 300ms; opacity: 0 }`,
    body: `<main><div id="box"><div id="parent">${kTarget}</div></div>${kTall}</main>`,
  },
  zoomed: {
    css: 'body { zoom: 1.25 }',
    body: `<main style="padding-left:200px">${kTarget}${kTall}</main>`,
  },
  rtl: {
    html: ' dir="rtl"',
    body: `<main>${scroller('scroller', '<button id="target">فاتورة جديدة</button>', 'overflow-x:scroll')}${kTall}</main>`,
  },
  frames: {
    body: `<main>${kTarget}
      <iframe id="frame" style="position:absolute;left:300px;top:120px;width:400px;height:300px;border:5px solid;transform:scale(.75);transform-origin:0 0"
        srcdoc="<body style='margin:0'><div style='height:200px'></div><button id='framed' style='margin:10px'>Framed</button><div style='height:900px'></div>"></iframe>${kTall}</main>`,
  },
  /** The element is there before its class is: its shadow root comes late, and without a change of the tree. */
  lazy: { body: `<main><x-late></x-late>${kTall}</main>` },
  native: {
    css: '#dialog[open] { transform: translate(10px, 20px); filter: blur(0) }',
    body: `<main>${kTarget}<button id="opens" popovertarget="pop">Menu</button>
      <div id="pop" popover style="padding:30px"><button id="popped">In the popover</button></div>
      <dialog id="dialog"><button id="inside">Inside</button><dialog id="upper"><button id="deeper">Deeper</button></dialog></dialog>
      <x-dialog></x-dialog>${kTall}</main>
      <script>customElements.define('x-dialog', class extends HTMLElement {
        constructor() { super(); this.attachShadow({ mode: 'open' }).innerHTML = '<dialog><p>Of a component</p><slot></slot></dialog>' }
      })</script>`,
  },
  phone: {
    body: `<main><p style="height:420px">Top</p><input id="field" aria-label="Amount"><p style="height:60px">Middle</p>${kTarget}${kTall}</main>
      <script>
        // An on-screen keyboard, which no engine has without a screen: it makes the visual viewport lower, and nothing else.
        class Viewport extends EventTarget { height = innerHeight; width = innerWidth; offsetTop = 0; offsetLeft = 0; scale = 1 }
        const viewport = new Viewport();
        Object.defineProperty(window, 'visualViewport', { value: viewport });
        window.openKeyboard = (height) => { viewport.height = innerHeight - height; viewport.dispatchEvent(new Event('resize')) };
        // What is seen above the keyboard moves down the page, as far as its bottom.
        window.pan = (top) => { viewport.offsetTop = top; viewport.dispatchEvent(new Event('scroll')) };
      </script>`,
  },
  /** What React Aria does: a dialog does not say that it is modal, and everything else is hidden, also what comes later. */
  hiding: {
    body: `<main>${kTarget}${kTall}</main><div role="dialog" aria-label="Cookies" style="position:fixed;left:0;bottom:0">Cookies</div>`,
    more: `<script>
      window.openHiding = (name, value) => {
        const dialog = document.createElement('div');
        dialog.innerHTML = '<section id="dialog" role="dialog" style="position:fixed;inset:80px;background:#fff"><button id="inside">Inside</button></section>';
        const hidden = [];
        const hide = (node) => {
          if (node === dialog || node.nodeType !== 1) return;
          node.setAttribute(name, value);
          hidden.push(node);
        };
        document.body.append(dialog);
        [...document.body.children].forEach(hide);
        const later = new MutationObserver((records) => records.forEach(({ addedNodes }) => addedNodes.forEach(hide)));
        later.observe(document.body, { childList: true });
        dialog.querySelector('button').focus();
        window.closeHiding = () => {
          later.disconnect();
          dialog.remove();
          hidden.forEach((node) => node.removeAttribute(name));
        };
      };
    </script>`,
  },
  radix: {
    html: ' data-library="radix"',
    body: '',
    more: '<script type="module" src="/react_host.js"></script>',
  },
  mui: {
    html: ' data-library="mui"',
    body: '',
    more: '<script type="module" src="/react_host.js"></script>',
  },
  headless: {
    html: ' data-library="headless"',
    body: '',
    more: '<script type="module" src="/react_host.js"></script>',
  },
} satisfies Record<string, HostPage>;

export type Pain = keyof typeof kPains;

export const servePains = () => servePages(kPains, { 'react_host.js': 'react_host.ts' });
