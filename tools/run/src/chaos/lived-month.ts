import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReportContent, ReportSummary } from '@answerable/contracts';
import { type AppName, startPlatform, type Platform } from '@answerable/platform';
import { Caller, type Fact, Journal, type Life, live, Mailbox, Telephone } from '@answerable/simulate';
import { readStackEnv } from '@answerable/stack';
import { Cable } from './cable.js';
import { type Reach, services } from './faults.js';

export interface MonthSettings {
  readonly seed: number;
  readonly month: string;
  readonly closuresAMonth: readonly [number, number];
  /** Called right after something was accepted and before anything came of it. */
  readonly between?: (at: string, reach: Reach) => Promise<void>;
  readonly onDay?: (day: string) => void;
}

/** What is left when the month is over, in a form that can be compared. */
export interface LivedMonth {
  readonly reports: readonly string[];
  readonly dispositions: readonly string[];
  readonly sumHolds: boolean;
  readonly facts: readonly Fact[];
  readonly lives: readonly Life[];
  readonly logFiles: readonly string[];
  readonly databases: readonly string[];
}

/** Lives through one simulated month on a platform of its own; the last look at its databases is the caller's, before they go. */
export async function liveAMonth(
  settings: MonthSettings,
  look: (lived: LivedMonth) => Promise<void>,
): Promise<LivedMonth> {
  const mailbox = await Mailbox.open();
  const telephone = await Telephone.open();
  const cables = new Map<AppName, Cable>();
  let now = `${settings.month}-01T00:00:00Z`;
  let platform: Platform | undefined;
  try {
    for (const service of services) cables.set(service, await Cable.to(readStackEnv().postgres.port));
    platform = await startPlatform({
      smtpUrl: `smtp://127.0.0.1:${mailbox.port}`,
      telephonyUrl: telephone.url,
      only: services,
      clock: () => now,
      databasePort: (app) => cables.get(app)?.port,
    });
    const reach: Reach = { platform, cables, now: () => now };
    const doors = {
      caseIntake: platform.url('case-intake'),
      surveyDelivery: platform.url('survey-delivery'),
      survey: platform.url('response-collection'),
      reporting: platform.url('reporting'),
    };
    const file = join(mkdtempSync(join(tmpdir(), 'answerable-')), 'journal.jsonl');
    const { lives } = await live({
      doors,
      mailbox,
      telephone,
      journal: new Journal(file),
      seed: settings.seed,
      from: settings.month,
      months: 1,
      closuresAMonth: settings.closuresAMonth,
      onClock: (at) => (now = at),
      onProgress: ({ day }) => settings.onDay?.(day),
      between: async (day, step) => settings.between?.(`${day} ${step}`, reach),
    });
    const mp = new Caller('mp-peckham', doors.reporting);
    const { reports } = await mp.get<{ reports: ReportSummary[] }>('/v1/reports');
    const contents = await Promise.all(
      reports.map(async ({ id }) => (await mp.get<{ content: ReportContent }>(`/v1/reports/${id}`)).content),
    );
    const view = await new Caller('vs-lead-1', doors.surveyDelivery).get<{
      dispositions: object[];
      sum: { holds: boolean } | null;
    }>(`/v1/supervisor?from=2000-01&to=${settings.month}`);
    const running = platform;
    const lived: LivedMonth = {
      reports: contents.map((content) => JSON.stringify(content)),
      dispositions: view.dispositions.map((d) => JSON.stringify(d)).toSorted(),
      sumHolds: view.sum?.holds === true,
      facts: Journal.read(file),
      lives,
      logFiles: services.map((service) => running.logFile(service)),
      databases: services.map((service) => running.databaseUrl(service, 'owner')),
    };
    await look(lived);
    return lived;
  } finally {
    await platform?.stop();
    await mailbox.close();
    await telephone.close();
    await Promise.all([...cables.values()].map((cable) => cable.close()));
  }
}
