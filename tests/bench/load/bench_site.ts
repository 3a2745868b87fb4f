// Serves the page and the libraries as a good CDN would: brotli at its best, immutable where names say so.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, normalize } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import { host_files, hostPage } from './host_page.ts';
import type { BenchSubject } from './subjects.ts';

const compress = promisify(brotliCompress);

const kTypes: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.json': 'application/json',
  '': 'application/json',
};

export interface BenchSite {
  url: string;
  /** How many bytes the body of an address is on the wire, once it was served. */
  bytes_of(url: string): number;
  close(): Promise<void>;
}

export async function startBenchSite(subjects: readonly BenchSubject[]): Promise<BenchSite> {
  const packed = new Map<string, Buffer>();

  async function bodyOf(path: string): Promise<Buffer | string | undefined> {
    const page = subjects.find((_, index) => path === `/page/${index}`);
    if (page) return hostPage(page.tags);
    if (host_files[path] !== undefined) return host_files[path];
    for (const { folders, answer } of subjects) {
      for (const [prefix, folder] of Object.entries(folders)) {
        if (!path.startsWith(prefix)) continue;
        const file = await readFile(folder + normalize(path.slice(prefix.length))).catch(
          () => null,
        );
        if (file) return file;
      }
      const made = answer?.(path);
      if (made !== undefined) return made;
    }
    return undefined;
  }

  async function packedBody(path: string): Promise<Buffer | undefined> {
    const known = packed.get(path);
    if (known) return known;
    const body = await bodyOf(path);
    if (body === undefined) return undefined;
    const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
    const made = await compress(body, { params });
    packed.set(path, made);
    return made;
  }

  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    packedBody(path).then(
      (body) => {
        const type = path.startsWith('/page/') ? 'text/html; charset=utf-8' : kTypes[extname(path)];
        const headers = {
          'Content-Type': type ?? 'application/octet-stream',
          'Content-Encoding': 'br',
          'Cache-Control': 'no-store',
        };
        if (body) response.writeHead(200, headers).end(body);
        else response.writeHead(404).end();
      },
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    bytes_of: (url) => packed.get(new URL(url).pathname)?.length ?? 0,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
