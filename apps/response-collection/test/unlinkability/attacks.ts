import { checkWordInput } from '@answerable/contracts';
import { questionnaires } from '@answerable/questionnaire';
import { importJWK, type JWK } from 'jose';
import { openDraft } from '../../src/answering/draft.js';
import { derive } from '../../src/keys/crypto.js';
import { open } from '../../src/keys/sealing.js';
import { MARK, PEOPLE, type Released, type Row, type Year } from './lived.js';

type Guess = { readonly owner: string } | undefined;
export type Kind = 'headline' | 'area' | 'borough' | 'constituency' | 'characteristic';
export const kinds: readonly Kind[] = ['headline', 'area', 'borough', 'constituency', 'characteristic'];

/** One released record of this kind a person, about the first thing it can be about. */
export function oneEach({ released }: Year, kind: Kind): Released[] {
  const ofKind = released.filter((record) => record.kind === kind);
  const subject = ofKind.map((record) => record.subject).toSorted()[0];
  return ofKind.filter((record) => record.subject === subject);
}
const rowsOf = (rows: readonly Row[], kind: Kind) => rows.filter((row) => row.kind === kind);
const bySubmission = ({ order, rows }: Year, kind: Kind): Row[][] =>
  order.map((owner) => rowsOf(rows, kind).filter((row) => row.owner === owner));

/** Orders in which what was released can be looked at. */
const orders: Readonly<Record<string, (a: Released, b: Released) => number>> = {
  'order of release': (a, b) => a.place - b.place,
  'record ids': (a, b) => (a.recordId < b.recordId ? -1 : 1),
  'event ids': (a, b) => (a.eventId < b.eventId ? -1 : 1),
  'times in Kafka': (a, b) => a.timestamp - b.timestamp || a.partition - b.partition || a.offset - b.offset,
  'partitions and offsets in Kafka': (a, b) => a.partition - b.partition || a.offset - b.offset,
  'offsets in Kafka': (a, b) => a.offset - b.offset || a.partition - b.partition,
};

/** Header and empty key part are the same for all; ephemeral key, nonce, ciphertext and tag would tell. */
const parts = (jwe: string): string[] => [
  ...jwe.split('.').slice(2),
  JSON.stringify(JSON.parse(Buffer.from(jwe.split('.')[0]!, 'base64url').toString()).epk ?? ''),
];
/** By every part of a ciphertext of theirs, those that have it. */
function byParts<T>(
  all: readonly T[],
  sealedOf: (one: T) => string | null,
): (sealed: readonly string[]) => T | undefined {
  const index = new Map(
    all.flatMap((one) => {
      const sealed = sealedOf(one);
      return sealed ? parts(sealed).map((part) => [part, one] as const) : [];
    }),
  );
  return (sealed) => sealed.flatMap(parts).flatMap((part) => index.get(part) ?? [])[0];
}

/** Each way of guessing: for every survey, in the order in which they were sent, a record of one kind; or none. */
export const attacks: Readonly<Record<string, (year: Year, kind: Kind) => readonly Guess[]>> = {
  ...Object.fromEntries(
    Object.entries(orders).map(([name, order]) => [
      `the order of sending against ${name}`,
      (year: Year, kind: Kind) => oneEach(year, kind).toSorted(order),
    ]),
  ),
  'the order of sending against the places of rows that wait': ({ waiting }, kind) => {
    const rows = rowsOf(waiting, kind);
    return rows.filter((_, place) => place % (rows.length / PEOPLE) === 0);
  },
  'the size of what was sealed before and after': (year, kind) => {
    const sizes = bySubmission(year, kind).map(([row]) => row!.sealed.length);
    const bySize = oneEach(year, kind).toSorted((a, b) => a.sealed.length - b.sealed.length || a.place - b.place);
    const order = sizes.map((_, place) => place).toSorted((a, b) => sizes[a]! - sizes[b]! || a - b);
    return sizes.map((_, place) => bySize[order.indexOf(place)]);
  },
  'the length of her draft against how much a record says': (year, kind) => {
    const lengths = new Map(year.drafts.map(({ surveyId, sealed }) => [surveyId, sealed.length]));
    const order = year.order.toSorted((a, b) => lengths.get(a)! - lengths.get(b)!);
    const byContent = oneEach(year, kind).toSorted((a, b) => a.marks - b.marks || a.place - b.place);
    return year.order.map((owner) => byContent[order.indexOf(owner)]);
  },
  'the same id before and after': (year, kind) =>
    bySubmission(year, kind).map((mine) =>
      year.released.find(({ recordId }) => mine.some((row) => row.recordId === recordId)),
    ),
  'the same ciphertext before and after': (year, kind) => {
    const found = byParts(year.released, ({ sealed }) => sealed);
    return bySubmission(year, kind).map((mine) => found(mine.map(({ sealed }) => sealed)));
  },
  'a copy of surveys.v1 against the attributes in the opened record': (year, kind) => {
    const found = byParts(oneEach(year, kind), ({ bundle }) => bundle);
    return year.order.map((owner) => found(year.archive.get(owner)!));
  },
  'what our log says of a survey, and whatever stands in a line with that': (year, kind) =>
    year.order.map((owner) => followed(year, owner, kind)),
};

/** From a survey's row of the log, and the transaction's record ids, from line to line by every value that few lines share. */
function followed({ log, rows, released }: Year, owner: string, kind: Kind): Guess {
  const all = log.map((line) => [...new Set(line.match(/[0-9a-f-]{32,36}|[\w-]{40,}/g))]);
  const often = new Map<string, number>();
  for (const value of all.flat()) often.set(value, (often.get(value) ?? 0) + 1);
  const lines = all.map((line) => line.filter((value) => often.get(value)! < 10));
  const reached = new Set([owner, ...rowsOf(rows, kind).flatMap((row) => (row.owner === owner ? [row.recordId] : []))]);
  for (let size = 0; size < reached.size;) {
    size = reached.size;
    for (const line of lines)
      if (line.some((value) => reached.has(value))) for (const value of line) reached.add(value);
  }
  return released.find((record) => record.kind === kind && reached.has(record.recordId));
}

/** Ways of joining one person's records of two kinds: what each says of her must not come together. */
export const joins: Readonly<Record<string, (year: Year, a: Kind, b: Kind) => readonly (readonly [Guess, Guess])[]>> = {
  ...Object.fromEntries(
    Object.entries(orders).map(([name, order]) => [
      name,
      (year: Year, a: Kind, b: Kind) => {
        const beside = oneEach(year, b).toSorted(order);
        return oneEach(year, a)
          .toSorted(order)
          .map((record, place) => [record, beside[place]] as const);
      },
    ]),
  ),
  'places of rows that wait': ({ waiting }, a, b) => {
    const [rows, beside] = [rowsOf(waiting, a), rowsOf(waiting, b)];
    const each = rows.length / PEOPLE;
    return rows
      .filter((_, place) => place % each === 0)
      .map((row, place) => [row, beside[place * (beside.length / PEOPLE)]] as const);
  },
  'transactions of rows that wait': ({ waiting }, a, b) =>
    rowsOf(waiting, a).map((row) => [
      row,
      rowsOf(waiting, b).find(({ transaction }) => transaction === row.transaction),
    ]),
  'the same ciphertext or attributes': (year, a, b) => {
    const others = oneEach(year, b);
    const [bySealed, byBundle] = [byParts(others, ({ sealed }) => sealed), byParts(others, ({ bundle }) => bundle)];
    return oneEach(year, a).map((record) => {
      const mine = [record.sealed, ...(record.bundle ? [record.bundle] : [])];
      return [record, bySealed(mine) ?? byBundle(mine)] as const;
    });
  },
};

/** Opens what a backup of the time before the close can open by itself: with any private key that lies in it. */
export async function byBackup({ backup, rows, marks }: Year): Promise<number> {
  const texts = backup.flatMap((row) => Object.values(row)).map((value) => decoded(value));
  const jwks = texts
    .flatMap((text) => text.match(/\{[^{}]*"d":"[^{}]*\}/g) ?? [])
    .map((text) => JSON.parse(text) as JWK);
  const keys = await Promise.all(jwks.map((jwk) => importJWK(jwk, 'ECDH-ES')));
  const paired = await Promise.all(
    rowsOf(rows, 'borough').map(async ({ sealed, owner }) => {
      for (const key of keys) {
        const clear = await open(key as Parameters<typeof open>[0], sealed).then(
          (bytes) => Buffer.from(bytes).toString(),
          () => undefined,
        );
        if (clear) return marksIn(clear) === marks.get(owner);
      }
      return false;
    }),
  );
  return paired.filter(Boolean).length;
}

/** Answers that the totals of the visits prove of somebody who stopped: those that alone lead to a page they name. */
export function byEvidence({ evidence }: Year): string[] {
  const named = new Set(evidence.flatMap(({ sentEarly, breakOffs }) => Object.keys({ ...sentEarly, ...breakOffs })));
  const items = Object.values(questionnaires).flatMap((each) => each.items.filter(({ id }) => named.has(id)));
  return items.flatMap(({ when }) => (when ? `${when.item}: ${when.is.join(' or ')}` : []));
}

/** Opens drafts with all that delivery has: every link and code it made, and the check word, which can be searched for. */
export function byDeliverysKeys(
  { drafts, issued, marks }: Year,
  draftOf: (hand: string) => { draftKey: Buffer },
): number {
  return [...issued.values()].filter(({ state: { surveyId }, token, word }) => {
    const input = checkWordInput(surveyId, word);
    const keys = [
      ...[token, `link:${token}`, `link:${token}:${input}`].map((hand) => draftOf(hand).draftKey),
      ...[token, `${token}:${input}`].map((secret) => derive(secret, 'draft key')),
    ];
    const { sealed } = drafts.find((draft) => draft.surveyId === surveyId)!;
    return keys.some((key) => {
      const draft = openDraft(key, sealed);
      const marked = Object.values(draft?.answers ?? {}).filter(({ answer }) => answer === MARK);
      return draft && marked.length === marks.get(surveyId);
    });
  }).length;
}

const decoded = (value: unknown): string => {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.startsWith('\\x') ? Buffer.from(text.slice(2), 'hex').toString('latin1') : text;
};
const marksIn = (record: string): number => record.match(/"prefer-not-to-say"/g)?.length ?? 0;
