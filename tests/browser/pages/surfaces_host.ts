// The host pages that surfaces are tested on, and the server that hands out pages of that kind.
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const kBase = `
  body { margin: 0; font: 15px/1.5 sans-serif; }
  header { position: sticky; top: 0; height: 60px; background: #eee; z-index: 10; }
  main { padding: 24px; }
  #target { border: 0; border-radius: 8px; padding: 8px 14px; }
  #scroller { height: 200px; width: 400px; overflow: auto; border: 1px solid #ccc; }
`;

const kBody = `
  <header><button id="menu">Menu</button></header>
  <main>
    <button id="before">Before</button>
    <input id="field" value="words">
    <p><button id="target">New invoice</button> <span id="beside">Beside</span></p>
    <div id="scroller"><p style="height:150px">Above</p><button id="nested">Nested</button><p style="height:600px">Below</p></div>
    <div style="height:2000px"></div>
    <button id="far">Far below</button>
    <div style="height:1200px"></div>
  </main>`;

/** What a page may have beside the ordinary. */
export interface HostPage {
  css?: string;
  /** Markup after the ordinary body. */
  more?: string;
  /** Replaces the ordinary body. */
  body?: string;
  /** Attributes of the root element, with a space before. */
  html?: string;
  csp?: string;
}

export const kPages = {
  plain: {},
  hostile: {
    css: `* { all: unset !important } html { font-size: 40px !important }
      button { transform: rotate(9deg) } docent-root { display: none !important; opacity: 0 !important }`,
  },
  dialog: {
    more: `<dialog id="dialog"><p>A dialog of the page</p><button id="inside">Inside</button></dialog>`,
    css: `#dialog[open] { transform: translate(10px, 20px) }`,
  },
  modal: {
    more: `<div id="modal" role="dialog" aria-modal="true" style="position:fixed;inset:100px;background:#fff;transform:translateX(5px)">
      <button id="inside">Inside</button></div>`,
  },
  hiding: {
    css: `body { pointer-events: none } #modal { pointer-events: auto }`,
    more: `<div id="modal" role="dialog" data-state="open" style="position:fixed;inset:100px;background:#fff">
      <button id="inside">Inside</button></div>`,
  },
  /** A browser of 2022: no popovers, so what is fixed stands in the transformed layer it is put into. */
  old: {
    more: `<script>delete HTMLElement.prototype.popover</script>
      <div id="modal" role="dialog" aria-modal="true" hidden style="position:fixed;inset:100px;background:#fff;transform:translateX(5px)">
      <button id="inside">Inside</button></div>`,
  },
  frame: {
    more: `<iframe id="frame" style="position:absolute;left:500px;top:150px;width:300px;height:200px;border:7px solid"
      srcdoc="<button id='framed' style='margin:30px'>Framed</button>"></iframe>`,
  },
  /** Bars at the bottom, as apps on phones have: no scrolling takes them away from there. */
  bars: {
    more: `<footer style="position:sticky;bottom:0;height:64px;padding-left:200px"><button id="stuck">Stuck</button></footer>
      <nav style="position:fixed;bottom:0;height:64px;width:200px"><button id="fixed">Fixed</button></nav>`,
  },
  strict: {
    csp: "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; require-trusted-types-for 'script'",
    body: `<button id="target">New invoice</button>`,
  },
  rtl: { more: `<script>document.documentElement.dir = 'rtl'</script>` },
} satisfies Record<string, HostPage>;

export type PageName = keyof typeof kPages;

function htmlOf(page: HostPage): string {
  const style = page.csp ? '' : `<style>${kBase}${page.css ?? ''}</style>`;
  return `<!doctype html><html lang="en"${page.html ?? ''}><head><meta charset="utf-8">
    <meta name="viewport" content="width=device-width,initial-scale=1"><title>Host</title>${style}</head>
    <body>${page.body ?? kBody}${page.more ?? ''}<script type="module" src="/page.js"></script></body></html>`;
}

/** A script of this folder with all it needs, as one module. */
async function bundle(file: string): Promise<string> {
  const entry = fileURLToPath(new URL(file, import.meta.url));
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'esm',
    target: ['chrome109', 'firefox115', 'safari16.4'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'error',
  });
  return outputFiles[0]?.text ?? '';
}

export interface Host<Name extends string = PageName> {
  url(page: Name): string;
  close(): void;
}

/** Serves pages on a free port, and beside them `/page.js` (surfaces_page.ts) and what `scripts` names. */
export async function servePages<Name extends string>(
  pages: Record<Name, HostPage>,
  scripts: Record<string, string> = {},
): Promise<Host<Name>> {
  const files = new Map<string, string>();
  for (const [name, file] of Object.entries({ ...scripts, 'page.js': 'surfaces_page.ts' })) {
    files.set(name, await bundle(file));
  }
  const server: Server = createServer((request, response) => {
    const name = (request.url ?? '/').slice(1);
    const script = files.get(name);
    if (script !== undefined) {
      response.setHeader('content-type', 'text/javascript; charset=utf-8');
      response.end(script);
      return;
    }
    // A film that is always on its way: whoever started one is at its player.
    if (name.endsWith('.mp4')) return;
    const page: HostPage | undefined = pages[name as Name];
    response.statusCode = page ? 200 : 404;
    response.setHeader('content-type', 'text/html; charset=utf-8');
    if (page?.csp) response.setHeader('content-security-policy', page.csp);
    response.end(page ? htmlOf(page) : '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: (page) => `http://127.0.0.1:${port}/${page}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

export const serveHost = () => servePages(kPages);
