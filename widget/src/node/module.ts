// The second link of the core, for Node: the engine, and what only tools need.
import { readFileSync } from 'node:fs';
import factory from 'docent-wasm/node.mjs';
import type { EngineModule } from '../engine_port.ts';
import { hostPort } from '../host_port.ts';

/** Free functions beside the Engine class. Texts are JSON, in and out. */
export interface NodeModule extends EngineModule {
  lint(file: string): string;
  /** For the test of the JSON Schema: every field the loader asks for. */
  asked_fields(file: string): string;
  sentence(gate: string, locale: string): string;
  eval_condition(attributes: string, condition: string, saved_groups: string): string | boolean;
  hash(seed: string, value: string, version: number): string | number;
  bucket_ranges(n: number, coverage: number, weights: string): string;
  choose_variation(n: number, ranges: string): number;
  in_namespace(user_id: string, namespace: string): string | boolean;
  equal_weights(n: number): string;
  nps(histogram: string): string;
  ces(histogram: string): string;
  csat(histogram: string): string;
}

const wasmBinary = readFileSync(new URL('./node.wasm', import.meta.url));

export const module: NodeModule = await factory({ ...hostPort, wasmBinary });
