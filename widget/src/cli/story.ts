// What happened in a trace, as a list of things that people care about.
import type { Command, Effect, Here, ShowEffect } from '../contract.ts';
import type { TraceLine } from './trace.ts';

/** One thing that happened. */
export interface Happening {
  at_ms: number;
  offset_min: number;
  what: string;
  text: string;
  campaign?: string;
  /** Only told when everything is asked for. */
  detail: boolean;
}

/** What came of one campaign. */
export interface CampaignTotals {
  shown: number;
  outcomes: Record<string, number>;
}

export interface Story {
  happenings: Happening[];
  campaigns: Record<string, CampaignTotals>;
  /** Whether each day's summary is closed, by the summary's id. */
  days: Map<string, boolean>;
  batches: number;
  commands: number;
  /** The documents of the first and of the latest batch. */
  first?: Here;
  last?: Here;
}

type Stamp = Pick<Here, 'now_ms' | 'offset_min'>;

/** What a command says besides its type, in a few words. */
function detailOf(command: Command): string {
  switch (command.type) {
    case 'page':
      return command.page?.path ?? '';
    case 'track':
      return `${command.event} ${command.props ? JSON.stringify(command.props) : ''}`.trim();
    case 'identify':
      return command.user_id;
    case 'group':
      return command.account_id;
    case 'start':
      return command.campaign;
    case 'advance':
      return `${command.step} ${command.to}`;
    case 'consent':
      return command.mode;
    default:
      return '';
  }
}

/** An empty story, and what writes the next line of a trace into it. */
export function startStory(): {
  story: Story;
  visit: (line: TraceLine, effects: Effect[]) => void;
} {
  const happenings: Happening[] = [];
  const story: Story = { happenings, campaigns: {}, days: new Map(), batches: 0, commands: 0 };
  /** By prompt: the step the engine asked for last, in which tab, and the steps that were seen. */
  const asked = new Map<string, { show: ShowEffect; tab: string; seen: Set<string> }>();

  function tell(at: Stamp, what: string, text: string, campaign?: string): void {
    const { now_ms: at_ms, offset_min } = at;
    const about = campaign === undefined ? {} : { campaign };
    happenings.push({ at_ms, offset_min, what, text, ...about, detail: false });
  }

  function tellDetail({ now_ms: at_ms, offset_min }: Stamp, what: string, text: string): void {
    happenings.push({ at_ms, offset_min, what, text, detail: true });
  }

  function totalsOf(campaign: string): CampaignTotals {
    return (story.campaigns[campaign] ??= { shown: 0, outcomes: {} });
  }

  /** What the user, or the page for them, did with a prompt; false when it is not about one. */
  function onPrompt(command: Command): boolean {
    const prompt = 'prompt' in command ? asked.get(command.prompt) : undefined;
    if (!prompt) return false;
    const { campaign, step } = prompt.show;
    switch (command.type) {
      case 'shown':
        if (step !== command.step || prompt.seen.has(step)) return true;
        if (prompt.seen.size === 0) totalsOf(campaign).shown += 1;
        prompt.seen.add(step);
        tell(command, 'shown', `${campaign} › ${step}`, campaign);
        return true;
      case 'refused':
        tell(command, 'refused', `${campaign}: ${command.reason}`, campaign);
        return true;
      case 'target':
        if (!command.found) tell(command, 'no target', `${campaign} › ${command.step}`, campaign);
        return true;
      case 'answer': {
        const value = JSON.stringify(command.value);
        tell(command, 'answer', `${campaign} › ${command.step}: ${value}`, campaign);
        return true;
      }
      default:
        return false;
    }
  }

  function onShow(show: ShowEffect, here: Here): void {
    const known = asked.get(show.prompt);
    asked.set(show.prompt, { show, tab: here.tab, seen: known?.seen ?? new Set() });
    if (known?.show.step === show.step && known.tab === here.tab) return;
    const { campaign, step, index, count, surface } = show;
    const again = show.resumed ? ', resumed' : '';
    const place = `step ${index + 1} of ${count}, ${surface}${again}`;
    tell(here, 'show', `${campaign} › ${step} (${place})`, campaign);
  }

  function onEffect(effect: Effect, here: Here): void {
    if (effect.type === 'show') {
      if (!effect.passive) onShow(effect, here);
    } else if (effect.type === 'outcome') {
      const { outcomes } = totalsOf(effect.campaign);
      outcomes[effect.outcome] = (outcomes[effect.outcome] ?? 0) + 1;
      tell(here, 'outcome', `${effect.campaign}: ${effect.outcome}`, effect.campaign);
    } else if (effect.type === 'post') {
      story.days.set(effect.id, effect.final);
      const text = `summary of ${effect.summary.day}, `;
      if (effect.final) tell(here, 'post', `${text}final`);
      else tellDetail(here, 'post', `${text}revision ${effect.revision}`);
    } else if (effect.type === 'signal') {
      tell(here, 'signal', effect.name, effect.campaign);
    } else if (effect.type === 'error') {
      tell(here, 'error', `${effect.message} [${effect.code} ${effect.path}]`);
    } else if (effect.type === 'hide') {
      tellDetail(here, 'hide', effect.reason);
    }
  }

  function visit({ batch, comment, restart, restore }: TraceLine, effects: Effect[]): void {
    const stamp = batch?.here ?? story.last ?? { now_ms: 0, offset_min: 0 };
    if (comment !== undefined) tellDetail(stamp, 'comment', comment);
    if (restart) tellDetail(stamp, 'restart', 'restored from its snapshot');
    if (restore !== undefined)
      tellDetail(
        stamp,
        'restore',
        restore === '' ? 'a fresh user' : 'restored from another snapshot',
      );
    if (!batch) return;
    story.first ??= batch.here;
    story.last = batch.here;
    story.batches += 1;
    story.commands += batch.commands.length;
    for (const command of batch.commands) {
      if (!onPrompt(command)) tellDetail(command, command.type, detailOf(command));
    }
    for (const effect of effects) onEffect(effect, batch.here);
  }

  return { story, visit };
}
