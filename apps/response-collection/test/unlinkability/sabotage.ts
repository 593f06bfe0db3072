import type * as Crypto from 'node:crypto';
import { nextItem } from '@answerable/questionnaire';
import { v7 } from 'uuid';
import type * as Keys from '../../src/keys/crypto.js';
import type * as Sealing from '../../src/keys/sealing.js';
import type * as MixingKeyStores from '../../src/closing/mixing-key.store.js';
import type * as OuterSeal from '../../src/closing/outer-seal.js';
import type * as Shuffle from '../../src/closing/shuffle.js';
import type * as Session from '../../src/entry/session.js';
import type * as Submission from '../../src/submission/submission.js';

/** Protections that a test takes away, to see that the attack would then succeed. */
export const without = {
  shuffle: false,
  padding: false,
  /** A draft is as long whatever is in it. */
  draftPadding: false,
  /** What waits is written anew by one transaction. */
  together: false,
  freshIds: false,
  resealing: false,
  outerSeal: false,
  /** Records wait for the end of their month, half-year or year. */
  waiting: false,
  /** The private half of a mixing key is wrapped. */
  wrapping: false,
  /** A draft's key comes from ours too. */
  draftKey: false,
  /** The page at which somebody stopped is counted only where it is put to everybody. */
  everybodysPages: false,
  /** The log is silent about records. */
  silence: false,
};
export type Protection = keyof typeof without;

/** What only these tests know: which ciphertext of the table became which other one. */
export const traced = {
  /** Ciphertext in the table by its clear text, from the moment in which it is opened. */
  opened: new WeakMap<Uint8Array, string>(),
  before: new Map<string, string>(),
  ids: new Map<string, string>(),
  owners: new Map<string, string>(),
  next: [] as string[],
  log: (_fields: Record<string, unknown>): void => undefined,
  /** A statement on a connection of its own. */
  apart: async (_sql: string, _values: unknown[]): Promise<unknown> => undefined,
};

/** The ciphertext that was written when she sent, of one that has been mixed since. */
export function firstOf(sealed: string): string {
  const before = traced.before.get(sealed);
  return before === undefined ? sealed : firstOf(before);
}

export const ids = (real: typeof Crypto) => ({
  ...real,
  randomUUID: () => traced.next.shift() ?? (without.freshIds ? v7() : real.randomUUID()),
});

export const sealing = (real: typeof Sealing) => ({
  ...real,
  open: async (...[key, sealed]: Parameters<typeof real.open>) => {
    const clear = await real.open(key, sealed);
    traced.opened.set(clear, sealed);
    return clear;
  },
  seal: (...[to, clear]: Parameters<typeof real.seal>) => {
    const before = traced.opened.get(clear);
    if (before === undefined) return real.seal(to, clear);
    if (without.freshIds) traced.next.push(traced.ids.get(before)!);
    const after = without.resealing ? before : real.seal(to, clear);
    if (after !== before) traced.before.set(after, before);
    if (without.silence) {
      // Somebody who looked for a fault left a line in.
      const recordId = crypto.randomUUID();
      traced.next.push(recordId);
      traced.log({ was: traced.ids.get(before), recordId });
      traced.ids.set(after, recordId);
    }
    return after;
  },
});

export const outerSeal = (real: typeof OuterSeal) => ({
  isSealedTo: (...given: Parameters<typeof real.isSealedTo>) => without.outerSeal || real.isSealedTo(...given),
  withoutOuterSeal: async (...[clear, keys]: Parameters<typeof real.withoutOuterSeal>) => {
    if (without.outerSeal) return clear;
    const record = await real.withoutOuterSeal(clear, keys);
    traced.opened.set(record, traced.opened.get(clear)!);
    return record;
  },
});

export const shuffle = (real: typeof Shuffle) => ({
  shuffled: <T>(values: readonly T[]) => (without.shuffle ? [...values] : real.shuffled(values)),
});

export const mixingKeyStore = (real: typeof MixingKeyStores): typeof MixingKeyStores => ({
  MixingKeyStore: class extends real.MixingKeyStore {
    override async putBack(...[tx, month, rows]: Parameters<MixingKeyStores.MixingKeyStore['putBack']>): Promise<void> {
      if (!without.together) return super.putBack(tx, month, rows);
      const apart = { query: traced.apart } as unknown as typeof tx;
      for (const of of Map.groupBy(rows, ({ sealed }) => traced.owners.get(firstOf(sealed))).values())
        await super.putBack(apart, month, of);
    }
  },
});

export const submission = (real: typeof Submission): typeof Submission => {
  const bare = (clear: Buffer) => {
    const record = JSON.parse(clear.toString()) as { pad?: string };
    return Buffer.from(JSON.stringify('pad' in record ? { ...record, pad: '' } : record));
  };
  return {
    ...real,
    // Close pads a record again when the outer seal has come off.
    paddedRecord: (...given: Parameters<typeof real.paddedRecord>) =>
      without.padding ? bare(real.paddedRecord(...given)) : real.paddedRecord(...given),
    clearRecords: (given: Parameters<typeof real.clearRecords>[0]) =>
      real.clearRecords(given).map((record) => ({
        ...record,
        clear: without.padding ? bare(record.clear) : record.clear,
        leaves: without.waiting ? given.month : record.leaves,
      })),
    periodEnding: (...[period, month]: Parameters<typeof real.periodEnding>) =>
      without.waiting ? month : real.periodEnding(period, month),
    pageLeft: (...[version, answers]: Parameters<typeof real.pageLeft>) =>
      without.everybodysPages
        ? nextItem(version, { ...answers, safe: 'yes' }, '')?.id
        : real.pageLeft(version, answers),
  };
};

const ofMixingKey = (about: string) => /^\d{4}-\d\d$/.test(about);
export const keys = (real: typeof Keys) => ({
  ...real,
  padded: (...[text, size]: Parameters<typeof real.padded>) =>
    without.draftPadding ? Buffer.from(text) : real.padded(text, size),
  box: (...[key, clear, about]: Parameters<typeof real.box>) =>
    without.wrapping && ofMixingKey(about) ? clear : real.box(key, clear, about),
  unbox: (...[key, sealed, about]: Parameters<typeof real.unbox>) =>
    ofMixingKey(about) && /^\{".*\}$/s.test(sealed.toString('latin1')) ? sealed : real.unbox(key, sealed, about),
});

/** What a key would be that everybody has. */
export const noKey = Buffer.alloc(32);
export const session = (real: typeof Session) => ({
  ...real,
  draftOf: (...[key, hand]: Parameters<typeof real.draftOf>) => real.draftOf(without.draftKey ? noKey : key, hand),
});
