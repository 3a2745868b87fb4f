import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { postSimulatedSummaries } from '../../demo_site/collector/seed.ts';
import { simulateSummaries } from '../../demo_site/collector/simulated_users.ts';
import type { Insights } from '../../demo_site/collector/insights_query.ts';
import { demoWriteKey, startDemoSite, type DemoSite } from '../../demo_site/server.ts';
import { event, nowMs, summary } from './summary_fixture.ts';

let site: DemoSite;
let dataDir: string;
before(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'docent-demo-'));
  site = await startDemoSite({ port: 0, dataDir, now: () => nowMs });
});
after(async () => {
  await site.close();
  await rm(dataDir, { recursive: true, force: true });
});

async function insights(query: string): Promise<Insights> {
  const response = await fetch(`${site.url}/v1/insights${query}`, {
    headers: { authorization: `Bearer ${site.readKey}` },
  });
  return (await response.json()) as Insights;
}

test('health asks the store itself', async () => {
  const response = await fetch(`${site.url}/health`);
  const { status, store } = (await response.json()) as {
    status: string;
    store: { kind: string; version: string };
  };
  assert.deepEqual([response.status, status, store.kind], [200, 'ok', 'chdb']);
  assert.match(store.version, /^\d+\.\d+/);
});

test('the demo starts empty', async () => {
  assert.equal((await insights('')).last_day, null);
});

test('a page of the demo itself may post, a page elsewhere may not', async () => {
  const post = (origin: string) =>
    fetch(`${site.url}/v1/summaries`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain', origin },
      body: JSON.stringify([event(summary({ test: true }), demoWriteKey)]),
    });
  assert.equal((await post(site.url)).status, 202);
  assert.equal((await post('https://evil.example')).status, 403);
});

test('a clock moved by 30 days is no reason to refuse a summary here', async () => {
  const moved = summary({ test: true, day: '2026-12-21' });
  const response = await fetch(`${site.url}/v1/summaries`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify([event(moved)]),
  });
  assert.deepEqual(((await response.json()) as { rejected: unknown[] }).rejected, []);
});

test('the read key is handed to the Insights page and to no other site', async () => {
  const ask = (site_: string) =>
    fetch(`${site.url}/insights/settings.json`, { headers: { 'sec-fetch-site': site_ } });
  const own = await ask('same-origin');
  assert.equal(((await own.json()) as { read_key: string }).read_key, site.readKey);
  assert.equal(own.headers.get('access-control-allow-origin'), null);
  assert.equal((await ask('cross-site')).status, 403);
});

test('the same simulation gives the same summaries', () => {
  const simulation = { users: 20, days: 10, lastDay: '2026-11-21', seed: 3 };
  assert.deepEqual(simulateSummaries(simulation), simulateSummaries(simulation));
  assert.notDeepEqual(simulateSummaries(simulation), simulateSummaries({ ...simulation, seed: 4 }));
});

test('seeding posts every simulated summary once, and only into an empty store', async () => {
  const to = { url: site.url, key: demoWriteKey, readKey: site.readKey };
  const posted = await postSimulatedSummaries(to, nowMs);
  assert.ok(posted > 2_000, `${posted} posted`);
  const { quality, totals, nps, ces, campaigns } = await insights('?from=2026-09-20&to=2026-11-25');
  assert.equal(quality.summaries, posted);
  assert.ok(totals.active_users > 190 && (nps[0]?.n ?? 0) > 30 && (ces[0]?.n ?? 0) > 30);
  assert.equal(campaigns.length, 4);
  assert.equal(await postSimulatedSummaries(to, nowMs), 0);
});

test('pages have clean addresses and files their right types', async (t) => {
  const built = ['app/customers', 'insights/index.html', '../../widget/dist/node.wasm'].every(
    (file) =>
      ['', '.html', '/index.html'].some((ending) =>
        existsSync(new URL(`../../demo_site/dist/${file}${ending}`, import.meta.url)),
      ),
  );
  if (!built) {
    t.skip('the site is not built');
    return;
  }
  const get = async (path: string) => {
    const { status, headers, url } = await fetch(site.url + path);
    return [status, headers.get('content-type'), new URL(url).pathname];
  };
  assert.deepEqual(await get('/app'), [200, 'text/html; charset=utf-8', '/app/']);
  for (const page of ['/', '/app/', '/app/customers', '/app/invoices', '/app/invoices/new']) {
    assert.deepEqual(await get(page), [200, 'text/html; charset=utf-8', page]);
  }
  assert.deepEqual((await get('/app/customers?x=1')).slice(0, 1), [200]);
  assert.deepEqual(await get('/docent/node.wasm'), [200, 'application/wasm', '/docent/node.wasm']);
  assert.deepEqual((await get('/app/nothing'))[0], 404);
  assert.deepEqual((await get('/app/%2e%2e/%2e%2e/server.ts'))[0], 404);
});
