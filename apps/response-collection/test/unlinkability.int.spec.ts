import { randomInt } from 'node:crypto';
import { headlineItems, mixingKid, type ReleasedRecord } from '@answerable/contracts';
import { london } from '@answerable/service';
import { decodeProtectedHeader } from 'jose';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { DraftStore } from '../src/answering/draft.store.js';
import { KeepAnswer } from '../src/answering/keep-answer.js';
import { pagesOf } from '../src/answering/visits.js';
import { MixingKeys } from '../src/closing/mixing-keys.js';
import { MixingKeyStore } from '../src/closing/mixing-key.store.js';
import { draftOf } from '../src/entry/session.js';
import { open } from '../src/keys/sealing.js';
import { Visitor } from './browser.js';
import { TestSurvey, type IssuedSurvey } from './setup.js';

/** Protections that a test takes away, to see that the attack would then succeed. */
const without = vi.hoisted(() => ({
  shuffle: false,
  padding: false,
  freshIds: false,
  resealing: false,
  outerSeal: false,
}));
/** What a record was in the table, by its clear text: what close would have to forget. */
const kept = vi.hoisted(() => ({
  sealed: new WeakMap<Uint8Array, string>(),
  ids: new Map<string, string>(),
  next: [] as string[],
}));
vi.mock('node:crypto', async (original) => {
  const real = await original<typeof import('node:crypto')>();
  const { v7 } = await import('uuid');
  return { ...real, randomUUID: () => kept.next.shift() ?? (without.freshIds ? v7() : real.randomUUID()) };
});
vi.mock('../src/keys/sealing.js', async (original) => {
  const real = await original<typeof import('../src/keys/sealing.js')>();
  return {
    ...real,
    open: async (...[key, sealed]: Parameters<typeof real.open>) => {
      const clear = await real.open(key, sealed);
      kept.sealed.set(clear, sealed);
      return clear;
    },
    seal: (...[to, clear]: Parameters<typeof real.seal>) => {
      const before = kept.sealed.get(clear);
      if (before && without.freshIds) kept.next.push(kept.ids.get(before)!);
      return before && without.resealing ? before : real.seal(to, clear);
    },
  };
});
vi.mock('../src/closing/outer-seal.js', async (original) => {
  const real = await original<typeof import('../src/closing/outer-seal.js')>();
  return {
    isSealedTo: (...given: Parameters<typeof real.isSealedTo>) => without.outerSeal || real.isSealedTo(...given),
    withoutOuterSeal: async (...[clear, keys]: Parameters<typeof real.withoutOuterSeal>) => {
      if (without.outerSeal) return clear;
      const record = await real.withoutOuterSeal(clear, keys);
      kept.sealed.set(record, kept.sealed.get(clear)!);
      return record;
    },
  };
});
vi.mock('../src/closing/shuffle.js', async (original) => {
  const real = await original<typeof import('../src/closing/shuffle.js')>();
  return { shuffled: <T>(values: readonly T[]) => (without.shuffle ? [...values] : real.shuffled(values)) };
});
vi.mock('../src/submission/submission.js', async (original) => {
  const real = await original<typeof import('../src/submission/submission.js')>();
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
      real.clearRecords(given).map((record) => (without.padding ? { ...record, clear: bare(record.clear) } : record)),
  };
});

const PEOPLE = 18;
/** A month of eighteen people is some hundred and fifty answers, and three hundred records to close. */
const SLOW_MACHINE = 300_000;
/** Right by chance about once; eight or more of eighteen happens once in a hundred thousand months. */
const MORE_THAN_CHANCE = 8;
/** Places of items asked of everybody; answering one more of them is one person's mark, which only this test knows. */
const everybodys = [1, 2, 3, 4, 6, 8, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21];

let survey: TestSurvey;

beforeAll(async () => {
  survey = await TestSurvey.start('2026-04-10T10:00:00Z');
  // What a superuser can do: note every event as it is written, with its transaction and place.
  await survey.pool.query(`
    create table spied (place bigserial, transaction text, event_id uuid, key text, type text, trace text, data jsonb);
    create function spy() returns trigger language plpgsql security definer as $$
    begin
      insert into public.spied (transaction, event_id, key, type, trace, data)
      values (pg_current_xact_id()::text, new.event_id, new.key, new.type, new.traceparent, new.data::jsonb);
      return new;
    end $$;
    create trigger spy before insert on outbox for each row execute function spy()`);
});
afterAll(() => survey.close());

interface SeenBefore {
  readonly surveyId: string;
  readonly transaction: string;
  readonly ctid: string;
}
interface SeenRow {
  readonly kind: string;
  readonly transaction: string;
  readonly recordId: string;
  readonly sealed: string;
}
interface Released {
  readonly recordId: string;
  readonly eventId: string;
  readonly place: number;
  readonly sealed: string;
  readonly marks: number;
  readonly bundle: string;
}
interface Month {
  /** How many items each survey's person answered: the truth. */
  readonly truth: ReadonlyMap<string, number>;
  /** A copy of surveys.v1: every ciphertext that travelled with a survey, and what reporting's keys open of it. */
  readonly archive: ReadonlyMap<string, readonly string[]>;
  readonly surveys: readonly SeenBefore[];
  readonly rows: readonly SeenRow[];
  readonly released: readonly Released[];
  /** The area records of the same people; `marks` from the area, which only this test made one person's mark. */
  readonly areas: readonly Released[];
}

const marksOf = (record: Pick<ReleasedRecord, 'answers'>) =>
  Object.values(record.answers).filter((answer) => answer === 'prefer-not-to-say').length;

/** What all drafts of a month weighed just before they were sent. */
const draftSizes = new Set<string>();

/** Opens and sends as her browser does; between, so many answers go into her draft as her pages keep them. */
async function answered({ state: { surveyId, questionnaireVersion }, token, word }: IssuedSurvey, marks: number) {
  const visitor = await new Visitor(survey.url).get(`/l/${token}`);
  const submit = async (path: string, fields: Record<string, string> = {}) => {
    const body = new URLSearchParams({ _csrf: visitor.csrf, ...fields });
    return (await visitor.send(path, { method: 'POST', body })).headers.get('location');
  };
  await submit(`/l/${token}`, { word });
  await submit('/agree', { answer: 'agree' });
  const drafts = survey.service.app.get(DraftStore, { strict: false });
  const keepAnswer = survey.service.app.get(KeepAnswer, { strict: false });
  const session = { surveyId, ...draftOf(token), visit: 1, mode: 'web' as const };
  for (const place of everybodys.slice(0, marks)) {
    const found = (await drafts.find(surveyId, session.draftId))!;
    const item = pagesOf(questionnaireVersion)[place - 1]!;
    expect(await keepAnswer.execute(session, 'en', found, { item, answer: 'prefer-not-to-say' })).toBeDefined();
  }
  const { rows } = await survey.pool.query<{ size: string }>(
    `select octet_length(sealed_answers) || ' ' || octet_length(sealed_message) as size from drafts where draft_id = $1`,
    [session.draftId],
  );
  expect(rows).toEqual([{ size: expect.any(String) }]);
  draftSizes.add(rows[0]!.size);
  expect(await submit('/check')).toBe('/done');
}

/** One half-year's last month: eighteen people answer in some order, an operator looks, the month closes, he looks again. */
async function live(
  month: string,
  look?: () => Promise<void>,
  openReleased = (sealed: string) => survey.others.open('reporting', sealed),
): Promise<Month> {
  survey.setClock(`${month}-05T10:00:00Z`);
  while ((await survey.run('close-month')) > 0);
  await survey.pool.query('truncate spied');
  draftSizes.clear();
  const people = Array.from({ length: PEOPLE }, (_, marks) => marks).toSorted(() => randomInt(3) - 1);
  const truth = new Map<string, number>();
  const archive = new Map<string, string[]>();
  const issued = await Promise.all(people.map((marks) => survey.newSurvey({}, `area-${marks}`)));
  await survey.issue(...issued);
  for (const [place, marks] of people.entries()) {
    const { state } = issued[place]!;
    await answered(issued[place]!, marks);
    truth.set(state.surveyId, marks);
    const { area, borough, constituency } = state.bundles;
    archive.set(state.surveyId, [...area, borough, ...constituency]);
  }
  const surveys = (
    await survey.pool.query<SeenBefore>(
      'select survey_id as "surveyId", xmin::text as transaction, ctid::text from surveys where survey_id = any($1::uuid[]) order by xmin::text::bigint',
      [[...truth.keys()]],
    )
  ).rows;
  const { rows } = await survey.pool.query<SeenRow>(
    'select kind, xmin::text as transaction, record_id as "recordId", sealed from records order by ctid',
  );
  if (without.freshIds) for (const { sealed, recordId } of rows) kept.ids.set(sealed, recordId);
  await look?.();
  survey.setClock(`${london.addMonths(month, 1)}-01T10:00:00Z`);
  while ((await survey.run('close-month')) > 0);
  const releasedOf = async (kind: string, marks: (record: ReleasedRecord) => number | Promise<number>) => {
    const { rows: events } = await survey.pool.query<Omit<Released, 'marks' | 'bundle'>>(
      `select data->>'recordId' as "recordId", event_id as "eventId", place::int, data->>'sealed' as sealed from spied
        where type = 'responses.record.released.v1' and data->>'batchId' in (
          select data->>'batchId' from spied where type = 'responses.batch.closed.v1' and data->>'kind' = $1)
        order by place`,
      [kind],
    );
    return Promise.all(
      events.map(async (event): Promise<Released> => {
        const record = JSON.parse(await openReleased(event.sealed)) as ReleasedRecord;
        return { ...event, marks: await marks(record), bundle: record.bundle! };
      }),
    );
  };
  const released = await releasedOf('borough', marksOf);
  const areas = await releasedOf('area', async ({ bundle }) => {
    const { area } = JSON.parse(await survey.others.open('reporting', bundle!)) as { area: string };
    return Number(area.slice('area-'.length));
  });
  expect(released.map(({ marks }) => marks).toSorted((a, b) => a - b)).toEqual(
    Array.from({ length: PEOPLE }, (_, marks) => marks),
  );
  expect(areas).toHaveLength(PEOPLE * headlineItems.length);
  return { truth, archive, surveys, rows, released, areas };
}

/** Each way of guessing lines surveys up beside released records; right where the record is that person's. */
const attacks: Record<string, (month: Month) => readonly (Released | undefined)[]> = {
  'order of transactions against order of release': ({ released }) => released,
  'place of the row in its table against order of release': ({ surveys, rows, released }) => {
    const inPlace = rows.filter(({ kind }) => kind === 'borough');
    return surveys.map(({ transaction }) => released[inPlace.findIndex((row) => row.transaction === transaction)]);
  },
  'order of transactions against record ids': ({ released }) =>
    released.toSorted((a, b) => (a.recordId < b.recordId ? -1 : 1)),
  'order of transactions against event ids': ({ released }) =>
    released.toSorted((a, b) => (a.eventId < b.eventId ? -1 : 1)),
  'size of the sealed record against size of the released one': ({ surveys, rows, released }) => {
    const sizeOf = ({ transaction }: SeenBefore) =>
      rows.find((row) => row.kind === 'borough' && row.transaction === transaction)!.sealed.length;
    const bySize = released.toSorted((a, b) => a.sealed.length - b.sealed.length || a.place - b.place);
    const order = surveys
      .map((_, place) => place)
      .toSorted((a, b) => sizeOf(surveys[a]!) - sizeOf(surveys[b]!) || a - b);
    return surveys.map((_, place) => bySize[order.indexOf(place)]);
  },
  'the same transaction, and the same id before and after': ({ surveys, rows, released }) =>
    surveys.map(({ transaction }) => {
      const mine = rows.filter((row) => row.transaction === transaction).map(({ recordId }) => recordId);
      return released.find(({ recordId }) => mine.includes(recordId));
    }),
  'the same transaction, and the same ciphertext before and after': ({ surveys, rows, released }) =>
    surveys.map(({ transaction }) => {
      const mine = rows.filter((row) => row.transaction === transaction).flatMap(({ sealed }) => parts(sealed));
      return released.find(({ sealed }) => parts(sealed).some((part) => mine.includes(part)));
    }),
  'a copy of surveys.v1 against the attributes in the opened record': ({ surveys, archive, released }) =>
    surveys.map(({ surveyId }) => {
      const travelled = archive.get(surveyId)!.flatMap(parts);
      return released.find(({ bundle }) => parts(bundle).some((part) => travelled.includes(part)));
    }),
};
/** Ways of joining one person's area record to her borough record: what each kind says of her must not come together. */
const joins: Record<string, (month: Month) => readonly (readonly [Released, Released | undefined])[]> = {
  'the order of their record ids': (month) => sideBySide(month, (a, b) => (a.recordId < b.recordId ? -1 : 1)),
  'the order of their event ids': (month) => sideBySide(month, (a, b) => (a.eventId < b.eventId ? -1 : 1)),
  'the places of the rows that were written in one transaction': ({ rows, released, areas }) => {
    const of = (kind: string) => rows.filter((row) => row.kind === kind).map(({ transaction }) => transaction);
    return released.map((record, place) => [record, areas[of('area').indexOf(of('borough')[place]!)]]);
  },
};
function sideBySide({ released, areas }: Month, by: (a: Released, b: Released) => number) {
  const beside = areas.toSorted(by);
  return released.toSorted(by).map((record, place) => [record, beside[place * headlineItems.length]] as const);
}
const joined = (month: Month, name: string): number =>
  joins[name]!(month).filter(([borough, area]) => borough.marks === area?.marks).length;

/** Header and empty key part are the same for all; ephemeral key, nonce, ciphertext and tag would tell. */
const parts = (jwe: string) =>
  jwe
    .split('.')
    .slice(2)
    .concat(JSON.stringify(JSON.parse(Buffer.from(jwe.split('.')[0]!, 'base64url').toString()).epk ?? ''));

function right(month: Month, guesses: readonly (Released | undefined)[]): number {
  return month.surveys.filter(({ surveyId }, place) => guesses[place]?.marks === month.truth.get(surveyId)).length;
}

describe('an operator with the rights of a superuser and the key of reporting', () => {
  let month: Month;
  let keyBefore: Awaited<ReturnType<MixingKeyStore['find']>>;
  beforeAll(async () => {
    month = await live('2026-06', async () => {
      keyBefore = await survey.service.app.get(MixingKeyStore, { strict: false }).find('2026-06');
    });
  }, SLOW_MACHINE);

  it.each(Object.entries(attacks))('does no better than chance by %s', (_name, attack) => {
    expect(right(month, attack(month))).toBeLessThan(MORE_THAN_CHANCE);
  });

  it.each(Object.keys(joins))('does no better than chance in joining records of two kinds by %s', (name) => {
    expect(joined(month, name)).toBeLessThan(MORE_THAN_CHANCE);
  });

  it('finds nothing in our log that tells one submission from another, but when it was', () => {
    for (const { sealed, recordId, transaction } of month.rows)
      for (const value of [sealed, recordId]) expect(survey.log.join('\n'), transaction).not.toContain(value);
    for (const surveyId of month.truth.keys()) expect(survey.log.join('\n')).not.toContain(surveyId);
  });

  it('opens nothing of a copy of surveys.v1 with the keys of reporting; once the month of the survey’s end has closed, nobody does', async () => {
    for (const bundle of [...month.archive.values()].flat())
      await expect(survey.others.open('reporting', bundle)).rejects.toThrow();
    for (const { bundle } of month.released) expect(await survey.others.open('reporting', bundle)).toMatch(/borough/);
    const { rows } = await survey.pool.query<{ first: string }>('select min(month) as first from mixing_keys');
    const ends = [...month.archive.values()].map(([bundle]) => decodeProtectedHeader(bundle!).kid!);
    survey.setClock('2026-10-05T10:00:00Z');
    while ((await survey.run('close-month')) > 0);
    const left = await survey.pool.query<{ month: string }>('select month from mixing_keys');
    expect(rows[0]!.first).toBe('2026-07');
    for (const kid of ends) expect(left.rows.map((row) => mixingKid(row.month))).not.toContain(kid);
  });

  it('finds records of one size a kind, before and after, with random ids (version 4) and no trace', async () => {
    const sizes = new Set(month.rows.map(({ kind, sealed }) => `${kind} ${sealed.length}`));
    expect(sizes.size).toBe(new Set(month.rows.map(({ kind }) => kind)).size);
    expect(new Set(month.released.map(({ sealed }) => sealed.length)).size).toBe(1);
    for (const { recordId, eventId } of month.released) expect([recordId[14], eventId[14]]).toEqual(['4', '4']);
    const { rows } = await survey.pool.query(
      `select count(*)::int as n from spied where type like 'responses.%' and trace is not null`,
    );
    expect(rows[0].n).toBe(0);
  });

  it('finds no survey id, time or hash of hers in anything released', async () => {
    const { rows } = await survey.pool.query(
      `select data::text || key as text from spied where type like 'responses.record%' or type like 'responses.batch%'`,
    );
    const all = (rows as { text: string }[]).map(({ text }) => text).join('\n');
    for (const surveyId of month.truth.keys()) expect(all).not.toContain(surveyId);
    expect(all).not.toMatch(/\d\d:\d\d|"on"|"at"/);
  });

  it('sees every event of a month in one transaction, and three records where three headlines are', async () => {
    const { rows } = await survey.pool.query(
      `select count(distinct transaction)::int as n from spied where type = 'responses.record.released.v1'`,
    );
    expect(rows[0].n).toBe(1);
    expect(month.rows.filter(({ kind }) => kind === 'headline')).toHaveLength(PEOPLE * headlineItems.length);
  });

  it('finds drafts of one size, from no answer to many', () => {
    expect(draftSizes.size).toBe(1);
  });

  it('finds no mixing key in the tables once the month has closed; backups and the write-ahead log hold it until they run out', async () => {
    const { rows } = await survey.pool.query(`select 1 from mixing_keys where month = '2026-06'`);
    expect(rows).toEqual([]);
  });

  it('could have paired them before, holding the wrapping key as well: the key is the protection until then', async () => {
    const privateKey = await survey.service.app.get(MixingKeys, { strict: false }).privateKey(keyBefore!);
    const paired = await Promise.all(
      month.surveys.map(async ({ surveyId, transaction }) => {
        const row = month.rows.find((one) => one.kind === 'borough' && one.transaction === transaction)!;
        const record = JSON.parse(Buffer.from(await open(privateKey, row.sealed)).toString()) as ReleasedRecord;
        return marksOf(record) === month.truth.get(surveyId);
      }),
    );
    expect(paired.filter(Boolean)).toHaveLength(PEOPLE);
  });
});

describe('where a protection is taken away, the attack succeeds', { timeout: SLOW_MACHINE }, () => {
  it('without the shuffle, the order gives them away', async () => {
    without.shuffle = true;
    const month = await live('2026-12').finally(() => (without.shuffle = false));
    expect(
      right(month, attacks['place of the row in its table against order of release']!(month)),
    ).toBeGreaterThanOrEqual(MORE_THAN_CHANCE);
    expect(joined(month, 'the places of the rows that were written in one transaction')).toBeGreaterThanOrEqual(
      MORE_THAN_CHANCE,
    );
  });

  it('without the padding, the size gives them away', async () => {
    without.padding = true;
    const month = await live('2027-06').finally(() => (without.padding = false));
    const attack = attacks['size of the sealed record against size of the released one']!;
    expect(right(month, attack(month))).toBeGreaterThanOrEqual(MORE_THAN_CHANCE);
  });

  it('where a record keeps its id, its ciphertext or its sealed attributes, each of them gives them away', async () => {
    survey.setClock('2027-12-05T10:00:00Z');
    while ((await survey.run('close-month')) > 0);
    Object.assign(without, { freshIds: true, resealing: true, outerSeal: true });
    survey.outerSeal = false;
    let mixing: Parameters<typeof open>[0];
    const month = await live(
      '2027-12',
      async () => {
        const key = await survey.service.app.get(MixingKeyStore, { strict: false }).find('2027-12');
        mixing = await survey.service.app.get(MixingKeys, { strict: false }).privateKey(key!);
      },
      async (sealed) => Buffer.from(await open(mixing, sealed)).toString(),
    ).finally(() => {
      Object.assign(without, { freshIds: false, resealing: false, outerSeal: false });
      survey.outerSeal = true;
    });
    for (const name of [
      'order of transactions against record ids',
      'the same transaction, and the same id before and after',
      'the same transaction, and the same ciphertext before and after',
      'a copy of surveys.v1 against the attributes in the opened record',
    ])
      expect(right(month, attacks[name]!(month)), name).toBeGreaterThanOrEqual(MORE_THAN_CHANCE);
  });
});
