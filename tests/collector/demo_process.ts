import { once } from 'node:events';
import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { event, summary } from './summary_fixture.ts';
import type { Insights } from '../../demo_site/collector/insights_query.ts';

const server = fileURLToPath(new URL('../../demo_site/server.ts', import.meta.url));
const readKey = 'read_key_of_a_test';

/** The demo site in a process of its own, which can be ended as roughly as a test likes. */
export interface DemoProcess {
  url: string;
  process: ChildProcess;
  /** Everything it wrote so far. */
  output(): string;
  /** Posts one summary today that counts `event` once; resolves with the status. */
  post(eventName: string): Promise<number>;
  timesCounted(eventName: string): Promise<number>;
  /** Sends the signal and resolves with the exit code, null when the signal killed it. */
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/** Starts it over a directory; rejects with what it wrote when it ends before it listens. */
export async function startDemoProcess(dataDir: string): Promise<DemoProcess> {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', server, '--port', '0', '--data', dataDir],
    { env: { ...process.env, DOCENT_READ_KEY: readKey }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let output = '';
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = once(child, 'exit');
  const lines = createInterface({ input: child.stdout });
  const url = await new Promise<string>((resolve, reject) => {
    lines.on('line', (line) => {
      output += `${line}\n`;
      const found = /Insights\s+(http\S+)\/insights\//.exec(line)?.[1];
      if (found !== undefined) resolve(found);
    });
    void ended.then(() => reject(new Error(output)));
  });

  return {
    url,
    process: child,
    output: () => output,
    post: async (eventName) => {
      const now = Date.now();
      const data = summary({
        day: new Date(now).toISOString().slice(0, 10),
        offset_min: 0,
        events: { [eventName]: 1 },
      });
      const response = await fetch(`${url}/v1/summaries`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify([event(data)]),
      });
      await response.arrayBuffer();
      return response.status;
    },
    timesCounted: async (eventName) => {
      const response = await fetch(`${url}/v1/insights?days=7`, {
        headers: { authorization: `Bearer ${readKey}` },
      });
      const { events } = (await response.json()) as Insights;
      return events.find((counted) => counted.event === eventName)?.total ?? 0;
    },
    end: async (signal) => {
      child.kill(signal);
      const [code] = (await ended) as [number | null];
      return code;
    },
  };
}
