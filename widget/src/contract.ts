// The words the widget and the engine exchange. docs/engine.md is the reference; the C++ side is
// core/include/docent/engine.hpp. Times are epoch milliseconds, offsets are minutes east of UTC.

/** The page a user is on, as conditions see it under `page.*`. `query` and `hash` come without `?` and `#`. */
export interface Page {
  path: string;
  url: string;
  host: string;
  query: string;
  hash: string;
  title: string;
  referrer: string;
  name?: string;
}

export type DeviceKind = 'phone' | 'tablet' | 'desktop';

/** The document that is stepping the engine now. */
export interface Here {
  /** UUIDv7, new for every batch. */
  id: string;
  tab: string;
  now_ms: number;
  offset_min: number;
  visible: boolean;
  locale: string;
  page: Page;
  device: { id: string; kind: DeviceKind };
  /** The prompt on screen in this tab, if any. */
  showing?: string;
  /** The passive prompts (checklists, hotspots, resource centres) in this tab. */
  passive?: string[];
  /** Those of them that the user has opened: only these come with everything that is in them. */
  open?: string[];
  /** Whether the user is typing in a field of the host. */
  typing?: boolean;
}

/** Why a prompt ended the way it did. */
export type OutcomeReason =
  | 'last_step'
  | 'button'
  | 'event'
  | 'expired'
  | 'target_missing'
  | 'replaced'
  | 'reset'
  | 'all_items';

export type Outcome = 'completed' | 'dismissed' | 'snoozed' | 'opted_out' | 'abandoned';
export type Traits = Record<string, unknown>;
export type ConsentMode = 'full' | 'summaries' | 'off';
export type RefusedReason = 'target_missing' | 'host' | 'hidden';

interface Stamp {
  id: string;
  now_ms: number;
  offset_min: number;
  tab: string;
}

/** What happened, without its stamp. */
export type CommandBody =
  | { type: 'page'; page: Page }
  | { type: 'track'; event: string; props?: Record<string, unknown> }
  | { type: 'identify'; user_id: string; traits?: Traits; state?: string }
  | { type: 'group'; account_id: string; traits?: Traits }
  | { type: 'start'; campaign: string }
  | { type: 'activity'; active_ms: number }
  | { type: 'shown'; prompt: string; step: string }
  | { type: 'refused'; prompt: string; reason: RefusedReason }
  | { type: 'target'; prompt: string; step: string; found: boolean; reason?: string }
  | {
      type: 'advance';
      prompt: string;
      step: string;
      to: 'next' | 'back';
      button?: string;
      /** Of the news in a feed whose button was pressed. */
      campaign?: string;
    }
  | { type: 'answer'; prompt: string; step: string; question: string; value: AnswerValue }
  | { type: 'outcome'; prompt: string; outcome: Outcome; button?: string }
  | { type: 'moment'; campaign: string; trigger: number }
  | { type: 'visibility'; visible: boolean }
  | { type: 'consent'; mode: ConsentMode }
  | { type: 'mute'; muted: boolean }
  | { type: 'pause'; paused: boolean }
  | { type: 'reset' };

export type Command = CommandBody & Stamp;

/** What one transaction found: recorded in order, then one decision for `here`. */
export interface Batch {
  here: Here;
  commands: Command[];
}

/** One way to find a target; a list of them is tried in order. */
export interface Locator {
  css?: string;
  text?: string;
  nth?: number;
}

/** The surfaces of a step that is shown by itself. */
export type StepSurface = 'tooltip' | 'modal' | 'slideout' | 'banner' | 'inline';
export type Surface = StepSurface | 'feed' | 'checklist' | 'hotspot' | 'launcher';
export type Backdrop = 'none' | 'dim' | 'block';
export type CampaignKind =
  'tour' | 'survey' | 'announcement' | 'checklist' | 'hotspots' | 'resource_centre';
export type ButtonAction =
  'next' | 'back' | 'complete' | 'dismiss' | 'snooze' | 'opt_out' | 'navigate';

export interface Button {
  label: string;
  action: ButtonAction;
  url?: string;
  style: 'primary' | 'secondary' | 'link';
}

export type QuestionType = 'nps' | 'ces' | 'csat' | 'rating' | 'single' | 'multiple' | 'text';
/** A number, the id of an option, the ids of several, or text. */
export type AnswerValue = number | string | string[];

export interface Question {
  id: string;
  type: QuestionType;
  label?: string;
  low?: string;
  high?: string;
  required: boolean;
  placeholder?: string;
  /** Of `ces`, `csat` and `rating`: how many values there are, beginning at 1. */
  scale?: number;
  look?: 'numbers' | 'stars' | 'emoji';
  /** Of `single` and `multiple`. */
  options?: { id: string; label: string }[];
  /** The answer given before, when the user comes back to it. */
  value?: AnswerValue;
}

export type Block =
  | { type: 'text'; text: string }
  | { type: 'list'; items: string[] }
  | { type: 'image'; src: string; alt: string }
  | { type: 'link'; label: string; url: string }
  | { type: 'video'; label: string; src: string; poster?: string }
  | { type: 'progress'; label: string; value: number; target: number };

/** A step's words, in the user's language, attributes inserted, inline markup still in them. */
export interface Content {
  title?: string;
  body?: string;
  blocks: Block[];
  question?: Question;
  buttons?: Button[];
}

export interface ShowEffect {
  type: 'show';
  prompt: string;
  campaign: string;
  kind: CampaignKind;
  step: string;
  /** 0-based position among `count` steps. */
  index: number;
  count: number;
  surface: StepSurface;
  placement: string;
  backdrop: Backdrop;
  targets: Locator[];
  /** False: the pointer is kept off the target. */
  interactive?: false;
  /** What is lit besides the target, each by itself. */
  spotlight?: Locator[];
  wait_ms: number;
  on_missing: 'skip' | 'center' | 'end' | 'goto';
  content: Content;
  advance?: Advance;
  /** Of the campaign's experiment. */
  variant?: string;
  resumed: boolean;
  lease_until_ms: number;
  passive?: never;
}

/** When the step goes on besides its buttons. The shell reports `click` and `dom`; the rest is the engine's. */
export type Advance =
  | { on: 'click' | 'event' | 'condition' | 'page' }
  | { on: 'dom'; dom: string }
  | { on: 'timer'; after_ms: number };

export interface ChecklistItem {
  id: string;
  title: string;
  body?: string;
  button?: Button;
  done: boolean;
}

/** A passive prompt: beside everything else, in every visible tab, without a lease. */
interface ShowPassive {
  type: 'show';
  passive: true;
  prompt: string;
  campaign: string;
  step: string;
  placement: string;
  /** The campaign's title, else its name. */
  title?: string;
  body?: string;
  /** What the launcher says, and whether there is none. */
  label?: string;
  hidden?: boolean;
  variant?: string;
}

export interface ShowChecklistEffect extends ShowPassive {
  kind: 'checklist';
  surface: 'checklist';
  items: ChecklistItem[];
  /** So many of `total` items are done. */
  done: number;
  total: number;
}

export interface Hotspot {
  id: string;
  targets: Locator[];
  placement: string;
  content: Content;
}

export interface ShowHotspotsEffect extends ShowPassive {
  kind: 'hotspots';
  surface: 'hotspot';
  /** The beacons of this page that the user has not opened yet. */
  items: Hotspot[];
  done: number;
  total: number;
}

export interface ResourceEntry {
  id: string;
  type: 'article' | 'video' | 'link' | 'contact' | 'call' | 'feedback';
  content: Content;
}

export interface News {
  campaign: string;
  step: string;
  /** While it is unread. */
  prompt?: string;
  /** The beginning of its schedule. */
  at_ms?: number;
  content: Content;
}

export interface ShowResourceCentreEffect extends ShowPassive {
  kind: 'resource_centre';
  surface: 'launcher';
  /** How many of the news in its feed the user has not seen. */
  unread: number;
  has_feed: boolean;
  /** There when the user has opened it (`here.open`). */
  items?: ResourceEntry[];
  feed?: News[];
}

export type ShowPassiveEffect = ShowChecklistEffect | ShowHotspotsEffect | ShowResourceCentreEffect;

/** What the shell looks out for on this page; it answers with `moment {campaign, trigger}`. */
export type Watch = { campaign: string; trigger: number } & (
  | { on: 'element'; targets: Locator[]; is: 'present' | 'clicked' | 'seen' }
  | { on: 'idle'; after_ms: number }
  | { on: 'exit_intent' }
  | { on: 'scroll'; percent: number }
);

export type HideReason = Outcome | 'lease_lost' | 'page' | 'paused' | 'hidden';

/** One (user, local day); docs/summary.md lists its fields. */
export interface Summary {
  id: string;
  revision: number;
  final: boolean;
  day: string;
  last_ms: number;
  /** What had to be dropped since the summary before. */
  dropped: number;
  user: { id: string | null; anonymous_id: string; account_id: string | null; traits: Traits };
  [field: string]: unknown;
}

export type Effect =
  | ShowEffect
  | ShowPassiveEffect
  | { type: 'hide'; prompt: string; reason: HideReason }
  | { type: 'watch'; watches: Watch[] }
  | { type: 'wake'; at_ms: number }
  | { type: 'post'; id: string; revision: number; final: boolean; summary: Summary }
  | { type: 'signal'; name: string; playbook: string; campaign?: string }
  | {
      type: 'outcome';
      prompt: string;
      campaign: string;
      outcome: Outcome;
      reason: OutcomeReason;
    }
  | { type: 'error'; code: string; path: string; message: string };

/** A problem of a campaign file. `path` is a JSON pointer. */
export interface Problem {
  severity: 'error' | 'warning';
  code: string;
  path: string;
  message: string;
}

export interface Gate {
  gate: string;
  open: boolean;
  code: string;
  [number_or_name: string]: unknown;
}

export interface Explanation {
  campaign: string;
  verdict: 'showing' | 'would_show' | 'blocked';
  gates: Gate[];
  next_at_ms: number | null;
}
