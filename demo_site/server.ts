// usage: node --import tsx demo_site/server.ts [--port N] [--host H] [--data DIR] [--seed]
//
// One process serves the whole demo: the app, the Studio, Insights, the widget's files, and the
// collector over its embedded database. It runs until Ctrl-C or SIGTERM, then drains and ends.
//   --port N    default 8080; 0 picks a free one
//   --host H    default 127.0.0.1
//   --data DIR  where summaries are kept (default build/demo.chdb; one server at a time)
//   --seed      fills an empty store with 60 simulated days, so that Insights has something to show
// DOCENT_READ_KEY sets the key that opens Insights; without it a new one is made at each start.

import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import Fastify, { type FastifyInstance } from 'fastify';
import { createCollector } from './collector/collector.ts';
import { postSimulatedSummaries } from './collector/seed.ts';
import { pageAddress, servePages } from './pages.ts';

/** The write key the demo app's script tag carries. Public, like every write key. */
export const demoWriteKey = 'demo';

/** How to start the demo; every field but the directory has a default. */
export interface DemoSiteOptions {
  /** 0 picks a free port. */
  port: number;
  host?: string;
  /** The collector's directory; one process at a time. */
  dataDir: string;
  /** At least 16 characters; random when not given. */
  readKey?: string;
  /** The demo's clock can be moved by years, so its summaries are days from anywhere: wide by default. */
  maxSkewHours?: number;
  /** The collector's own clock, epoch milliseconds. */
  now?: () => number;
}

/** A running demo. */
export interface DemoSite {
  url: string;
  /** Opens `GET /v1/insights`, as `Authorization: Bearer`. */
  readKey: string;
  /** Stops accepting, answers what is under way, flushes and closes the store. */
  close(): Promise<void>;
}

const tenYearsHours = 10 * 365 * 24;

/**
 * Insights is a page without secrets; the demo hands it the read key over this same-origin file, so
 * that it opens without asking. A deployment leaves the file out, and the page asks for the key.
 */
function handOutReadKey(server: FastifyInstance, readKey: string): void {
  server.get('/insights/settings.json', (request, reply) => {
    // No other site may read this: no CORS headers, and none of its scripts or frames may ask.
    const site = request.headers['sec-fetch-site'];
    if (site !== undefined && site !== 'same-origin' && site !== 'none') {
      return reply
        .code(403)
        .send({ error: { code: 'same_origin_only', path: '', message: 'No.' } });
    }
    return reply
      .header('cache-control', 'no-store')
      .send({ collector: '/', key: demoWriteKey, read_key: readKey, config: '/app/docent.json' });
  });
}

/** Starts the demo and returns once it listens. Rejects with one plain sentence when it cannot. */
export async function startDemoSite(options: DemoSiteOptions): Promise<DemoSite> {
  const readKey = options.readKey ?? randomBytes(18).toString('base64url');
  const server = Fastify({
    logger: { level: 'error' },
    forceCloseConnections: 'idle',
    rewriteUrl: (request) => pageAddress(request.url ?? '/'),
  });
  try {
    await server.register(
      createCollector({
        store: { dataDir: options.dataDir },
        keys: [{ write: demoWriteKey, read: readKey, origins: ['self'] }],
        maxSkewHours: options.maxSkewHours ?? tenYearsHours,
        ...(options.now ? { now: options.now } : {}),
      }),
    );
    handOutReadKey(server, readKey);
    await server.register(servePages);
    const url = await server.listen({ port: options.port, host: options.host ?? '127.0.0.1' });
    return { url: url.replace('127.0.0.1', 'localhost'), readKey, close: () => server.close() };
  } catch (error) {
    await server.close().catch(() => undefined);
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') {
      throw new Error(`Port ${options.port} is taken: choose another with --port, or 0 for any.`, {
        cause: error,
      });
    }
    throw error;
  }
}

function readArguments() {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '8080' },
      host: { type: 'string', default: '127.0.0.1' },
      data: {
        type: 'string',
        default: fileURLToPath(new URL('../build/demo.chdb', import.meta.url)),
      },
      seed: { type: 'boolean', default: false },
    },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Error('--port takes a number from 0 to 65535.');
  }
  return { ...values, port };
}

async function main(): Promise<void> {
  const { port, host, data, seed } = readArguments();
  const readKey = process.env['DOCENT_READ_KEY'];
  const site = await startDemoSite({ port, host, dataDir: data, ...(readKey ? { readKey } : {}) });

  let closing = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      // A second Ctrl-C means it: then do not wait for open requests.
      if (closing) process.exit(1);
      closing = true;
      console.log('Draining ...');
      void site.close().then(() => process.exit(0));
    });
  }
  if (seed) {
    const posted = await postSimulatedSummaries({ ...site, key: demoWriteKey });
    console.log(posted > 0 ? `Posted ${posted} simulated summaries.` : 'The store is not empty.');
  }
  console.log(`
  Start here ${site.url}/
  Demo app   ${site.url}/app/
  Studio     ${site.url}/studio/
  Insights   ${site.url}/insights/
  Gallery    ${site.url}/gallery/
  Theme      ${site.url}/gallery/theme

  Read key   ${site.readKey} (for questions to the collector from elsewhere)
  Data in    ${data}
  Ctrl-C stops it.
`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  });
}
