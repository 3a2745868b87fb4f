import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

const site = fileURLToPath(new URL('dist', import.meta.url));
const widget = fileURLToPath(new URL('../widget/dist', import.meta.url));

/** Builds write a hash of the content into the names of chunks and engines: those never change. */
const hashedName = /-(?:[A-Z0-9]{8}|[0-9a-f]{8})\.\w+$/;

function cacheControl(path: string): string {
  return hashedName.test(basename(path)) ? 'public, max-age=31536000, immutable' : 'no-cache';
}

/**
 * Clean addresses: `/app/invoices` is `app/invoices/index.html`, or `app/invoices.html`, and stays
 * `/app/invoices` in the browser. For Fastify's `rewriteUrl`, because the static handler would
 * redirect into the folder. A part's own root keeps its slash: `/app` still goes to `/app/`.
 */
export function pageAddress(url: string): string {
  const [, path, rest = ''] = /^(\/[\w-]+\/[\w/-]*\w)(\?.*)?$/.exec(url) ?? [];
  if (path === undefined) return url;
  const page = [`${path}/index.html`, `${path}.html`].find((file) => existsSync(site + file));
  return page === undefined ? url : page + rest;
}

/** Serves what was built: the widget at `/docent/`, everything else of the site at `/`. */
export async function servePages(server: FastifyInstance): Promise<void> {
  server.addHook('onSend', async (_request, reply) => {
    void reply.header('x-content-type-options', 'nosniff');
    void reply.header('referrer-policy', 'same-origin');
  });
  server.setNotFoundHandler((_request, reply) => {
    const missing = !existsSync(site) || !existsSync(widget);
    const hint = missing
      ? 'The demo is not built yet: run scripts/build.'
      : 'There is no such page.';
    return reply.code(404).type('text/plain; charset=utf-8').send(`${hint}\n`);
  });
  for (const [prefix, root] of [
    ['/docent/', widget],
    ['/', site],
  ] as const) {
    if (!existsSync(root)) continue;
    await server.register(fastifyStatic, {
      root,
      prefix,
      redirect: true,
      cacheControl: false,
      decorateReply: false,
      setHeaders: (response, path) => {
        response.setHeader('cache-control', cacheControl(path));
      },
    });
  }
}
