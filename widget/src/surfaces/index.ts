// Shows one step at a time: finds its target, draws it above everything, and tells what the user does with it.
import { Fragment, h } from 'preact';
import type { ShowEffect } from '../contract.ts';
import type { Presenter, PresenterEvents, PresenterOptions, ShowResult } from '../presenter.ts';
import { scaleOf } from './answer.ts';
import type { Kit } from './drawing.ts';
import { locate } from './locate.ts';
import { inline, plain } from './markup.tsx';
import { reveal } from './reveal.ts';
import { safeUrl } from './safe_url.ts';
import { type DrawnWith, type Stage, createStage } from './stage.ts';
import { loadStrings } from './strings.ts';
import { Tools } from './tools.tsx';
import { waitForTarget } from './wait_for.ts';

export { locate, waitForTarget };

interface Attempt {
  key: string;
  prompt: string;
  abort: AbortController;
  result: Promise<ShowResult>;
}

/** What must be the same for a step to count as already on screen: all but the lease. */
function keyOf(effect: ShowEffect): string {
  return JSON.stringify({ ...effect, lease_until_ms: 0, resumed: false });
}

const kit: Kit = { h, Fragment, Tools, inline, plain, safeUrl, scaleOf };

/** Loads a chunk once; a failure is tried again. */
function onDemand<Part>(load: () => Promise<Part>): () => Promise<Part> {
  let loaded: Promise<Part> | undefined;
  return () =>
    (loaded ??= load().catch((error: unknown) => {
      loaded = undefined;
      throw error;
    }));
}

// Most prompts ask nothing, and most pages have no checklist: each comes with the first one there is.
const loadQuestions = onDemand(async () => (await import('./question.tsx')).createQuestions(kit));
const loadLights = onDemand(async () => (await import('./lights.ts')).createLights);
const loadChecklists = onDemand(async () =>
  (await import('./checklist.tsx')).createChecklists(kit),
);

function missing({ targets }: ShowEffect): ShowResult {
  return { result: 'missing', reason: locate(targets).unseen ? 'unseen' : 'absent' };
}

const kHidden: ShowResult = { result: 'refused', reason: 'hidden' };

export function createPresenter(options: PresenterOptions): Presenter {
  const life = new AbortController();
  const loadWords = onDemand(() => loadStrings(options.locale));
  let stage: Stage | undefined;
  let attempt: Attempt | undefined;
  let shownKey = '';

  async function bringUp(
    effect: ShowEffect,
    events: PresenterEvents,
    beforeShow: () => boolean,
    signal: AbortSignal,
  ): Promise<ShowResult> {
    const looking = effect.targets.length > 0;
    const [strings, questions, lights, found] = await Promise.all([
      loadWords(),
      effect.content.question && loadQuestions(),
      effect.spotlight && loadLights(),
      looking ? waitForTarget(effect.targets, effect.wait_ms, signal) : undefined,
    ]);
    let target = found;
    if (signal.aborted || document.hidden) return kHidden;
    if (looking && !target) return missing(effect);
    if (!beforeShow()) return { result: 'refused', reason: 'host' };
    stage ??= createStage(options, life.signal);
    if (target && effect.surface !== 'modal') {
      await reveal(target, stage.insetFor(effect), signal);
      if (signal.aborted) return kHidden;
      // Scrolling took its time; the page may have drawn the target anew meanwhile.
      if (!target.isConnected) target = await waitForTarget(effect.targets, effect.wait_ms, signal);
      if (signal.aborted) return kHidden;
      if (!target) return missing(effect);
    }
    const lit: DrawnWith['lit'] = lights && ((kit) => lights(effect.spotlight ?? [], kit));
    stage.present(effect, events, target, { strings, questions, lit });
    shownKey = keyOf(effect);
    return { result: 'shown' };
  }

  return {
    show(effect, events, beforeShow) {
      if (life.signal.aborted) return Promise.resolve(kHidden);
      const key = keyOf(effect);
      if (attempt?.key === key) return attempt.result;
      if (!attempt && shownKey === key && stage?.showing() === effect.prompt) {
        return Promise.resolve({ result: 'shown' });
      }
      attempt?.abort.abort();
      const abort = new AbortController();
      const result = bringUp(effect, events, beforeShow, abort.signal).finally(() => {
        if (attempt === mine) attempt = undefined;
      });
      const mine: Attempt = { key, prompt: effect.prompt, abort, result };
      attempt = mine;
      return result;
    },
    async list(effect, events, beforeShow) {
      const isNew = !stage?.hasList(effect.prompt);
      if (isNew && !beforeShow()) return { result: 'refused', reason: 'host' };
      const [strings, checklists] = await Promise.all([loadWords(), loadChecklists()]);
      if (life.signal.aborted) return kHidden;
      stage ??= createStage(options, life.signal);
      stage.list(effect, events, { strings, checklists });
      return { result: 'shown' };
    },
    hide(prompt) {
      stage?.unlist(prompt);
      if (attempt?.prompt === prompt) attempt.abort.abort();
      if (stage?.showing() === prompt) stage.clear();
    },
    showing: () => stage?.showing(),
    destroy() {
      attempt?.abort.abort();
      stage?.destroy();
      life.abort();
    },
  };
}
