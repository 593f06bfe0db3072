import type { ReportSummary } from '@answerable/contracts';
import { Caller } from '../front-door.js';
import { doors } from './addresses.js';
import { sourceOf } from './load.js';
import { firstPage } from './portal-reader.js';

/** What the platform shows to those who may see it. */
export interface Seen {
  /** Sealed reports, each the very bytes an MP's office downloads. */
  readonly reports: readonly { readonly id: string; readonly month: string; readonly text: string }[];
  /** What is published for checking them, as text. */
  readonly keys: string;
  readonly chain: string;
  /** Closures by disposition, and whether they add up to what intake registered. */
  readonly dispositions: Readonly<Record<string, number>>;
  readonly sumHolds: boolean;
  /** By police system asked for: the highest number of an event that arrived, and how many are missing below it. */
  readonly sources: Readonly<Record<string, { readonly highest: number; readonly missing: number }>>;
  /** The first page of an MP's office that signed in at the portal. */
  readonly portal: string;
}

/** Looks at everything that must be the same before and after whatever befell the platform. */
export async function look(until: string, sources: readonly string[]): Promise<Seen> {
  const mp = new Caller('mp-peckham', doors.reporting);
  const { reports } = await mp.get<{ reports: ReportSummary[] }>('/v1/reports');
  const text = async (path: string): Promise<string> => (await mp.send('GET', path)).text();
  const view = await new Caller('vs-lead-1', doors.surveyDelivery).get<{
    dispositions: { disposition: string; closures: number }[];
    sum: { holds: boolean } | null;
  }>(`/v1/supervisor?from=2000-01&to=${until}`);
  const counts: Record<string, number> = {};
  for (const { disposition, closures } of view.dispositions)
    counts[disposition] = (counts[disposition] ?? 0) + closures;
  return {
    reports: await Promise.all(
      reports.map(async ({ id, month }) => ({ id, month, text: await text(`/v1/reports/${id}`) })),
    ),
    keys: await text('/v1/public/report-keys'),
    chain: await text('/v1/public/chain'),
    dispositions: counts,
    sumHolds: view.sum?.holds === true,
    sources: Object.fromEntries(
      await Promise.all(sources.map(async (name) => [name, await sourceSeen(name)] as const)),
    ),
    portal: (await firstPage('mp-peckham')).heading,
  };
}

async function sourceSeen(name: string): Promise<{ highest: number; missing: number }> {
  const source = sourceOf(name);
  const { gaps, highest } = await new Caller('publisher-01', doors.caseIntake).get<{
    gaps: { missing: number }[];
    highest: { source: string; sequence: number }[];
  }>(`/v1/gaps?source=${encodeURIComponent(source)}`);
  return {
    highest: highest.find((h) => h.source === source)?.sequence ?? 0,
    missing: gaps.reduce((sum, gap) => sum + gap.missing, 0),
  };
}
