// Where things are kept, as the user agreed: the database, or with consent `off` this page's memory; and the way from
// one to the other when the consent changes.
import {
  firstConsent,
  isOffForGood,
  limitedConsent,
  rememberConsent,
  rememberedConsent,
} from './consent.ts';
import type { Clock } from './clock.ts';
import type { CommandBody, ConsentMode } from './contract.ts';
import { createDatabaseStore } from './database_store.ts';
import type { ErrorDetail } from './events.ts';
import { givenStatePlan, withoutBehaviour } from './given_state.ts';
import { keepLeftovers } from './leftovers.ts';
import { createMemoryStore } from './memory_store.ts';
import type { InitOptions } from './options.ts';
import { eraseStored, type Store } from './store.ts';

/** A page says who it is once or twice; the bound is for one that does so in a loop. */
const kMostOfWho = 20;

export interface AgreedStoreOptions {
  options: InitOptions;
  now: Clock;
  record(command: CommandBody): void;
  /** Records the page view there is once more. */
  view_again(): void;
  /** The latest snapshot, if the engine has made one for the user here. */
  snapshot(): string | undefined;
  /** Less was agreed to than before: what is held to be posted is not posted. */
  withdraw_posts(): void;
  fail(error: ErrorDetail): void;
  fail_once(error: ErrorDetail): void;
}

export interface AgreedStore {
  consent(): ConsentMode;
  store(): Store;
  /** Another number after an erasure, or a move between storage and memory: an outbox read before is worth nothing. */
  turn(): number;
  /** The user chose: remembered on this device. */
  choose(mode: ConsentMode): void;
  /** What was chosen elsewhere holds here, too. */
  follow(mode: ConsentMode): void;
  /** Listens for who the page says it is. */
  note(body: CommandBody): void;
  /** What was stored is gone: nothing held here may bring it back. */
  forget(): void;
}

export function createAgreedStore(given: AgreedStoreOptions): AgreedStore {
  const { options, now, record } = given;
  const { key } = options;
  let consent = firstConsent(options);
  let erasing: Promise<void> | undefined;
  let turn = 0;
  /** Who the page said it is: still true when consent moves what is known from memory into storage, or back. */
  let who: CommandBody[] = [];

  if (isOffForGood(options)) {
    // What an earlier page stored goes.
    keepLeftovers(key, []);
    erasing = eraseStored(key).catch(() => undefined);
  }
  let store = open();
  const { state } = options;
  // A server that kept nothing yet gives null or an empty text.
  if (state && consent !== 'off') {
    Promise.resolve()
      .then(() => store.transact(givenStatePlan(key, state, now())))
      .catch((error: unknown) => {
        given.fail({ code: 'state_refused', path: '/state', message: String(error) });
      });
  }

  function open(): Store {
    if (consent === 'off') return createMemoryStore();
    return createDatabaseStore({
      key,
      after: erasing,
      fail: (code, message) => given.fail_once({ code, path: '', message }),
    });
  }

  /** From memory into storage, or the other way round; the page goes on with what it may know of the user. */
  function move(was_off: boolean): void {
    turn += 1;
    const before = store;
    const close = () => before.close();
    if (!was_off) erasing = before.erase().then(close, close);
    store = open();
    const snapshot = given.snapshot();
    if (snapshot !== undefined) {
      const carried = was_off ? withoutBehaviour(snapshot, now()) : snapshot;
      void store.transact(givenStatePlan(key, carried, now())).catch(() => undefined);
    }
    // What the step before did not see, or what was not to be stored, is said once more.
    if (was_off || snapshot === undefined) given.view_again();
    const told = who;
    who = [];
    for (const body of told) record(body);
  }

  function follow(mode: ConsentMode): void {
    const limited = limitedConsent(mode);
    if (limited === consent) return;
    const was_off = consent === 'off';
    consent = limited;
    // What was to be posted was agreed to otherwise; the next step hands over what may go.
    if (limited !== 'full') given.withdraw_posts();
    if (limited === 'off' || was_off) move(was_off);
    record({ type: 'consent', mode: limited });
  }

  return {
    consent: () => consent,
    store: () => store,
    turn: () => turn,
    choose(mode) {
      rememberConsent(key, mode);
      follow(mode);
    },
    // What is remembered counts: a later choice may have overtaken this word of an earlier one.
    follow: (mode) => follow(rememberedConsent(key) ?? mode),
    note(body) {
      const { type } = body;
      if (type === 'reset') who = [];
      if (type !== 'identify' && type !== 'group') return;
      const other = (told: CommandBody) =>
        type === 'identify' && told.type === 'identify' && told.user_id !== body.user_id;
      if (who.some(other)) who = [];
      who = [...who, body].slice(-kMostOfWho);
    },
    forget() {
      turn += 1;
      who = [];
    },
  };
}
