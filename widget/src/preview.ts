// Shows any step on the real page for the Studio, in a chunk of its own that only loads for the origins the page named.
// A preview runs on an engine that is thrown away: it writes no state and posts nothing.
import type { CampaignKind, Effect, Here, ShowEffect, ShowPassiveEffect } from './contract.ts';
import type { Docent } from './docent.ts';
import type { EnginePort } from './engine_port.ts';
import type { InsidePort } from './inside_port.ts';
import type { PassiveEvents, Presenter, PresenterEvents } from './presenter.ts';

/** What the opener or parent may say. */
export type PreviewRequest =
  | { docent: 'hello' }
  | { docent: 'preview'; campaign: string; step?: string | number }
  | { docent: 'preview_end' }
  | { docent: 'clock'; now_ms: number | null };

/** What it hears. `snapshot`, `here` and `config` are JSON texts. */
export type PreviewReport =
  | { docent: 'ready' }
  | { docent: 'state'; snapshot: string; here: string; config: string }
  | { docent: 'previewing'; campaign: string; step: string; target: 'found' | 'missing' | 'none' }
  | { docent: 'preview_ended'; campaign: string }
  | { docent: 'preview_failed'; campaign: string; message: string };

export interface PreviewOptions {
  port: InsidePort;
  /** The opener or the embedding page. */
  peer: Window;
  origins: readonly string[];
  api: Docent;
  fail(message: string): void;
}

/** So long a target may take. */
const kTarget_ms = 1500;

type Shown = ShowEffect | ShowPassiveEffect;

interface CampaignJson {
  id: string;
  kind: CampaignKind;
  steps: { id: string; [field: string]: unknown }[];
  [field: string]: unknown;
}

interface FileJson {
  campaigns: CampaignJson[];
  [field: string]: unknown;
}

/** The file with nothing but that step in it, and nothing that could hold it back. */
function fileWithOnly(file: FileJson, campaign: CampaignJson, step: object): string {
  // Without what speaks of other steps and campaigns, which are not there.
  const free = { ...step } as Record<string, unknown>;
  for (const name of ['page', 'goto', 'show_if', 'on_missing', 'missing_step']) delete free[name];
  // The feed it stands in is another campaign's.
  if (free['surface'] === 'feed') free['surface'] = 'slideout';
  const { id, kind, title, body, launcher } = campaign;
  const trigger = { on: 'manual' };
  const frequency = { ignore_pause: true };
  const only = { id, kind, title, body, launcher, trigger, frequency, steps: [free] };
  return JSON.stringify({ ...file, paused: false, playbooks: [], campaigns: [only] });
}

/** `docent.preview`, which exists only once this chunk is there. */
export type PreviewApi = Docent & {
  preview(what: { campaign: string; step?: string | number }): Promise<void>;
};

/** As events name them: `HTTPS://Studio.example.com/` is `https://studio.example.com`. */
function originOf(name: string): string | undefined {
  try {
    const { origin } = new URL(name);
    return origin === 'null' ? undefined : origin;
  } catch {
    return undefined;
  }
}

export function startPreview({ port, peer, api, fail, ...given }: PreviewOptions): void {
  const origins = given.origins.flatMap((name) => {
    const origin = originOf(name);
    if (origin !== undefined) return [origin];
    fail(`"${name}" is not an origin such as https://studio.example.com`);
    return [];
  });
  let listener_origin: string | undefined;
  let presenter: Presenter | undefined;
  let moved_ms: number | undefined;
  let turn = 0;

  const tell = (report: PreviewReport) => {
    if (listener_origin !== undefined) peer.postMessage(report, listener_origin);
  };

  function here(): Here | undefined {
    const now = port.here();
    return now && moved_ms !== undefined ? { ...now, now_ms: moved_ms } : now;
  }

  function tellState(): void {
    const now = here();
    const config = port.config();
    if (!now || config === undefined) return;
    tell({ docent: 'state', snapshot: port.snapshot(), here: JSON.stringify(now), config });
  }

  /** The step as the engine would show it to this user, with its place in the whole campaign. */
  async function effectOf(id: string, which: string | number): Promise<Shown> {
    // Answered once there is a campaign file, or it is known that there cannot be one for now.
    await api.explain(id);
    const now = here();
    const config = port.config();
    if (!now || config === undefined) throw new Error('there is no campaign file');
    const file = JSON.parse(config) as FileJson;
    const campaign = file.campaigns.find((candidate) => candidate.id === id);
    if (!campaign) throw new Error('there is no such campaign');
    const index =
      typeof which === 'number' ? which : campaign.steps.findIndex((step) => step.id === which);
    const step = campaign.steps[index];
    if (!step) throw new Error('there is no such step');
    const engine = await port.create_engine();
    try {
      if (!engine.load(fileWithOnly(file, campaign, step)).ok)
        throw new Error('the file was refused');
      const shown = findShow(engine.restore(port.snapshot()).ok, engine.handle(batchFor(now, id)));
      // A user in the middle of something else: the same words for a fresh one.
      const effect = shown ?? findShow(engine.restore('').ok, engine.handle(batchFor(now, id)));
      if (!effect) throw new Error('the engine does not show it');
      if (effect.passive) return openedBy(engine, effect, now);
      return { ...effect, index, count: campaign.steps.length, resumed: false };
    } finally {
      engine.dispose();
    }
  }

  function batchFor(now: Here, campaign: string): string {
    const { now_ms, offset_min } = now;
    const stamp = () => ({ id: port.new_id(now_ms), now_ms, offset_min, tab: 'preview' });
    const at: Here = { ...now, id: port.new_id(now_ms), tab: 'preview', visible: true };
    delete at.showing;
    const commands = [
      { type: 'mute', muted: false, ...stamp() },
      { type: 'pause', paused: false, ...stamp() },
      { type: 'start', campaign, ...stamp() },
    ];
    return JSON.stringify({ here: at, commands });
  }

  function findShow(restored: boolean, effects: Effect[]): Shown | undefined {
    if (!restored) return undefined;
    return effects.find((effect): effect is Shown => effect.type === 'show');
  }

  /** The same with everything that is in it: what is passive is previewed open. */
  function openedBy(engine: EnginePort, effect: ShowPassiveEffect, now: Here): Shown {
    const prompts = { passive: [effect.prompt], open: [effect.prompt] };
    const at: Here = { ...now, ...prompts, id: port.new_id(now.now_ms), tab: 'preview' };
    const effects = engine.handle(JSON.stringify({ here: { ...at, visible: true }, commands: [] }));
    return findShow(true, effects) ?? effect;
  }

  function end(campaign: string): void {
    turn += 1;
    presenter?.destroy();
    presenter = undefined;
    port.set_previewing(false);
    tell({ docent: 'preview_ended', campaign });
  }

  async function preview(campaign: string, step: string | number): Promise<void> {
    const mine = ++turn;
    port.set_previewing(true);
    try {
      const effect = await effectOf(campaign, step);
      const { createPresenter } = await import('./surfaces/index.ts');
      if (mine !== turn || port.signal.aborted) return;
      const nonce = port.nonce === undefined ? {} : { nonce: port.nonce };
      presenter ??= createPresenter({ locale: port.locale, ...nonce });
      if (effect.passive) return await previewPassive(presenter, effect, mine);
      const events = eventsFor(effect);
      let target: 'found' | 'missing' | 'none' = effect.targets.length > 0 ? 'found' : 'none';
      const quick = { ...effect, wait_ms: Math.min(effect.wait_ms, kTarget_ms) };
      const result = await presenter.show(quick, events, () => true);
      if (mine !== turn) return;
      if (result.result === 'missing') {
        target = 'missing';
        await presenter.show({ ...effect, targets: [] }, events, () => true);
      }
      tell({ docent: 'previewing', campaign, step: effect.step, target });
    } catch (error) {
      if (mine !== turn) return;
      const message = error instanceof Error ? error.message : String(error);
      end(campaign);
      tell({ docent: 'preview_failed', campaign, message });
    }
  }

  async function previewPassive(on: Presenter, effect: ShowPassiveEffect, mine: number) {
    const { campaign, prompt, step } = effect;
    const events: PassiveEvents = {
      press() {},
      seen() {},
      answer() {},
      opened() {},
      outcome: () => end(campaign),
    };
    const late = new Promise<false>((resolve) => setTimeout(() => resolve(false), kTarget_ms));
    const found = await Promise.race([on.list(effect, events, () => true), late]);
    if (mine !== turn) return;
    on.open(prompt);
    const target = effect.kind !== 'hotspots' ? 'none' : found ? 'found' : 'missing';
    tell({ docent: 'previewing', campaign, step, target });
  }

  function eventsFor({ campaign, index, count }: ShowEffect): PresenterEvents {
    return {
      advance(to) {
        const next = index + (to === 'next' ? 1 : -1);
        if (next < 0 || next >= count) end(campaign);
        else void preview(campaign, next);
      },
      answer() {},
      outcome: () => end(campaign),
    };
  }

  function hear(event: MessageEvent): void {
    // Both: another frame of an allowed origin is not the one that opened us, and the opener may have moved on.
    if (event.source !== peer || !origins.includes(event.origin)) return;
    const request = event.data as Partial<PreviewRequest> | null;
    if (typeof request !== 'object' || request === null) return;
    listener_origin = event.origin;
    if (request.docent === 'hello') tellState();
    else if (request.docent === 'preview') {
      void preview(String(request.campaign), request.step ?? 0);
    } else if (request.docent === 'preview_end') end('');
    else if (request.docent === 'clock') {
      moved_ms = typeof request.now_ms === 'number' ? request.now_ms : undefined;
      tellState();
    }
  }

  window.addEventListener('message', hear, { signal: port.signal });
  port.on_change(tellState);
  port.signal.addEventListener('abort', () => presenter?.destroy());
  (api as PreviewApi).preview = ({ campaign, step }) => preview(campaign, step ?? 0);
  // Whoever opened us may have said hello before this chunk was there.
  for (const origin of origins) peer.postMessage({ docent: 'ready' }, origin);
}
