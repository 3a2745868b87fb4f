import { humanName } from './format.ts';

/** Names for ids, from the campaign file where the deployment names one; else made from the ids. */
export interface Labels {
  campaign(id: string): string;
  /** `tour`, `survey`, ...; empty when unknown. */
  kind(id: string): string;
  /** The ids of a campaign's steps in their order; empty when unknown. */
  steps(id: string): string[];
  event(id: string): string;
  /** Whether the event is the value users come for. */
  core(id: string): boolean;
  band(id: string): string;
  stage(id: string): string;
}

type Text = string | Record<string, string>;

/** The few fields of docs/campaigns.md this page reads. Any of them may be missing. */
interface CampaignFile {
  default_locale?: string;
  events?: Record<string, { label?: Text; core?: boolean }>;
  score?: { bands?: { id: string; label?: Text }[] };
  stages?: { id: string; label?: Text }[];
  campaigns?: { id: string; name?: string; kind?: string; steps?: { id: string }[] }[];
}

export function labelsOf(file: CampaignFile): Labels {
  const campaigns = new Map((file.campaigns ?? []).map((campaign) => [campaign.id, campaign]));
  const bands = new Map((file.score?.bands ?? []).map((band) => [band.id, band]));
  const stages = new Map((file.stages ?? []).map((stage) => [stage.id, stage]));
  const events = new Map(Object.entries(file.events ?? {}));
  const text = (value: Text | undefined, id: string): string => {
    if (typeof value === 'string') return value;
    return value?.[file.default_locale ?? 'en'] ?? value?.['en'] ?? humanName(id);
  };
  return {
    campaign: (id) => campaigns.get(id)?.name ?? humanName(id),
    kind: (id) => campaigns.get(id)?.kind ?? '',
    steps: (id) => (campaigns.get(id)?.steps ?? []).map((step) => step.id),
    event: (id) => text(events.get(id)?.label, id),
    core: (id) => events.get(id)?.core === true,
    band: (id) => text(bands.get(id)?.label, id),
    stage: (id) => text(stages.get(id)?.label, id),
  };
}

/** Reads the campaign file; a missing or broken one only costs the nicer names. */
export async function loadLabels(url: string | undefined): Promise<Labels> {
  if (url === undefined) return labelsOf({});
  try {
    const response = await fetch(url);
    return labelsOf(response.ok ? ((await response.json()) as CampaignFile) : {});
  } catch {
    return labelsOf({});
  }
}
