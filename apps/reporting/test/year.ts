import { southwark, type ReportContent, type SealedReport } from '@answerable/contracts';
import { addMonths, configAt, halfOf, prepareRelease, yearOf, type LedgerEntry } from '@answerable/disclosure';
import { bankHolidays } from '@answerable/service';
import { basesOf, boroughMeasures, countsOf, type Tally } from '../src/answers/tally.js';
import type { CoverageCounts } from '../src/coverage/coverage-counts.js';
import { releaseConfigsOf } from '../src/organisation.js';
import { calendarOf } from '../src/publication/calendar.js';
import { composeContent, reportIdOf } from '../src/report/compose-content.js';
import { canonical, linkHash, newSigningKey, sha256Of, signLink } from '../src/seals/seal.js';

/** mulberry32: the same year every time. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const headlineShares = { satisfied: 0.38, seriously: 0.52, pressure: 0.21 } as const;

export interface LivedYear {
  readonly contents: readonly ReportContent[];
  readonly sealed: readonly SealedReport[];
  readonly publicKey: string;
}

/** Reports of Southwark from its first month on, through the real gate, from invented answers; no database. */
export async function liveMonths(count: number, { answersAMonth = 15, seed = 7 } = {}): Promise<LivedYear> {
  const draw = random(seed);
  const first = southwark.goLive.slice(0, 7);
  const ledger: LedgerEntry[] = [];
  const tallies: Tally[] = [];
  const contents: ReportContent[] = [];
  const tally = (measure: string, group: string, period: { from: string; to: string }, base: number, share: number) => {
    let positive = 0;
    for (let n = 0; n < base; n += 1) if (draw() < share) positive += 1;
    tallies.push({ measure, group, ...period, base, count: positive });
  };
  for (let month = first, n = 0; n < count; month = addMonths(month, 1), n += 1) {
    const people = Math.max(0, Math.round(answersAMonth + (draw() - 0.5) * 10));
    for (const [measure, share] of Object.entries(headlineShares))
      tally(measure, 'borough', { from: month, to: month }, people === 0 ? 0 : people - (draw() < 0.3 ? 1 : 0), share);
    const half = halfOf(month);
    const year = yearOf(month);
    if (half.to === month) {
      const months = Math.min(6, n + 1);
      const inHalf = months * answersAMonth;
      for (const [area, part] of [
        ['bermondsey', 0.35],
        ['peckham', 0.3],
        ['south-west', 0.35],
      ] as const)
        for (const [measure, share] of Object.entries(headlineShares))
          tally(measure, area, half, Math.round(inHalf * part), share);
      for (const { measure, group } of boroughMeasures('2026-1').filter(
        (each) => !each.measure.includes(':') && each.measure !== 'pressure-strength',
      ))
        tally(measure, group, half, Math.round(inHalf * (group === 'borough' ? 0.95 : 0.45)), 0.2 + draw() * 0.5);
    }
    if (year.to === month) {
      const inYear = Math.min(12, n + 1) * answersAMonth;
      for (const { measure, group } of boroughMeasures('2026-1').filter(
        (each) => each.measure.includes(':') || each.measure === 'pressure-strength',
      ))
        tally(measure, group, year, Math.round(inYear * 0.95), 0.05 + draw() * 0.15);
      for (const [code, part] of [
        ['E14001205', 0.14],
        ['E14001333', 0.13],
        ['E14001559', 0.1],
      ] as const)
        for (const [measure, share] of Object.entries(headlineShares))
          tally(measure, code, year, Math.round(inYear * part), share);
      for (const group of ['age:16-24', 'age:25-34', 'gender:woman', 'gender:man', 'disability:yes', 'disability:no'])
        tally('treated-worse', group, year, Math.round(inYear * 0.3), 0.3);
    }
    if (['03', '06', '09', '12'].includes(month.slice(5)))
      for (const [wish, share] of Object.entries({ support: 0.4, review: 0.15, complaint: 0.1, mp: 0.05 }))
        tally(`help:${wish}`, 'borough', { from: addMonths(month, -2), to: month }, answersAMonth * 3, share);
    const release = await prepareRelease({
      config: configAt(releaseConfigsOf(southwark), month),
      month,
      bases: basesOf(tallies.filter((each) => each.from >= year.from)),
      ledger,
      counts: (cells) => countsOf(tallies, cells),
    });
    ledger.push(...release.ledgerEntries);
    const { releaseOn } = calendarOf(month, bankHolidays);
    contents.push(
      composeContent({
        organisation: southwark,
        config: configAt(releaseConfigsOf(southwark), month),
        month,
        version: 1,
        preparedOn: `${addMonths(month, 1)}-06`,
        releaseOn,
        coverage: coverageOf(people),
        halfYearCoverage: half.to === month ? coverageOf(people * 6) : null,
        ledger,
        withheld: release.withheld,
        waiting: release.blocks.open?.base ?? 0,
        blockClosed: release.blocks.closing !== null,
        incomplete: [],
        gate: `The release gate attacked ${release.proof.cells} groups of people in ${release.proof.programmes} calculations, knowing everything published before; nothing could be told of any person.`,
        questionnaireVersions: ['2026-1'],
        correction: null,
        notes: [],
      }),
    );
  }
  return { contents, ...sealAll(contents) };
}

function coverageOf(answered: number): CoverageCounts {
  return {
    closedByPolice: 96,
    received: 91,
    asked: 42,
    noUsableContact: 11,
    waitingForCourt: 14,
    declined: 18,
    notSafe: 22,
    answeredInMonth: answered,
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
}

export function sealAll(contents: readonly ReportContent[]): { sealed: SealedReport[]; publicKey: string } {
  const { publicKey, privateJwk } = newSigningKey();
  const sealed: SealedReport[] = [];
  for (const content of contents) {
    const last = sealed.at(-1)?.seal.link;
    const seal = signLink(
      {
        number: (last?.number ?? 0) + 1,
        kind: 'report',
        organisationId: content.organisation.id,
        subject: reportIdOf(content.organisation.id, content.month, content.version),
        contentSha256: sha256Of(canonical(content)),
        previous: last ? linkHash(last) : null,
        publishedAt: `${content.releaseOn}T09:30:00.000Z`,
        keyId: 'southwark-test',
      },
      privateJwk,
    );
    sealed.push({ content, seal });
  }
  return { sealed, publicKey };
}
