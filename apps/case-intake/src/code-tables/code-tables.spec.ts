import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { normaliseOffenceClass, normaliseOutcomeCode, type CodeTables } from './code-tables.js';
import { loadCodeTables, shippedTables } from './load-code-tables.js';

// Properties try hundreds of cases; a busy machine may take its time.
vi.setConfig({ testTimeout: 30_000 });

const classes: Record<string, string[]> = {
  CHARGED: ['1', '1A'],
  OUT_OF_COURT: ['2', '2A', '3', '3A', '4', '6', '7', '8', '22'],
  PREVENTED: ['5', '9', '10', '11', '12', '13', '17'],
  WITHDREW: ['14', '16'],
  NFA_EVIDENCE: ['15', '18'],
  NFA_POLICE: ['21'],
  TRANSFER: ['20', 'C1', 'N100/3'],
  CANCELLED: ['C2', 'C4', 'C5'],
  ADMIN: ['C3'],
  NOT_CRIMED: ['N100/1', 'N100/2', 'RECLASSIFIED', 'INCIDENT_ONLY'],
};

describe('every way a case can end', () => {
  let tables: CodeTables;
  beforeAll(async () => {
    tables = (await loadCodeTables(shippedTables)).tables;
  });

  it.each(Object.entries(classes).flatMap(([name, codes]) => codes.map((code) => [code, name] as const)))(
    'outcome %s is of class %s',
    (code, name) => {
      expect(tables.outcome(code, '2026-05-19')).toEqual({ kind: 'known', code, class: name });
    },
  );

  it.each([
    ['N1001', 'N100/1'],
    ['n100-2', 'N100/2'],
    ['N100 3', 'N100/3'],
    ['16 ', '16'],
    [' 016', '16'],
    ['16.0', '16'],
    ['1a', '1A'],
    ['c2', 'C2'],
    ['C-3', 'C3'],
    ['re-classified', 'RECLASSIFIED'],
    ['Incident only', 'INCIDENT_ONLY'],
  ])('an export that writes %j means %s', (written, code) => {
    expect(normaliseOutcomeCode(written)).toBe(code);
    expect(tables.outcome(written, '2026-05-19').kind).toBe('known');
  });

  it('outcome 19 exists and is not accepted for these offences', () => {
    expect(tables.outcome('19', '2026-05-19')).toEqual({ kind: 'not-accepted', code: '19' });
  });

  it('a code means something only while it is in force', () => {
    expect(tables.outcome('22', '2019-03-31').kind).toBe('unknown');
    expect(tables.outcome('22', '2019-04-01').kind).toBe('known');
  });

  it.each(['19C', '19D', '19E', '19F', '19G', '19H', '19J', '19K'])('offence %s is of the group rape', (code) => {
    expect(tables.offence(code.toLowerCase(), '2026-05-19')).toEqual({ kind: 'known', code, group: 'rape' });
  });

  it.each('17A 17B 20A 20B 21 22A 22B 23 70 71 72 73 88A 88C 88E'.split(' '))(
    'offence %s is of the other group',
    (code) => {
      expect(tables.offence(` 0${code}`, '2026-05-19')).toEqual({ kind: 'known', code, group: 'other' });
    },
  );

  it('offence 88D is out of scope, and an unlisted class is unknown', () => {
    expect(tables.offence('88D', '2026-05-19').kind).toBe('out-of-scope');
    expect(tables.offence('105A', '2026-05-19').kind).toBe('unknown');
  });
});

describe('normalising codes', () => {
  const written = fc.oneof(fc.string({ maxLength: 20 }), fc.stringMatching(/^[ 0-9A-Za-z/._-]{1,12}$/));

  it('says the same when said twice', () => {
    fc.assert(
      fc.property(written, (text) => {
        expect(normaliseOutcomeCode(normaliseOutcomeCode(text))).toBe(normaliseOutcomeCode(text));
        expect(normaliseOffenceClass(normaliseOffenceClass(text))).toBe(normaliseOffenceClass(text));
      }),
    );
  });

  it('does not depend on case or outer blanks', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9A-Za-z/_-]{1,12}$/), fc.stringMatching(/^ {0,3}$/), (text, blanks) => {
        expect(normaliseOutcomeCode(blanks + text.toLowerCase() + blanks)).toBe(normaliseOutcomeCode(text));
      }),
    );
  });
});

describe('any two files of code tables', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'any-tables-'));
  });
  const load = async (outcomes: string, offences: string) => {
    await writeFile(join(folder, 'outcomes.json'), outcomes);
    await writeFile(join(folder, 'offences.json'), offences);
    return loadCodeTables(folder).catch((error: unknown) => error as Error);
  };

  it('are taken or refused with an error, whatever stands in them', async () => {
    const text = fc.oneof(fc.string(), fc.json(), fc.constant('[]'));
    await fc.assert(
      fc.asyncProperty(text, text, async (outcomes, offences) => {
        const loaded = await load(outcomes, offences);
        const isEmpty = outcomes.trim() === '[]' && offences.trim() === '[]';
        expect(loaded instanceof Error).toBe(!isEmpty);
      }),
      { numRuns: 60 },
    );
  });

  it('are taken exactly where each code means one thing on each day', async () => {
    const days = ['2020-01-01', '2020-01-02', '2020-01-03', '2020-01-04', '2020-01-05'];
    const day = fc.constantFrom(...days);
    const row = fc.record({
      code: fc.constantFrom('16', '18'),
      label: fc.constant('x'),
      class: fc.constantFrom('WITHDREW', 'NFA_EVIDENCE', null),
      from: day,
      until: fc.option(day),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 4 }), async (rows) => {
        const inForce = (code: string, on: string) =>
          rows.filter((one) => one.code === code && one.from <= on && (one.until ?? '9999') >= on);
        const contradicts =
          rows.some(({ from, until }) => until !== null && until < from) ||
          days.some((on) => ['16', '18'].some((code) => inForce(code, on).length > 1));
        const loaded = await load(JSON.stringify(rows), '[]');
        expect(loaded instanceof Error).toBe(contradicts);
        if (loaded instanceof Error) return;
        for (const on of days) {
          const [only] = inForce('16', on);
          const kind = only ? (only.class === null ? 'not-accepted' : 'known') : 'unknown';
          expect(loaded.tables.outcome(' 016', on).kind).toBe(kind);
        }
      }),
      { numRuns: 100 },
    );
  });
});

describe('a code table that contradicts itself', () => {
  it('is refused with every fault named', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'code-tables-'));
    const row = { code: '16', label: 'x', class: 'WITHDREW', from: '2013-04-01', until: null };
    const outcomes = [row, { ...row, from: '2020-01-01' }, { ...row, code: '016' }];
    await writeFile(join(folder, 'outcomes.json'), JSON.stringify(outcomes));
    await writeFile(join(folder, 'offences.json'), '[]');
    await expect(loadCodeTables(folder)).rejects.toThrow(
      /016 is not in its normal form 16; outcomes.json: 16 has two meanings on 2020-01-01/,
    );
  });
});
