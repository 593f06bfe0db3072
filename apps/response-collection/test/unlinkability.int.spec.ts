import { headlineItems, mixingKid, type ReleasedRecord } from '@answerable/contracts';
import { decodeProtectedHeader } from 'jose';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { MixingKeys } from '../src/closing/mixing-keys.js';
import { MixingKeyStore } from '../src/closing/mixing-key.store.js';
import { draftOf } from '../src/entry/session.js';
import { open } from '../src/keys/sealing.js';
import { closeMonthsUntil } from './released.js';
import { TestSurvey } from './setup.js';
import {
  attacks,
  byBackup,
  byDeliverysKeys,
  byEvidence,
  joins,
  kinds,
  oneEach,
  type Kind,
} from './unlinkability/attacks.js';
import { moreThanChance } from './unlinkability/chance.js';
import { Lives, marksOf, PEOPLE, type Year } from './unlinkability/lived.js';
import { noKey, without, type Protection } from './unlinkability/sabotage.js';

const sabotage = vi.hoisted(() => () => import('./unlinkability/sabotage.js'));
vi.mock('node:crypto', async (real) => (await sabotage()).ids(await real()));
vi.mock('../src/keys/sealing.js', async (real) => (await sabotage()).sealing(await real()));
vi.mock('../src/keys/crypto.js', async (real) => (await sabotage()).keys(await real()));
vi.mock('../src/closing/outer-seal.js', async (real) => (await sabotage()).outerSeal(await real()));
vi.mock('../src/closing/mixing-key.store.js', async (real) => (await sabotage()).mixingKeyStore(await real()));
vi.mock('../src/closing/shuffle.js', async (real) => (await sabotage()).shuffle(await real()));
vi.mock('../src/entry/session.js', async (real) => (await sabotage()).session(await real()));
vi.mock('../src/submission/submission.js', async (real) => (await sabotage()).submission(await real()));

/** What one year hides in chance, twelve together do not. */
const YEARS = 12;
const SLOW_MACHINE = 300_000;

let survey: TestSurvey;
let lives: Lives;
beforeAll(async () => {
  survey = await TestSurvey.start('2026-04-10T10:00:00Z');
  lives = new Lives(survey);
  await lives.spy();
});
afterAll(() => survey.close());

const right = (year: Year, name: string, kind: Kind): number =>
  attacks[name]!(year, kind).filter((guess, place) => guess?.owner === year.order[place]).length;
const joined = (year: Year, name: string, a: Kind, b: Kind): number =>
  joins[name]!(year, a, b).filter(([one, other]) => one !== undefined && one.owner === other?.owner).length;
const pairs = kinds.flatMap((a, place) => kinds.slice(place + 1).map((b) => [a, b] as const));
const sum = (years: readonly Year[], of: (year: Year) => number) => years.reduce((all, year) => all + of(year), 0);

describe('an operator with the rights of a superuser, reporting’s key, Kafka, our log and a backup', () => {
  const years: Year[] = [];
  let year: Year;
  let keyBefore: Awaited<ReturnType<MixingKeyStore['find']>>;
  beforeAll(async () => {
    for (let n = 0; n < YEARS; n += 1) {
      const beforeClose = async () => {
        keyBefore = await survey.service.app.get(MixingKeyStore, { strict: false }).find(`${2026 + n}-11`);
      };
      years.push(await lives.live(2026 + n, { byPages: n === YEARS - 1, beforeClose }));
    }
    year = years.at(-1)!;
  }, SLOW_MACHINE);

  it('would be noticed where an attack were right about one person in five', () => {
    expect(moreThanChance(YEARS) / (YEARS * PEOPLE)).toBeLessThan(1 / 5);
  });

  it.each(Object.keys(attacks))('does no better than chance by %s', (name) => {
    for (const kind of kinds)
      expect(
        sum(years, (one) => right(one, name, kind)),
        kind,
      ).toBeLessThan(moreThanChance(YEARS));
  });

  it.each(Object.keys(joins))('does no better than chance in joining records of two kinds by %s', (name) => {
    for (const [a, b] of pairs)
      expect(
        sum(years, (one) => joined(one, name, a, b)),
        `${a} and ${b}`,
      ).toBeLessThan(moreThanChance(YEARS));
  });

  it('opens nothing with a backup from before the close', async () => {
    for (const one of years) expect(await byBackup(one)).toBe(0);
  });

  it('learns no answer from what is counted of the visits, though one stopped where only her answer leads', () => {
    for (const one of years) {
      const counted = one.evidence.flatMap(({ sentEarly }) => Object.values(sentEarly));
      expect(counted.reduce((all, people) => all + people, 0)).toBe(PEOPLE);
      expect(byEvidence(one)).toEqual([]);
    }
  });

  it('opens no draft with every key of delivery and her check word', () => {
    for (const one of years) expect(byDeliverysKeys(one, (hand) => draftOf(noKey, hand))).toBe(0);
  });

  it('finds in our log no survey, record or ciphertext', () => {
    const log = survey.log.join('\n');
    for (const { sealed, recordId } of [...year.rows, ...year.waiting, ...year.released])
      for (const value of [sealed, recordId]) expect(log).not.toContain(value);
    for (const surveyId of year.order) expect(log).not.toContain(surveyId);
  });

  it('opens nothing of a copy of surveys.v1 with the keys of reporting; once the month of the survey’s end has closed, nobody does', async () => {
    for (const bundle of [...year.archive.values()].flat())
      await expect(survey.others.open('reporting', bundle)).rejects.toThrow();
    for (const { bundle } of oneEach(year, 'borough'))
      expect(await survey.others.open('reporting', bundle!)).toMatch(/borough/);
    const ends = [...year.archive.values()].map(([bundle]) => decodeProtectedHeader(bundle!).kid!);
    await closeMonthsUntil(survey, `${2026 + YEARS}-03-05T10:00:00Z`);
    const left = await survey.pool.query<{ month: string }>('select month from mixing_keys');
    for (const kid of ends) expect(left.rows.map(({ month }) => mixingKid(month))).not.toContain(kid);
  });

  it('finds records of one size a kind, before, waiting and after, with random ids (version 4) and no trace', async () => {
    for (const rows of [year.rows, year.waiting, year.released]) {
      const sizes = new Set(rows.map(({ kind, sealed }) => `${kind} ${sealed.length}`));
      expect(sizes.size).toBe(new Set(rows.map(({ kind }) => kind)).size);
    }
    for (const { recordId, eventId } of year.released) expect([recordId[14], eventId[14]]).toEqual(['4', '4']);
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
    for (const surveyId of year.order) expect(all).not.toContain(surveyId);
    expect(all).not.toMatch(/\d\d:\d\d|"on"|"at"/);
  });

  it('sees all that leaves with a month in one transaction, what waits as well, and three records where three headlines are', async () => {
    const { rows } = await survey.pool.query(
      `select count(distinct transaction)::int as n from spied where type = 'responses.record.released.v1'`,
    );
    expect(rows[0].n, 'November and December').toBe(2);
    expect(new Set(year.waiting.map(({ transaction }) => transaction)).size).toBe(1);
    expect(year.rows.filter(({ kind }) => kind === 'headline')).toHaveLength(PEOPLE * headlineItems.length);
  });

  it('finds drafts of one size, from no answer to many', () => {
    expect(new Set(year.drafts.map(({ sizes }) => sizes)).size).toBe(1);
  });

  it('finds no mixing key in the tables once the month has closed; backups and the write-ahead log hold it until they run out', async () => {
    const { rows } = await survey.pool.query('select 1 from mixing_keys where month = $1', [`${2025 + YEARS}-11`]);
    expect(rows).toEqual([]);
  });

  it('could have paired them before, holding the wrapping key as well: the key is the protection until then', async () => {
    const privateKey = await survey.service.app.get(MixingKeys, { strict: false }).privateKey(keyBefore!);
    const paired = await Promise.all(
      year.rows.flatMap(async ({ kind, sealed, owner }) => {
        if (kind !== 'borough') return false;
        const record = JSON.parse(Buffer.from(await open(privateKey, sealed)).toString()) as ReleasedRecord;
        return marksOf(record.answers) === year.marks.get(owner);
      }),
    );
    expect(paired.filter(Boolean)).toHaveLength(PEOPLE);
  });
});

describe('where a protection is taken away, the attack succeeds', { timeout: SLOW_MACHINE }, () => {
  const SUCCESS = moreThanChance(1);
  let next = 2027 + YEARS;
  const liveWithout = async (protections: readonly Protection[], ways: Parameters<Lives['live']>[1] = {}) => {
    for (const protection of protections) without[protection] = true;
    survey.outerSeal = !without.outerSeal;
    return lives.live(next++, ways).finally(() => {
      for (const protection of protections) without[protection] = false;
      survey.outerSeal = true;
    });
  };

  it('without the shuffle, the order pairs them, and joins their records, also those that wait', async () => {
    const year = await liveWithout(['shuffle']);
    for (const kind of kinds)
      expect(right(year, 'the order of sending against order of release', kind), kind).toBeGreaterThanOrEqual(SUCCESS);
    for (const kind of ['area', 'borough', 'constituency', 'characteristic'] as const)
      expect(
        right(year, 'the order of sending against the places of rows that wait', kind),
        kind,
      ).toBeGreaterThanOrEqual(SUCCESS);
    for (const [a, b] of pairs)
      expect(joined(year, 'order of release', a, b), `${a} and ${b}`).toBeGreaterThanOrEqual(SUCCESS);
    expect(joined(year, 'places of rows that wait', 'area', 'borough')).toBeGreaterThanOrEqual(SUCCESS);
  });

  it('without the padding, the size does; without silence, the log; with the mixing key in clear, a backup; with no key of ours in drafts, delivery; with every page counted, the totals', async () => {
    const year = await liveWithout(['padding', 'silence', 'wrapping', 'draftKey', 'everybodysPages']);
    expect(right(year, 'the size of what was sealed before and after', 'borough')).toBeGreaterThanOrEqual(SUCCESS);
    for (const kind of kinds)
      expect(
        right(year, 'what our log says of a survey, and whatever stands in a line with that', kind),
        kind,
      ).toBeGreaterThanOrEqual(SUCCESS);
    expect(await byBackup(year)).toBe(PEOPLE);
    expect(byEvidence(year)).toEqual(['pressure: stop or both']);
    expect(byDeliverysKeys(year, (hand) => draftOf(noKey, hand))).toBe(PEOPLE);
  });

  it('with drafts as long as what is in them, their length pairs whoever left them with what was answered', async () => {
    const year = await liveWithout(['draftPadding']);
    expect(right(year, 'the length of her draft against how much a record says', 'borough')).toBe(PEOPLE);
  });

  it('where what waits is written anew in a transaction for each person, that joins her records', async () => {
    const beforeClose = async () => void (await survey.service.app.get(MixingKeys, { strict: false }).offered());
    const year = await liveWithout(['together'], { beforeClose });
    for (const [a, b] of [
      ['area', 'borough'],
      ['borough', 'constituency'],
      ['constituency', 'characteristic'],
    ] as const)
      expect(joined(year, 'transactions of rows that wait', a, b), `${a} and ${b}`).toBeGreaterThanOrEqual(PEOPLE);
  });

  it('where a record keeps its id, its ciphertext or its sealed attributes, each of them gives them away', async () => {
    let mixing: Parameters<typeof open>[0][] = [];
    const year = await liveWithout(['freshIds', 'resealing', 'outerSeal'], {
      inDecember: true,
      beforeClose: async () => {
        const keys = survey.service.app.get(MixingKeys, { strict: false });
        mixing = await survey.database.transaction(async (tx) =>
          Promise.all(
            (await survey.service.app.get(MixingKeyStore, { strict: false }).all(tx)).map((row) =>
              keys.privateKey(row),
            ),
          ),
        );
      },
      open: async (sealed) => {
        const opened = await Promise.any(mixing.map((key) => open(key, sealed)));
        return Buffer.from(opened).toString();
      },
    });
    for (const name of [
      'the order of sending against record ids',
      'the same id before and after',
      'the same ciphertext before and after',
      'a copy of surveys.v1 against the attributes in the opened record',
    ])
      expect(right(year, name, 'borough'), name).toBeGreaterThanOrEqual(SUCCESS);
    expect(joined(year, 'record ids', 'area', 'borough')).toBeGreaterThanOrEqual(SUCCESS);
  });

  it('where records leave as they come, the times in Kafka pair them and join their records', async () => {
    const year = await liveWithout(['waiting'], { oneAMonth: true });
    for (const kind of kinds)
      expect(right(year, 'the order of sending against times in Kafka', kind), kind).toBeGreaterThanOrEqual(SUCCESS);
    for (const [a, b] of pairs)
      expect(joined(year, 'times in Kafka', a, b), `${a} and ${b}`).toBeGreaterThanOrEqual(SUCCESS);
  });
});
