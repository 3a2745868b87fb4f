// The gates of `explain` as sentences, for the debug overlay: the page's engine gives codes and numbers only. The core has
// the same sentences for Node and the Studio (core/src/sentences.cpp); a test holds the two against each other.
import type { Gate } from '../contract.ts';

/** `{x_ms}` is a time, `{=x}` a value as it is written, `{x}` a number or word. By gate and code, or by gate alone. */
const kSentences: Record<string, string> = {
  resumes: 'A prompt of this campaign has begun and goes on.',
  asked: 'The user asked for it.',
  passive: "It stands beside everything else and takes nobody's turn.",
  file: 'The campaign is running.',
  'file.read_only': "This user's state was written by a newer Docent; nothing new is shown.",
  'file.file_paused': 'The whole campaign file is paused.',
  'file.campaign_paused': 'This campaign is paused.',
  consent: 'The user accepts prompts.',
  'consent.on_demand': 'Help stays there, also for users who want no tips.',
  'consent.muted': 'The user said "don\'t show me tips".',
  audience: 'The user is not in the audience: {clause}.',
  'audience.everybody': 'The campaign is for everybody.',
  'audience.condition_true': 'The user belongs to the audience.',
  schedule: 'It is outside its times of the week; the next begins on {opens_at_ms}.',
  'schedule.always': 'It has no schedule.',
  'schedule.open_now': 'Its schedule is open.',
  'schedule.not_yet': 'Its schedule begins on {from_ms}.',
  'schedule.over': 'Its schedule ended on {until_ms}.',
  'schedule.never': 'None of its times of the week comes any more.',
  requires: 'It waits for the campaign {=campaign} to be {outcome}.',
  'requires.none': 'It waits for no other campaign.',
  'requires.met': 'The campaigns it waits for have ended as it asks.',
  trigger: 'Its moment has not come on this page.',
  'trigger.armed': 'Its moment came on {at_ms}.',
  'trigger.waiting_delay': 'Its moment came; the delay ends on {at_ms}.',
  'trigger.manual_only': 'It is shown only when the product or the user asks for it.',
  'trigger.counted': 'Its moment has not come: {=event} was counted {count} of {needed} times.',
  frequency: 'It was shown {shown_count} times and may come again.',
  'frequency.never_shown': 'It has never been shown to this user.',
  'frequency.once': 'It is shown only once, and this user saw it on {shown_ms}.',
  'frequency.once_ended': 'It is shown only once, and this user saw it on {shown_ms} ({outcome}).',
  'frequency.completed': 'The user completed it on {ended_ms}.',
  'frequency.answered': 'The user answered it on {ended_ms}.',
  'frequency.snoozed': 'The user said "later"; it may come again on {opens_at_ms}.',
  'frequency.too_soon': 'It was last shown on {shown_ms}; it may come again on {opens_at_ms}.',
  pause: 'The last prompt was on {since_ms}; the pause of {pause} ends on {opens_at_ms}.',
  'pause.never_prompted': 'The user has not seen any prompt yet.',
  'pause.ignored': 'It does not wait for the pause between prompts.',
  'pause.reminder': 'The user asked to be reminded, so it does not wait for the pause.',
  'pause.elapsed': 'The pause of {pause} after the last prompt is over.',
  budget:
    'It costs {cost} points of attention, and {balance} of {capacity} are left; there will be enough on {opens_at_ms}.',
  'budget.off': 'The attention budget is switched off.',
  'budget.enough': 'It costs {cost} points of attention, and {balance} of {capacity} are left.',
  'budget.never':
    'It costs {cost} points of attention, and {balance} of {capacity} are left; there will never be enough.',
  quiet: 'Nothing asks for quiet.',
  'quiet.paused_by_product': 'The product asked for quiet.',
  'quiet.typing': 'The user is typing.',
  'quiet.busy':
    'The user is busy since {=event} on {since_ms}, at the longest until {opens_at_ms}.',
  prompt: 'No other prompt is on screen.',
  'prompt.this_one_open': 'A prompt of this campaign is open.',
  'prompt.wanted_elsewhere': 'The user asked for it in another tab.',
  'prompt.another_open': 'Another prompt is on screen: {=by}.',
  priority: 'No other campaign goes first.',
  'priority.outranked':
    'Another campaign goes first: {=by} (priority {their_priority} against {priority}).',
  experiment: 'The user has no value for the attribute that assigns variants.',
  'experiment.none': 'It is no experiment.',
  'experiment.in_variant': 'The user sees the variant {=variant}.',
  'experiment.control': 'The user is of the control {=variant}, which sees nothing.',
  'experiment.held_out': 'The user is held out and sees only what they ask for.',
  'experiment.not_sampled': 'The user is not in the share of users who get it.',
  'experiment.not_covered': 'The experiment does not cover this user.',
  'experiment.other_namespace': 'The user belongs to another experiment of the namespace.',
  lease: 'This tab may show a prompt.',
  'lease.hidden': 'The page is not visible.',
  'lease.held_elsewhere': 'Another tab is showing a prompt.',
  page: 'Its step may show on this page.',
  'page.other_page': 'Its step belongs on another page.',
  target: 'Its step points at an element, which the page looks for.',
  'target.none': 'Its step needs no element of the page.',
  'target.refused_on_this_page': 'It could not be shown on this page and is not tried here again.',
};

const kWishes: Record<string, string> = {
  $lt: 'below',
  $lte: 'at most',
  $gt: 'above',
  $gte: 'at least',
  $ne: 'other than',
  $in: 'one of',
  $nin: 'none of',
  $eq: '',
  $regex: 'like',
  $exists: 'present:',
  $size: 'of length',
  $type: 'of type',
  $regexi: 'like',
  $ini: 'one of',
  $nini: 'none of',
  $not: '',
  $inGroup: 'in the group',
  $notInGroup: 'outside the group',
  $all: 'a list with all of',
  $alli: 'a list with all of',
  $elemMatch: 'a list with one that is',
  $veq: 'the version',
  $vne: 'a version other than',
  $vlt: 'a version below',
  $vlte: 'a version of at most',
  $vgt: 'a version above',
  $vgte: 'a version of at least',
};

export const timeText = (ms: unknown): string =>
  `${new Date(Number(ms ?? 0)).toISOString().slice(0, 16).replace('T', ' ')} UTC`;

/** A word or a number as it is; anything else is not one. */
export const bare = (value: unknown, otherwise: string): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : otherwise;

function written(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  return typeof value === 'string' ? `"${value}"` : JSON.stringify(value);
}

/** `/user.age_days/$lt`, 14, 31: "user.age_days should be below 14 and is 31". */
function clause({ path, expected, actual, held }: Partial<Gate>): string {
  const [, where = '', op] = /^(.*?)(?:\/\$[^/]*)*?(?:\/(\$[^/]*))?$/s.exec(bare(path, '')) ?? [];
  const attribute = where.slice(where.lastIndexOf('/') + 1);
  if (attribute === '') {
    return `${op ?? 'the condition'} ${written(expected)} ${held === true ? 'holds' : 'does not hold'}`;
  }
  const wish = op === undefined ? '' : (kWishes[op] ?? op);
  const be = held === true ? 'not be' : 'be';
  return `${attribute} should ${be} ${wish && `${wish} `}${written(expected)} and is ${written(actual)}`;
}

/** Of several clauses each would have been enough. */
function clauses(gate: Gate): string {
  if (!Array.isArray(gate.any_of)) return clause(gate);
  return `${gate.any_of.length === 0 ? '' : 'either '}${(gate.any_of as Partial<Gate>[]).map(clause).join(', or ')}`;
}

function limit({ gate, code, ...numbers }: Gate): string {
  const span = code.slice(code.indexOf('_') + 1);
  const whose = gate === 'frequency' ? 'Its own' : 'For all campaigns together the';
  const opens = numbers.opens_at_ms;
  const until =
    opens === undefined ? ' until the next session.' : `; it opens again on ${timeText(opens)}.`;
  return `${whose} limit of ${bare(numbers[`per_${span}`], '0')} prompts a ${span} is reached${until}`;
}

/** Which sentence: some depend on what is beside the code. */
function keyOf(gate: Gate): string {
  const { gate: name, code } = gate;
  if (
    kSentences[code] !== undefined &&
    !code.includes('.') &&
    /^(resumes|asked|passive)$/.test(code)
  )
    return code;
  if (name === 'schedule' && code === 'outside_window' && gate.opens_at_ms === undefined)
    return 'schedule.never';
  if (name === 'trigger' && code === 'not_armed' && gate.needed !== undefined)
    return 'trigger.counted';
  if (name === 'frequency' && code === 'once' && gate.outcome !== undefined)
    return 'frequency.once_ended';
  if (name === 'frequency' && code === 'completed' && gate.answered !== undefined)
    return 'frequency.answered';
  if (name === 'budget' && code === 'too_little' && gate.opens_at_ms === undefined)
    return 'budget.never';
  const own = `${name}.${code}`;
  return kSentences[own] === undefined ? name : own;
}

export function sentence(gate: Gate): string {
  if (/^limit_/.test(gate.code)) return limit(gate);
  const words: Record<string, () => string> = {
    clause: () => clauses(gate),
    pause: () =>
      gate.days === undefined ? `${bare(gate.hours, '0')} hours` : `${bare(gate.days, '0')} days`,
  };
  return (kSentences[keyOf(gate)] ?? gate.code).replace(
    /\{(=?)(\w+)\}/g,
    (_, raw, name: string) => {
      const value = gate[name];
      if (raw) return written(value);
      if (name.endsWith('_ms')) return timeText(value);
      return words[name]?.() ?? bare(value, name === 'outcome' ? '' : '0');
    },
  );
}
