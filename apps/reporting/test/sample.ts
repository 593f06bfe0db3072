import { englandAndWales, southwark, type ReportContent, type SealedReport } from '@answerable/contracts';
import {
  configAt,
  displayShare,
  displaySmallCount,
  type LedgerRecord,
  type ReportingAreaConfig,
} from '@answerable/disclosure';
import type { CoverageCounts } from '../src/coverage/coverage-counts.js';
import { releaseConfigsOf } from '../src/organisation.js';
import { composeContent, type Composition } from '../src/report/compose-content.js';
import { canonical, linkHash, newSigningKey, sha256Of, signLink } from '../src/seals/seal.js';

type Published = Extract<LedgerRecord, { kind: 'published' }>;
const month = '2026-12';
const half = { from: '2026-07', to: month };
const year = { from: '2026-01', to: month };
const config = configAt(releaseConfigsOf(southwark), month);

export const coverage: CoverageCounts = {
  closedByPolice: 96,
  received: 91,
  asked: 42,
  noUsableContact: 11,
  waitingForCourt: 14,
  declined: 18,
  notSafe: 22,
  answeredInMonth: 13,
  notToldAbout: 4,
  stock: {
    opening: 402,
    reported: 99,
    reopened: 4,
    closed: 96,
    transferredOut: 3,
    closing: 406,
    openOverTwelveMonths: 63,
  },
};

/** A ledger record as the gate writes it, from an invented count: for what comes after the gate. */
export function published(
  table: Published['table'],
  measure: string,
  group: string,
  period: { from: string; to: string },
  [count, base]: readonly [number, number],
  { version = 1, showBase = true, thresholds = config.thresholds as ReportingAreaConfig['thresholds'] } = {},
): Published {
  const displayed = table === 'T6' ? displaySmallCount(count) : displayShare(count, base, thresholds, { showBase })!;
  return { kind: 'published', table, measure, group, ...period, month: period.to, version, base, displayed };
}

const block = (
  from: string,
  to: string,
  satisfied: number,
  seriously: number,
  pressure: number,
  base: number,
): LedgerRecord[] => [
  { kind: 'block', month: to, from, to, base },
  published('T2', 'satisfied', 'borough', { from, to }, [satisfied, base]),
  published('T2', 'seriously', 'borough', { from, to }, [seriously, base]),
  published('T2', 'pressure', 'borough', { from, to }, [pressure, base]),
];

/** A ledger in which every table has something to show, and one cell is withheld. */
export const ledger: readonly LedgerRecord[] = [
  ...block('2026-05', '2026-06', 12, 17, 8, 34),
  ...block('2026-07', '2026-08', 8, 14, 4, 26),
  ...block('2026-09', '2026-10', 9, 13, 6, 24),
  ...block('2026-11', '2026-12', 7, 12, 3, 25),
  published('T3', 'satisfied', 'bermondsey', half, [9, 28]),
  published('T3', 'seriously', 'bermondsey', half, [15, 28]),
  published('T3', 'pressure', 'bermondsey', half, [6, 27]),
  published('T3', 'satisfied', 'peckham', half, [16, 24]),
  published('T3', 'seriously', 'peckham', half, [4, 23]),
  published('T3', 'pressure', 'peckham', half, [8, 22]),
  {
    kind: 'withheld',
    table: 'T3',
    measure: 'satisfied',
    group: 'south-west',
    ...half,
    month,
    version: 1,
    base: 7,
    reason: 'too-few-answers',
  },
  published('T4', 'satisfied', 'E14001205', year, [7, 24]),
  published('T5', 'listened', 'borough', half, [31, 70]),
  published('T5', 'discordance-a', 'withdrew', half, [9, 31], { showBase: false }),
  published('T5', 'pressure', 'closed-within-30-days', half, [8, 24], { showBase: false }),
  published('T5', 'pressure-how:kept-waiting', 'borough', year, [6, 120]),
  published('T6', 'help:support', 'borough', { from: '2026-10', to: month }, [17, 40]),
  published('T6', 'help:mp', 'borough', { from: '2026-10', to: month }, [3, 40]),
  published('T7', 'treated-worse', 'disability:yes', year, [14, 41]),
];

export function sampleContent(changes: Partial<Composition> = {}): ReportContent {
  return composeContent({
    organisation: southwark,
    config,
    month,
    version: 1,
    preparedOn: '2027-01-08',
    releaseOn: '2027-01-15',
    coverage,
    halfYearCoverage: coverage,
    ledger,
    withheld: [
      {
        table: 'T3',
        measure: 'satisfied',
        group: 'south-west',
        ...half,
        version: 1,
        base: 7,
        reason: 'too-few-answers',
        sentence: 'Not shown.',
        until: '2027-06',
      },
    ],
    waiting: 0,
    blockClosed: true,
    incomplete: [],
    gate: 'The release gate attacked 40 groups of people in 900 calculations, knowing everything published before; nothing could be told of any person.',
    questionnaireVersions: ['2026-1'],
    correction: null,
    notes: [],
    ...changes,
  });
}

const longest = (names: readonly string[]): string => names.reduce((a, b) => (b.length > a.length ? b : a));
/** An organisation that bears the longest names there are in England and Wales. */
const longNamed = {
  ...southwark,
  name: longest(englandAndWales.map(({ name }) => name)),
  reportingAreas: southwark.reportingAreas.map((each) => ({
    ...each,
    areas: each.areas.map((area) => ({
      ...area,
      name: longest(englandAndWales.flatMap(({ constituencies }) => constituencies.map(({ name }) => name))),
    })),
  })),
};

/** As full as page one gets: the longest names, a correction with long texts, and much withheld. */
export function crowdedContent(): ReportContent {
  const withheldCell = {
    group: 'borough',
    from: '2026-07',
    to: '2026-12',
    reason: 'too-few-answers',
    version: 1,
    base: 7,
    sentence: '',
    until: '2027-06',
  } as const;
  const withheld = ['satisfied', 'seriously', 'pressure'].flatMap((measure) =>
    (['T2', 'T3', 'T4'] as const).map((table) => ({ ...withheldCell, table, measure })),
  );
  const changes = [1, 2, 3].map((n) => ({
    what: `Words used, ${n}`,
    before: 'old '.repeat(200),
    after: 'new '.repeat(200),
  }));
  const correction = { replaces: null, why: 'Answers were corrected after publication.', changes };
  return {
    ...sampleContent({ withheld, organisation: longNamed, config: configAt(releaseConfigsOf(longNamed), month) }),
    correction,
  };
}

export function sealed(content: ReportContent): SealedReport & { publicKey: string } {
  const { publicKey, privateJwk } = newSigningKey();
  const seal = signLink(
    {
      number: 14,
      kind: 'report',
      organisationId: content.organisation.id,
      subject: content.id,
      contentSha256: sha256Of(canonical(content)),
      previous: linkHash({
        number: 13,
        kind: 'report',
        organisationId: 'southwark',
        subject: 'southwark-2026-11-v1',
        contentSha256: 'ab'.repeat(32),
        previous: null,
        publishedAt: '2026-12-14T09:30:00Z',
        keyId: 'k',
      }),
      publishedAt: `${content.releaseOn}T09:30:00.000Z`,
      keyId: 'southwark-test',
    },
    privateJwk,
  );
  return { content, seal, publicKey };
}
