// A story that is written down step by step: whoever tells it says what happens in each tab, and what is answered to a prompt. The ids
// of prompts are taken from what the engine said, so that a story goes on by itself where details change.
import type { RawEngine } from './node_engine.ts';
import type { Body } from './visitor.ts';

interface Show {
  prompt: string;
  campaign: string;
  step: string;
  passive?: boolean;
  /** Of an open resource centre: its news, those with a prompt unread. */
  feed?: { campaign: string; step: string; prompt?: string }[];
}

type Effect = Show & { type: string };

export interface Script {
  /** Epoch milliseconds; to be moved freely. */
  now: number;
  device: string;
  /** A document with nothing in it yet. */
  tab(name: string): ScriptTab;
  /** Loads a campaign file, by its path relative to the traces. */
  load(file: string): void;
  comment(text: string): void;
  /** Restores the engine from its own snapshot, or from another text. */
  restart(snapshot?: string): void;
}

export interface ScriptTab {
  /** The campaign whose prompt should be on screen now, if there is one. */
  readonly asked: string | undefined;
  visible: boolean;
  typing: boolean;
  /** A batch with these commands, now. */
  send(...bodies: Body[]): void;
  visit(path: string): void;
  track(event: string, props?: Record<string, unknown>): void;
  /** The tab is hidden, or shown again. */
  look(visible: boolean): void;
  start(campaign: string): void;
  /** The prompt that was asked for comes on screen. */
  shown(): void;
  refused(reason: string): void;
  missing(): void;
  /** On with the prompt that is on screen, or back. */
  advance(to?: 'next' | 'back', button?: string): void;
  answer(question: string, value: unknown): void;
  outcome(outcome: string, button?: string): void;
  /** The passive prompt of a campaign: on screen, opened by the user, one of its items pressed, one answered, gone. */
  passive(campaign: string): {
    shown(): void;
    open(): void;
    press(item: string, button?: string, more?: Record<string, unknown>): void;
    answer(item: string, question: string, value: unknown): void;
    outcome(outcome: string): void;
  };
  explain(...campaigns: string[]): void;
  attributes(): void;
}

export interface Telling {
  engine: RawEngine;
  /** Where the lines of the trace go. */
  line: (value: unknown) => void;
  /** The text of a campaign file. */
  read: (file: string) => string;
  start_ms: number;
}

const kStep = 1_000;

export function scriptOf({ engine, line, read, start_ms }: Telling): Script {
  let ids = 0;
  const id = (): string => {
    const time = script.now.toString(16).padStart(12, '0');
    return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-${(++ids).toString(16).padStart(12, '0')}`;
  };

  function tab(name: string): ScriptTab {
    let path = '/app/';
    let asked: Show | undefined;
    let showing: Show | undefined;
    const beside = new Map<string, Show>();
    const on_screen = new Set<string>();
    const opened = new Set<string>();

    const page = () => {
      const url = `https://app.test${path}`;
      return { path, url, host: 'app.test', query: '', hash: '', title: path, referrer: '' };
    };
    const stamp = () => ({ id: id(), tab: name, now_ms: script.now, offset_min: 60 });
    const here = () => ({
      ...stamp(),
      visible: self.visible,
      locale: 'en-GB',
      page: page(),
      device: { id: script.device, kind: 'desktop' },
      ...(showing ? { showing: showing.prompt } : {}),
      ...(on_screen.size > 0 ? { passive: [...on_screen] } : {}),
      ...(opened.size > 0 ? { open: [...opened] } : {}),
      ...(self.typing ? { typing: true } : {}),
    });

    function send(...bodies: Body[]): void {
      script.now += kStep;
      const commands = bodies.map((body) => ({ ...stamp(), ...body }));
      const batch = { here: here(), commands };
      line({ batch });
      asked = undefined;
      asked = undefined;
      for (const effect of JSON.parse(engine.handle(JSON.stringify(batch))) as Effect[]) {
        if (effect.type === 'hide') {
          if (effect.prompt === showing?.prompt) showing = undefined;
          on_screen.delete(effect.prompt);
          opened.delete(effect.prompt);
        }
        if (effect.type !== 'show') continue;
        if (effect.passive) beside.set(effect.campaign, effect);
        else asked = effect;
      }
    }

    function of(show: Show | undefined, what: string): { prompt: string; step: string } {
      if (!show) throw new Error(`tab ${name}: ${what}, but there is none`);
      return { prompt: show.prompt, step: show.step };
    }

    /** The prompt of something passive, be it news in an open resource centre. */
    function besides(campaign: string): Show | undefined {
      const news = [...beside.values()].flatMap(({ feed = [] }) => feed);
      const unread = news.find((each) => each.campaign === campaign && each.prompt);
      return beside.get(campaign) ?? (unread as Show | undefined);
    }

    const self: ScriptTab = {
      get asked() {
        return asked?.campaign;
      },
      visible: true,
      typing: false,
      send,
      visit(to) {
        path = to;
        send({ type: 'page', page: page() });
      },
      track: (event, props = {}) => send({ type: 'track', event, props }),
      look(visible) {
        self.visible = visible;
        send({ type: 'visibility', visible });
      },
      start: (campaign) => send({ type: 'start', campaign }),
      shown() {
        const about = of(asked, 'a prompt comes on screen');
        showing = asked;
        send({ type: 'shown', ...about });
      },
      refused(reason) {
        const { prompt } = of(asked ?? showing, 'a prompt is refused');
        send({ type: 'refused', prompt, reason });
      },
      missing: () => send({ type: 'target', found: false, ...of(asked, 'a target is missing') }),
      advance: (to = 'next', button = to) =>
        send({ type: 'advance', to, button, ...of(showing, 'a prompt goes on') }),
      answer: (question, value) =>
        send({ type: 'answer', question, value, ...of(showing, 'a question is answered') }),
      outcome(outcome, button = outcome) {
        const { prompt } = of(showing, 'a prompt ends');
        send({ type: 'outcome', prompt, outcome, button });
      },
      passive(campaign) {
        const { prompt, step } = of(besides(campaign), `${campaign} stands beside the page`);
        return {
          shown() {
            if (beside.has(campaign)) on_screen.add(prompt);
            send({ type: 'shown', prompt, step });
          },
          open() {
            opened.add(prompt);
            send({ type: 'advance', prompt, step: 'launcher', to: 'next', button: 'open' });
          },
          press: (item, button = 'next', more = {}) =>
            send({ type: 'advance', prompt, step: item, to: 'next', button, ...more }),
          answer: (item, question, value) =>
            send({ type: 'answer', prompt, step: item, question, value }),
          outcome: (outcome) => send({ type: 'outcome', prompt, outcome, button: 'close' }),
        };
      },
      explain(...campaigns) {
        for (const each of campaigns) line({ explain: { campaign: each, here: here() } });
      },
      attributes: () => line({ attributes: { here: here() } }),
    };
    return self;
  }

  const script: Script = {
    now: start_ms,
    device: 'device-1',
    tab,
    load(file) {
      line({ file });
      const answer = engine.load(read(file));
      if (!(JSON.parse(answer) as { ok: boolean }).ok) throw new Error(`${file}: ${answer}`);
    },
    comment: (text) => line({ comment: text }),
    restart(snapshot) {
      line(snapshot === undefined ? { restart: true } : { restore: snapshot });
      engine.restore(snapshot ?? engine.snapshot());
    },
  };
  return script;
}
