import type { RecordKind, SealingKey } from '@answerable/contracts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventually, headlinesOf, sendBatch, startReporting, type ClearRecord, type Reporting } from './reporting.js';

let reporting: Reporting;
beforeAll(async () => {
  reporting = await startReporting({ CLOCK_STARTS_AT: '2026-01-10T10:00:00Z' });
});
afterAll(() => reporting?.stop());

const [headline] = headlinesOf('neither', 'fairly', 'stop');
const recordOf: Readonly<Record<RecordKind, ClearRecord>> = {
  headline: headline!,
  area: { ...headline!, attributes: { kind: 'area', area: 'peckham' } },
  constituency: { ...headline!, attributes: { kind: 'constituency', constituency: 'E14001205' } },
  characteristic: { answers: { 'about-disability': 'yes', 'treated-worse': 'no' } },
  borough: {
    answers: { satisfied: 'neither' },
    attributes: { kind: 'borough', recordClass: null, offenceGroup: null, age: null, closedWithin30Days: null },
  },
};
const evidence = {
  modes: { web: 1 },
  languages: { en: 1 },
  sentEarly: { pressure: 1 },
  breakOffs: {},
  straightLined: 0,
  withdrawn: 0,
};
const batches: readonly (readonly [RecordKind, string])[] = [
  ['headline', '2026-01'],
  ['headline', '2026-02'],
  ['area', '2026-H1'],
  ['area', '2026-H2'],
  ['borough', '2026-H2'],
  ['constituency', '2026'],
  ['constituency', '2027'],
  ['characteristic', '2026'],
  ['characteristic', '2027'],
];

/** Everything that says what somebody answered, opened or not, with the period it is of. */
async function answers(): Promise<string[]> {
  const rows = await reporting.query<{ held: string }>(`
    select 'headline ' || month as held from headline_counts
    union all select 'area ' || half_year from area_counts
    union all select 'borough ' || half_year from borough_facts
    union all select 'constituency ' || year from constituency_counts
    union all select 'characteristic ' || year from characteristic_counts
    union all select 'evidence ' || period from batches where evidence <> 'null'::jsonb
    union all select 'batch ' || state || ' ' || period from batches where state <> 'opened'
    union all select 'sealed ' || coalesce(period, 'of no batch') from sealed_records left join batches using (batch_id)`);
  return rows.map(({ held }) => held).toSorted();
}
const forgetAt = async (iso: string): Promise<void> => {
  await reporting.setClock(iso);
  await reporting.run('forget-answers');
};

it('forgets an answer before it is two years old, the days of a backup included, opened or sealed, and nothing else goes', async () => {
  await reporting.setClock('2027-01-05T10:00:00Z');
  for (const [kind, period] of batches)
    await sendBatch(reporting, { kind, period, records: [recordOf[kind]], ...(kind === 'headline' && { evidence }) });
  // Of months and half-years of which no whole batch came: of any other these would go at once.
  for (const period of ['2025-12', '2026-03'])
    await sendBatch(reporting, { kind: 'headline', period, records: [recordOf.headline], announced: 2 });
  await sendBatch(reporting, { kind: 'borough', period: '2026-H1', records: [recordOf.headline] });
  const lost = await sendBatch(reporting, {
    kind: 'area',
    period: '2026-H1',
    records: [recordOf.area],
    announced: 3,
  });
  // The message that announces it did not arrive.
  await reporting.query('delete from batches where batch_id = $1', [lost]);
  const all = await eventually(async () => {
    const held = await answers();
    expect(held).toEqual(
      [
        ...batches.map(([kind, period]) => `${kind} ${period}`),
        'evidence 2026-01',
        'evidence 2026-02',
        'batch faulty 2026-H1',
        'batch waiting 2025-12',
        'batch waiting 2026-03',
        'sealed 2025-12',
        'sealed 2026-03',
        'sealed 2026-H1',
        'sealed of no batch',
      ].toSorted(),
    );
    return held;
  });
  await forgetAt('2027-10-31T23:59:30Z');
  expect(await answers()).toEqual(all.filter((held) => !held.endsWith(' 2025-12')));
  await forgetAt('2027-11-01T00:00:05Z');
  expect(await answers()).toEqual(
    [
      'headline 2026-02',
      'evidence 2026-02',
      'batch waiting 2026-03',
      'area 2026-H2',
      'borough 2026-H2',
      'constituency 2027',
      'characteristic 2027',
    ].toSorted(),
  );
  await forgetAt('2027-12-01T00:00:05Z');
  expect(await answers()).toEqual([
    'area 2026-H2',
    'batch waiting 2026-03',
    'borough 2026-H2',
    'characteristic 2027',
    'constituency 2027',
  ]);
  await forgetAt('2028-05-01T00:00:05+01:00');
  expect(await answers()).toEqual(['characteristic 2027', 'constituency 2027']);
  await forgetAt('2028-11-01T00:00:05Z');
  expect(await answers()).toEqual([]);
  // That there was a batch, and how many were in it, stays: a second one of its id would be counted twice.
  expect(await reporting.query('select 1 from batches')).toHaveLength(batches.length);
});

it('destroys a sealing key on its day, also in the memory of the service that used it', async () => {
  const [first] = await reporting.query<{ public_jwk: SealingKey; created_at: Date }>(
    'select public_jwk, created_at from sealing_keys where destroyed_at is null order by created_at limit 1',
  );
  const sealedToIt = async (period: string): Promise<string> => {
    await sendBatch(reporting, { kind: 'headline', period, records: [headline!], key: first!.public_jwk });
    return eventually(async () => {
      const [batch] = await reporting.query<{ state: string }>('select state from batches where period = $1', [period]);
      expect(batch!.state).not.toBe('waiting');
      return batch!.state;
    });
  };
  const rotateAt = async (time: number): Promise<boolean> => {
    await reporting.setClock(new Date(time).toISOString());
    await reporting.run('rotate-sealing-keys');
    const [row] = await reporting.query<{ there: boolean }>(
      'select private_sealed is not null as there from sealing_keys where kid = $1',
      [first!.public_jwk.kid],
    );
    return row!.there;
  };
  const end = first!.created_at.getTime() + 640 * 86_400_000;
  expect(await rotateAt(end - 3_600_000)).toBe(true);
  expect(await sealedToIt('2040-01')).toBe('opened');
  expect(await rotateAt(end + 1000)).toBe(false);
  expect(await sealedToIt('2040-02')).toBe('faulty');
});
