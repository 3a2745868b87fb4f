// Shows one step at a time: finds its target, draws it above everything, and tells what the user does with it.
import { Fragment, h, render } from 'preact';
import type { ShowEffect } from '../contract.ts';
import type { Presenter, PresenterEvents, PresenterOptions, ShowResult } from '../presenter.ts';
import { createActions } from './actions.ts';
import { scaleOf } from './answer.ts';
import type { BesideRegistry } from './beside.ts';
import { BlockView, isRich } from './blocks.tsx';
import { Card } from './card.tsx';
import type { Kit } from './drawing.ts';
import { focusOn, focusedElement } from './focus.ts';
import { follow } from './follow.ts';
import type { Inline } from './inline.tsx';
import { layerFor } from './layer.ts';
import { isPlace, locate } from './locate.ts';
import { inline, plain } from './markup.tsx';
import { placeTooltip } from './place.ts';
import { reveal, scrollIntoSafeZone } from './reveal.ts';
import { createShadow } from './root.ts';
import { offerRoutes, routeOf } from './routes.ts';
import { linkProps, safeUrl } from './safe_url.ts';
import { type DrawnWith, type Stage, createStage } from './stage.ts';
import { handleKey } from './step_keys.ts';
import { loadStrings } from './strings.ts';
import { dress } from './theme.ts';
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

/** Loads a chunk once; a failure is tried again. */
function onDemand<Part>(load: () => Promise<Part>): () => Promise<Part> {
  let loaded: Promise<Part> | undefined;
  return () =>
    (loaded ??= load().catch((error: unknown) => {
      loaded = undefined;
      throw error;
    }));
}

const loadLights = onDemand(async () => (await import('./lights.ts')).createLights);

function missing({ targets }: ShowEffect): ShowResult {
  return { result: 'missing', reason: locate(targets).unseen ? 'unseen' : 'absent' };
}

const kHidden: ShowResult = { result: 'refused', reason: 'hidden' };

export function createPresenter(options: PresenterOptions): Presenter {
  const life = new AbortController();
  const loadWords = onDemand(() => loadStrings(options.locale));
  // Most prompts ask nothing, and most pages have no checklist: each part comes with the first one there is.
  const loadQuestions = onDemand(async () => (await import('./question.tsx')).createQuestions(kit));
  const loadRichBlocks = onDemand(async () =>
    (await import('./rich_blocks.tsx')).createRichBlocks(kit),
  );
  const kit: Kit = {
    ...{ h, render, Fragment, Tools, Card, BlockView, inline, plain, safeUrl, linkProps, scaleOf },
    ...{ isRich, routeOf },
    ...{ follow, waitForTarget, placeTooltip, scrollIntoSafeZone, layerFor },
    ...{ createActions, handleKey, isPlace, loadRichBlocks, focusOn, focusedElement },
    createShadow(host, signal) {
      const made = createShadow(host, options.nonce, signal);
      offerRoutes(made.shadow, options.navigate, signal);
      return made;
    },
  };
  const loadInline = onDemand(async () => {
    const { createInline } = await import('./inline.tsx');
    return (inlined = createInline(kit, (frame) => dress(frame, options.locale), life.signal));
  });
  const loadBeside = onDemand(() => import('./beside.ts'));
  /** What is passive and not taken back again, on screen or on its way there. */
  const listed = new Set<string>();
  let inlined: Inline | undefined;
  let beside: BesideRegistry | undefined;
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
    const is_inline = effect.surface === 'inline';
    const [strings, questions, lights, rich, inlines, found] = await Promise.all([
      loadWords(),
      effect.content.question && loadQuestions(),
      effect.spotlight && loadLights(),
      effect.content.blocks.some(isRich) ? loadRichBlocks() : undefined,
      is_inline ? loadInline() : undefined,
      looking
        ? waitForTarget(effect.targets, effect.wait_ms, signal, is_inline ? isPlace : undefined)
        : undefined,
    ]);
    let target = found;
    if (signal.aborted || document.hidden) return kHidden;
    if (looking && !target) return missing(effect);
    if (!beforeShow()) return { result: 'refused', reason: 'host' };
    stage ??= createStage(options, life.signal);
    const lit: DrawnWith['lit'] = lights && ((kit) => lights(effect.spotlight ?? [], kit));
    const drawn_with = { strings, questions, rich, lit };
    if (!is_inline) {
      await Promise.all([
        target && effect.surface !== 'modal' && reveal(target, stage.insetFor(effect), signal),
        stage.rehearse(effect, events, target, drawn_with, signal),
      ]);
      if (signal.aborted || document.hidden) return kHidden;
    }
    if (target && effect.surface !== 'modal' && !is_inline) {
      // Scrolling took its time; the page may have drawn the target anew meanwhile.
      if (!target.isConnected) target = await waitForTarget(effect.targets, effect.wait_ms, signal);
      if (signal.aborted) return kHidden;
      if (!target) return missing(effect);
    }
    if (inlines && target) {
      stage.clear();
      inlines.present(effect, events, target, drawn_with);
    } else {
      inlined?.clear();
      stage.present(effect, events, target, drawn_with);
    }
    shownKey = keyOf(effect);
    return { result: 'shown' };
  }

  const hide: Presenter['hide'] = (prompt, reason) => {
    listed.delete(prompt);
    beside?.hide(prompt, reason);
    if (attempt?.prompt === prompt) attempt.abort.abort();
    if (stage?.showing() === prompt) stage.clear();
    if (inlined?.showing() === prompt) inlined.clear();
  };

  /** For what failed: half a prompt is none, and the engine hears that there is none. */
  const takeBack = (prompt: string, signal: AbortSignal) => (error: unknown) => {
    if (!signal.aborted) hide(prompt);
    throw error;
  };

  const showing = () => inlined?.showing() ?? stage?.showing();

  return {
    show(effect, events, beforeShow) {
      if (life.signal.aborted) return Promise.resolve(kHidden);
      const key = keyOf(effect);
      if (attempt?.key === key) return attempt.result;
      if (!attempt && shownKey === key && showing() === effect.prompt) {
        return Promise.resolve({ result: 'shown' });
      }
      attempt?.abort.abort();
      const abort = new AbortController();
      const result = bringUp(effect, events, beforeShow, abort.signal)
        .catch(takeBack(effect.prompt, abort.signal))
        .finally(() => {
          // A rehearsal that led to nothing is taken back.
          abort.abort();
          if (attempt === mine) attempt = undefined;
        });
      const mine: Attempt = { key, prompt: effect.prompt, abort, result };
      attempt = mine;
      return result;
    },
    async list(effect, events, beforeShow) {
      const { prompt } = effect;
      if (life.signal.aborted) return kHidden;
      if (!beside?.has(prompt) && !beforeShow()) return { result: 'refused', reason: 'host' };
      listed.add(prompt);
      const [strings, { createBeside }] = await Promise.all([loadWords(), loadBeside()]);
      if (life.signal.aborted) return kHidden;
      stage ??= createStage(options, life.signal);
      beside ??= stage.put_beside((ground) => createBeside(ground, kit));
      return beside
        .put(effect, events, strings, () => listed.has(prompt))
        .catch(takeBack(prompt, life.signal));
    },
    open: (prompt) => beside?.open(prompt),
    hide,
    showing,
    destroy() {
      attempt?.abort.abort();
      listed.clear();
      beside?.clear();
      stage?.destroy();
      life.abort();
    },
  };
}
