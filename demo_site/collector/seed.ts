// usage: npm run seed -w demo_site -- [--url http://localhost:8080]
//
// Fills the store of a running demo with 60 days of about 200 simulated users, through the same
// endpoint the widget posts to. Does nothing when the store holds summaries already.

import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { simulateSummaries } from './simulated_users.ts';
import { eventType, type Summary } from './summary.ts';

/** Small enough to stay far below the body cap. */
const eventsPerPost = 80;

interface Destination {
  url: string;
  /** Write key. */
  key: string;
  readKey: string;
}

function cloudEvent(key: string, summary: Summary) {
  return {
    specversion: '1.0',
    type: eventType,
    source: `/docent/${key}`,
    id: `${summary.id}/${summary.revision}`,
    subject: summary.user.id ?? summary.user.anonymous_id,
    time: new Date(summary.last_ms).toISOString(),
    datacontenttype: 'application/json',
    data: summary,
  };
}

async function isEmpty({ url, readKey }: Destination): Promise<boolean> {
  const response = await fetch(`${url}/v1/insights?days=1`, {
    headers: { authorization: `Bearer ${readKey}` },
  });
  if (!response.ok) throw new Error(`The collector at ${url} answered ${response.status}.`);
  const { last_day } = (await response.json()) as { last_day: string | null };
  return last_day === null;
}

/** Posts the simulated summaries to an empty collector; returns how many, 0 when it was not empty. */
export async function postSimulatedSummaries(to: Destination, nowMs = Date.now()): Promise<number> {
  if (!(await isEmpty(to))) return 0;
  const lastDay = new Date(nowMs).toISOString().slice(0, 10);
  const summaries = simulateSummaries({ users: 200, days: 60, lastDay, seed: 7 });
  for (let at = 0; at < summaries.length; at += eventsPerPost) {
    const batch = summaries.slice(at, at + eventsPerPost);
    const response = await fetch(`${to.url}/v1/summaries`, {
      method: 'POST',
      headers: { 'content-type': 'application/cloudevents-batch+json' },
      body: JSON.stringify(batch.map((summary) => cloudEvent(to.key, summary))),
    });
    const answer = await response.text();
    if (response.status !== 202 || !answer.endsWith('"rejected":[]}')) {
      throw new Error(`The collector refused simulated summaries: ${answer.slice(0, 400)}`);
    }
  }
  return summaries.length;
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { url: { type: 'string' } } });
  const url = (values.url ?? 'http://localhost:8080').replace(/\/$/, '');
  const response = await fetch(`${url}/insights/settings.json`);
  const { key, read_key } = (await response.json()) as { key: string; read_key: string };
  const posted = await postSimulatedSummaries({ url, key, readKey: read_key });
  console.log(posted > 0 ? `Posted ${posted} simulated summaries.` : 'The store is not empty.');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  });
}
