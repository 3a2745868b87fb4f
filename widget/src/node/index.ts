// `docent/node`: the same engine as in the page, for tests, scripts and continuous integration.
import type { Problem } from '../contract.ts';
import { module } from './module.ts';

export {
  createEngine,
  type ExplanationWithSentences,
  type GateWithSentence,
  type Instant,
  type NodeEngine,
  type NodeEngineOptions,
} from './engine.ts';
export {
  importSteps,
  type Imported,
  type ImportNote,
  type ImportOptions,
  type ImportSource,
} from './import/import_steps.ts';
export { stats, type CesResult, type CsatResult, type NpsResult } from './stats.ts';
export { targeting, type BucketRange, type Namespace } from './targeting.ts';
export type { CampaignFile } from '../campaign_file.ts';
export type * from '../contract.ts';

/** Something the author of a campaign file should know. docs/lint.md lists the codes. */
export interface Finding extends Problem {
  /** What to do about it, a sentence. */
  fix: string;
}

/** Everything wrong with a campaign file, worst first: an empty list means that it is clean. */
export function lint(config: object | string): Finding[] {
  const text = typeof config === 'string' ? config : JSON.stringify(config);
  const findings = JSON.parse(module.lint(text)) as Finding[];
  return findings.sort(
    (a, b) => Number(a.severity === 'warning') - Number(b.severity === 'warning'),
  );
}
