// The stories that are told step by step: what chance seldom or never brings about. Each tells of one thing and settles nothing beside
// it, so that a change elsewhere changes no more than its hash.
import { kDay, kHour, kMinute, kSecond } from './visitor.ts';
import type { Script, ScriptTab } from './script.ts';

/** Two tabs, one prompt: the lease, what pauses a prompt, what is asked for, what ends one. */
function tabs(story: Script): void {
  const all = ['tour', 'asked', 'late', 'off', 'news', 'cancelled'];
  story.load('files/tabs.json');
  const [a, b] = [story.tab('a'), story.tab('b')];

  story.comment('The first tab gets the lease; the other one waits, and takes over when it is hidden.');
  a.visit('/app/');
  a.explain(...all);
  b.visit('/app/');
  b.explain(...all);
  a.shown();
  a.look(false);
  a.explain('tour', 'news');
  b.send();
  b.shown();
  a.look(true);

  story.comment('A lease that nobody renews runs out, and its tab hears of it.');
  story.now += kMinute;
  a.send();
  a.shown();
  b.send();
  b.explain('tour');

  story.comment('The product asks for quiet, the page changes, the prompt comes back.');
  a.send({ type: 'pause', paused: true });
  a.explain('tour', 'news');
  a.send({ type: 'pause', paused: false });
  a.shown();
  a.visit('/app/invoices');
  a.explain('tour');
  a.visit('/app/');
  a.shown();
  a.explain('tour');

  story.comment('An event leads past the last step.');
  a.advance();
  a.shown();
  a.track('sent', { amount: 10 });
  story.now += kSecond;

  story.comment('Asked for in the other tab, which was hidden meanwhile.');
  a.visit('/app/');
  a.shown();
  b.look(false);
  b.start('asked');
  b.visible = true;
  b.explain('asked');
  a.explain('asked', 'news');
  b.send();
  b.shown();
  b.explain(...all);
  a.send();
  b.outcome('completed', 'complete');
  b.look(false);

  story.comment('Refused by the host, by the page, and by a step that turned out to be hidden.');
  a.visit('/app/');
  a.shown();
  a.refused('hidden');
  a.explain('news');
  story.now += kDay;
  b.visible = true;
  b.visit('/app/');
  b.refused('host');
  b.explain('tour', 'news');
  story.now += kDay;
  b.visit('/app/');
  b.refused('target_missing');
  b.explain('news');

  story.comment('A moment that is taken back before the prompt was ever on screen.');
  b.track('paid');
  b.track('left');
  b.explain('cancelled');

  story.comment('The file stops everything; what it no longer has is over.');
  story.now += kDay;
  a.visit('/app/invoices');
  story.now += 2 * kMinute;
  a.send();
  a.shown();
  a.explain('late');
  story.load('files/tabs_paused.json');
  a.send();
  a.explain('tour', 'off');
  a.look(false);
  story.now += kHour;
  b.send();
  story.load('files/tabs.json');

  story.comment('Tips are switched off for good, and on again.');
  story.now += 8 * kDay;
  a.look(true);
  a.visit('/app/invoices');
  story.now += 2 * kMinute;
  a.send();
  a.shown();
  a.outcome('opted_out', 'opt_out');
  a.explain(...all);
  a.send({ type: 'mute', muted: true });
  a.explain('news');
  a.send({ type: 'mute', muted: false });

  story.comment('A state of a newer engine is recorded, and nothing new is shown.');
  story.restart();
  story.restart(JSON.stringify({ version: 99 }));
  a.visit('/app/');
  a.explain('news');
}

/** What was asked for comes on screen, is looked at, and ends. */
function see(story: Script, tab: ScriptTab, outcome: string): void {
  tab.shown();
  story.now += 5 * kSecond;
  tab.outcome(outcome, 'close');
}

/** Pauses and limits, between campaigns and of one; delays; quiet. */
function pauses(story: Script): void {
  const tab = story.tab('a');
  story.load('files/pauses.json');
  tab.visit('/app/');
  see(story, tab, 'completed');
  tab.visit('/app/');
  tab.explain('first', 'second');
  for (let day = 0; day < 3; day++) {
    story.now += kDay - kHour;
    tab.visit('/app/');
    tab.explain('first', 'second');
  }
  see(story, tab, 'completed');
  story.now += 3 * kDay;

  tab.track('go');
  tab.typing = true;
  tab.send();
  tab.explain('second', 'soon');
  tab.typing = false;
  tab.track('call_started');
  tab.explain('second', 'soon');
  story.now += 31 * kMinute;
  tab.send();
  tab.explain('second');
  tab.track('call_started');
  tab.track('call_ended');
  tab.explain('second');

  story.comment('Limits by session and by 24 hours: of all prompts, and of each campaign.');
  const all = ['first', 'second', 'third', 'soon'];
  story.restart('');
  story.load('files/limits.json');
  for (let visits = 0; visits < 8; visits++) {
    tab.visit('/app/');
    if (tab.asked !== undefined) see(story, tab, 'dismissed');
    story.now += 20 * kMinute; // the same session, when its campaign has rested
    tab.visit('/app/');
    tab.explain(...all);
    if (visits % 4 === 0 && tab.asked !== undefined) see(story, tab, 'completed');
    tab.explain(...all);
    story.now += visits % 2 === 0 ? 4 * kHour : 9 * kHour;
    if (visits % 3 === 2) story.restart();
  }
  story.now += 8 * kDay;
  tab.visit('/app/');
  tab.explain(...all);
  tab.attributes();
}

/** A device's clock that is set back by seconds, minutes, hours and years, and one that was ahead for a while. */
function clocks(story: Script): void {
  const all = ['first', 'second', 'soon'];
  const [a, b] = [story.tab('a'), story.tab('b')];
  const look_around = () => {
    a.explain(...all);
    a.attributes();
  };
  story.load('files/pauses.json');
  a.visit('/app/');

  story.comment('Back while a prompt is on screen, and while a timer runs: neither is lost, and no second one comes.');
  a.shown();
  for (const back of [kSecond, 10 * kMinute, 3 * kHour]) {
    story.now -= back;
    a.send();
    b.visit('/app/');
    b.explain(...all);
  }
  a.outcome('completed', 'complete');
  story.now += 3 * kDay;
  a.visit('/app/');
  see(story, a, 'dismissed');
  story.now += 3 * kDay;
  a.track('go');
  story.now -= 20 * kMinute;
  for (let wait = 0; wait < 4; wait++) {
    a.send();
    a.explain('soon');
    story.now += 20 * kSecond;
  }

  story.comment('It runs on at seven eighths until the two agree, and stands still over a longer rest.');
  for (let minutes = 5; minutes <= 80; minutes *= 2) {
    story.now += minutes * kMinute;
    a.visit('/app/');
    look_around();
  }

  story.comment('A clock that was a day ahead, and then one that was a year: only the second one is a reset.');
  for (const ahead of [20 * kHour, 365 * kDay]) {
    story.now += ahead;
    a.visit('/app/');
    see(story, a, 'completed');
    story.now -= ahead;
    a.visit('/app/');
    look_around();
    story.restart();
    story.now += kDay;
    a.visit('/app/invoices');
    look_around();
  }

  story.comment('A device that lost its clock, and found it again.');
  const real = story.now;
  story.now = kDay;
  a.visit('/app/');
  look_around();
  story.now += 3 * kDay;
  a.visit('/app/');
  see(story, a, 'completed');
  look_around();
  story.now = real + kHour;
  a.visit('/app/');
  look_around();
  story.now += 3 * kDay;
  a.visit('/app/');
  look_around();
}

/** Who is held out, who is not covered, and what of it stands in their summaries. */
function holdout(story: Script): void {
  for (let person = 0; person < 6; person++) {
    story.restart('');
    story.device = `device-${person}`;
    const tab = story.tab(`a${person}`);
    story.load('files/holdout.json');
    tab.visit('/app/');
    tab.explain('news', 'part', 'asked');
    tab.start('asked');
    see(story, tab, 'completed');
    tab.track('sent');
    tab.track('failed');
    tab.attributes();
    tab.look(false);
    story.now += kDay;
    tab.look(true);
    tab.visit('/app/');
    tab.explain('part');
    tab.attributes();
  }
}

const kOperators = [
  ...['eq', 'ne', 'in', 'nin', 'ini', 'nini', 'all', 'alli', 'regex', 'regexi', 'veq', 'vne'],
  ...['vlt', 'vlte', 'vgt', 'vgte', 'numbers', 'exists', 'type', 'size', 'element', 'value_not'],
  ...['and', 'or', 'nor', 'not', 'group', 'not_group', 'saved', 'saved_as'],
];

/** Every operator of conditions, true and false. */
function operators(story: Script): void {
  story.load('files/operators.json');
  const tab = story.tab('a');
  tab.visit('/app/');
  tab.explain(...kOperators);
  const people = [
    { plan: 'team', seats: 4, tags: ['a', 'b'], mail: 'a@example.com', app: '2.10.0' },
    { plan: 'free', seats: 1, tags: ['a'], mail: 'b@EXAMPLE.COM', app: '2.9.10' },
    { plan: 'Pro', seats: '12', tags: 'b', mail: null, app: '3.0.0-rc.1', nobody: 0 },
  ];
  people.forEach((traits, i) => {
    tab.send({ type: 'identify', user_id: `u_${i + 1}`, traits });
    tab.explain(...kOperators);
    tab.attributes();
  });
}

/** What follows from how somebody comes and goes, when a long session is bad and when it is good. */
function measures(story: Script): void {
  for (const file of ['files/monthly.json', 'files/daily.json']) {
    story.restart('');
    story.load(file);
    const tab = story.tab(file.slice(6));
    const answers = ['snoozed', 'dismissed', 'opted_out', ''];
    tab.send({ type: 'identify', user_id: 'u_1', traits: { plan: 'team' } });
    tab.send({ type: 'consent', mode: 'full' });
    for (let day = 0; day < 40; day++) {
      story.now += kDay;
      if (day % 9 > 4 && day % 9 !== 8) continue;
      tab.visit('/app/');
      for (let minutes = 0; minutes < day % 5; minutes++) {
        story.now += 7 * kMinute;
        tab.track('sent');
        tab.send({ type: 'activity', active_ms: 5 * kMinute });
      }
      if (day % 9 === 2) {
        tab.track('created');
        while (tab.asked !== undefined && tab.asked !== 'how') see(story, tab, 'completed');
        if (tab.asked === undefined) continue;
        tab.shown();
        tab.answer('how', 1 + (day % 5));
        const outcome = answers[Math.floor(day / 9)] ?? '';
        if (outcome !== '') tab.outcome(outcome);
      }
      if (day === 20) tab.send({ type: 'consent', mode: 'summaries' });
      tab.explain('help', 'thanks', 'how', 'after_snooze', 'after_dismissal', 'after_no', 'reminded');
      tab.attributes();
    }
    story.now += 12 * kDay;
    tab.visit('/app/');
    tab.explain('after_end');
    tab.attributes();
  }
}

/** What stands beside everything else: a checklist, hotspots, a resource centre and its news. */
function passive(story: Script): void {
  const all = ['begin', 'spots', 'tried', 'help', 'pdf', 'csv', 'modal'];
  story.load('files/passive.json');
  const tab = story.tab('a');
  tab.visit('/app/');
  tab.explain(...all);
  tab.passive('begin').shown();
  tab.passive('help').shown();
  tab.passive('help').open();
  tab.passive('help').press('send');
  tab.passive('help').answer('say', 'say', 'More of it');
  tab.passive('help').press('mail', 'navigate');
  tab.passive('pdf').shown();
  tab.explain(...all);
  tab.track('sent');
  tab.passive('begin').press('look', 'navigate');

  story.comment('Who wants no tips still finds help; the rest comes back with them.');
  tab.send({ type: 'mute', muted: true });
  tab.explain(...all);
  tab.send({ type: 'mute', muted: false });

  story.comment('Beacons stand where they belong, and are gone when they were read.');
  tab.send({ type: 'identify', user_id: 'u_1', traits: { plan: 'pro' } });
  tab.visit('/app/reports');
  tab.passive('spots').shown();
  tab.passive('spots').press('range');
  tab.explain(...all);
  tab.passive('spots').press('export', 'next');
  tab.track('paid');
  story.restart();
  tab.track('paid');
  tab.attributes();
  story.now += 2 * kDay;
  tab.visit('/app/reports');
  tab.passive('spots').shown();
  tab.passive('spots').outcome('dismissed');
  tab.explain(...all);
}

/** Everything that a step can look like. */
function surfaces(story: Script): void {
  story.load('files/surfaces.json');
  const tab = story.tab('a');
  tab.send({ type: 'identify', user_id: 'u_1', traits: { first_name: 'Zoë' } });
  tab.visit('/app/');
  tab.send({ type: 'moment', campaign: 'places', trigger: 0 });
  tab.explain('places');
  for (let step = 0; step < 13; step++) {
    tab.shown();
    tab.advance('next', step === 12 ? 'next' : 'click');
  }
  tab.shown();
  tab.advance();
  for (const place of ['start', 'end', 'before', 'after']) {
    tab.start(`in_${place}`);
    tab.shown();
    tab.outcome('completed', 'complete');
  }
  tab.start('all_questions');
  for (const [question, value] of [
    ['csat', 5],
    ['ces', 2],
    ['rating', 3],
  ] as const) {
    tab.shown();
    tab.answer(question, value);
    tab.advance();
  }
  tab.attributes();
}

/** By the name of the trace. */
export const kScripts: Record<string, (story: Script) => void> = {
  tabs,
  pauses,
  clocks,
  holdout,
  operators,
  measures,
  passive,
  surfaces,
};
