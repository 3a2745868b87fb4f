// What the overlay knows: an engine of its own, restored from the page's state, is asked about every campaign.
import type { Command, Explanation, Here, Locator } from '../contract.ts';
import type { EnginePort } from '../engine_port.ts';
import type { InsidePort } from '../inside_port.ts';
import { jsonText } from '../json.ts';

/** Beyond, only the first are asked: each costs the engine a walk through all gates. */
export const kMostCampaigns = 300;
const kMostCommands = 20;

export interface TargetSeen {
  step: string;
  /** How it is looked for, as the file says it. */
  text: string;
  locators: Locator[];
  element: Element | undefined;
}

export interface CampaignSeen {
  explanation: Explanation;
  name: string;
  kind: string;
  targets: TargetSeen[];
}

export interface Seen {
  here: Here;
  user: string;
  attributes: Record<string, unknown>;
  campaigns: CampaignSeen[];
  /** How many there are beyond these. */
  more: number;
  commands: readonly Command[];
}

interface StepJson {
  id?: string;
  target?: unknown;
}

interface CampaignJson {
  id: string;
  name?: string;
  kind: string;
  steps?: StepJson[];
}

function locatorsOf(target: unknown): Locator[] {
  const list: unknown[] = Array.isArray(target) ? target : [target];
  return list.map((each) => (typeof each === 'string' ? { css: each } : (each as Locator)));
}

function locatorText({ css, text, nth }: Locator): string {
  const parts = [
    css,
    text === undefined ? undefined : `“${text}”`,
    nth ? `no. ${nth + 1}` : undefined,
  ];
  return parts.filter((part) => part !== undefined).join(' ');
}

export interface Inspection {
  /** Undefined until the page has a campaign file and has stepped once. */
  look(): Seen | undefined;
  /** The user as they are, on this page and now, as a trace (docs/engine.md). Undefined as long as nothing is seen. */
  trace(): string | undefined;
  end(): void;
}

export async function createInspection(port: InsidePort): Promise<Inspection> {
  const { locate } = await port.load_finder();
  const engine: EnginePort = await port.create_engine();
  let loaded: string | undefined;
  let campaigns: CampaignJson[] = [];

  /** Brings the engine to where the page's one is. */
  function follow(): boolean {
    const config = port.config();
    const snapshot = port.snapshot();
    if (config === undefined || snapshot === '') return false;
    if (config !== loaded) {
      if (!engine.load(config).ok) return false;
      loaded = config;
      campaigns = (JSON.parse(config) as { campaigns: CampaignJson[] }).campaigns;
    }
    return engine.restore(snapshot).ok;
  }

  function targetsOf({ steps = [] }: CampaignJson): TargetSeen[] {
    return steps
      .filter(({ target }) => target !== undefined)
      .map(({ id = '', target }) => {
        const locators = locatorsOf(target);
        const text = locators.map(locatorText).join(', or ');
        return { step: id, text, locators, element: locate(locators).target };
      });
  }

  return {
    look() {
      const here = port.here();
      if (!here || !follow()) return undefined;
      const ask = { here };
      const { user_id, anonymous_id } = JSON.parse(port.snapshot()) as Record<string, string>;
      return {
        here,
        user: user_id ?? anonymous_id ?? '',
        attributes: engine.attributes(JSON.stringify(ask)),
        campaigns: campaigns.slice(0, kMostCampaigns).map((campaign) => ({
          explanation: engine.explain(JSON.stringify({ ...ask, campaign: campaign.id })),
          name: campaign.name ?? campaign.id,
          kind: campaign.kind,
          targets: targetsOf(campaign),
        })),
        more: Math.max(0, campaigns.length - kMostCampaigns),
        commands: port.commands().slice(-kMostCommands).reverse(),
      };
    },
    trace() {
      const here = port.here();
      if (!here || port.snapshot() === '') return undefined;
      const lines = [
        { file: 'docent.json' },
        { restore: port.snapshot() },
        { batch: { here, commands: [] } },
      ];
      return lines.map((line) => `${jsonText(line)}\n`).join('');
    },
    end: () => engine.dispose(),
  };
}
