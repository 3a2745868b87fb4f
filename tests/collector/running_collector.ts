import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Fastify from 'fastify';
import type { CollectorKey } from '../../demo_site/collector/access.ts';
import { createCollector, type CollectorOptions } from '../../demo_site/collector/collector.ts';
import type { Insights } from '../../demo_site/collector/insights_query.ts';
import type { Summary } from '../../demo_site/collector/summary.ts';
import { event, nowMs } from './summary_fixture.ts';

export const demoKey: CollectorKey = {
  write: 'demo',
  read: 'read_key_of_demo',
  origins: ['https://app.example.com'],
};

export const otherKey: CollectorKey = {
  write: 'other',
  read: 'read_key_of_other',
  origins: ['*'],
};

/** A real collector over a real ClickHouse engine in a folder of its own. */
export interface RunningCollector {
  url: string;
  dataDir: string;
  post(body: unknown, headers?: Record<string, string>): Promise<Response>;
  /** Posts summaries, insists that every one is accepted. */
  accept(...summaries: Summary[]): Promise<void>;
  insights(query?: string, key?: CollectorKey): Promise<Insights>;
  close(): Promise<void>;
}

/** The embedded engine takes one directory per process, so a test file closes one before the next. */
export async function startCollector(
  options: Partial<CollectorOptions> = {},
  serverOptions: { trustProxy?: string | boolean } = {},
): Promise<RunningCollector> {
  const dataDir = await mkdtemp(join(tmpdir(), 'docent-collector-'));
  // What the store says when it fails stands in the log only, never in an answer.
  const server = Fastify({ logger: { level: 'error' }, ...serverOptions });
  await server.register(
    createCollector({
      store: { dataDir },
      keys: [demoKey, otherKey],
      now: () => nowMs,
      ...options,
    }),
  );
  const url = await server.listen({ port: 0, host: '127.0.0.1' });

  const post = (body: unknown, headers: Record<string, string> = {}) =>
    fetch(`${url}/v1/summaries`, {
      method: 'POST',
      headers: { 'content-type': 'application/cloudevents-batch+json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });

  return {
    url,
    dataDir,
    post,
    accept: async (...summaries) => {
      const response = await post(summaries.map((summary) => event(summary)));
      const answer = (await response.json()) as { rejected: unknown[] };
      assert.deepEqual([response.status, answer.rejected], [202, []]);
    },
    insights: async (query = '', key = demoKey) => {
      const response = await fetch(`${url}/v1/insights${query}`, {
        headers: { authorization: `Bearer ${key.read}` },
      });
      assert.equal(response.status, 200);
      return (await response.json()) as Insights;
    },
    close: async () => {
      await server.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
