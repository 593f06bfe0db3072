import type { ReportContent, ReportSummary } from '@answerable/contracts';
import type { AppName } from '@answerable/platform';
import { readStackEnv } from '@answerable/stack';
import { Caller } from '../front-door.js';
import type { Fact } from '../journal.js';
import { LivingPlatform, services } from '../living-platform.js';
import type { Life } from '../world.js';
import { Cable } from './cable.js';
import type { Reach } from './faults.js';

/** As the supervisor's page shows them. */
interface Dispositions {
  readonly disposition: string;
  readonly closures: number;
}

export interface MonthSettings {
  readonly seed: number;
  readonly month: string;
  readonly closuresAMonth: readonly [number, number];
  readonly keen?: boolean;
  /** Called right after something was accepted and before anything came of it. */
  readonly between?: (at: string, reach: Reach) => Promise<void>;
  readonly onDay?: (day: string) => void;
  /** The last look at the platform, before it and its databases go. */
  readonly look?: (lived: LivedMonth) => Promise<void>;
}

/** What is left when the month is over, in a form that can be compared. */
export interface LivedMonth {
  readonly reports: readonly ReportContent[];
  readonly dispositions: readonly Dispositions[];
  readonly sumHolds: boolean;
  readonly facts: readonly Fact[];
  readonly lives: readonly Life[];
  readonly world: LivingPlatform;
}

/** Lives through one simulated month, after a backlog of three, on a platform of its own that ends with it. */
export async function liveAMonth(settings: MonthSettings): Promise<LivedMonth> {
  const cables = new Map<AppName, Cable>();
  let world: LivingPlatform | undefined;
  try {
    for (const service of services) cables.set(service, await Cable.to(readStackEnv().postgres.port));
    world = await LivingPlatform.start({
      begins: `${settings.month}-01T00:00:00Z`,
      only: services,
      databasePort: (app) => cables.get(app)?.port,
    });
    const { platform, doors } = world;
    const reach: Reach = { platform, cables, now: () => world!.now };
    const { lives, facts } = await world.live({
      seed: settings.seed,
      from: settings.month,
      months: 1,
      closuresAMonth: settings.closuresAMonth,
      ...(settings.keen && { keen: true }),
      onProgress: ({ day }) => settings.onDay?.(day),
      between: async (day, step) => settings.between?.(`${day} ${step}`, reach),
    });
    const mp = new Caller('mp-peckham', doors.reporting);
    const { reports } = await mp.get<{ reports: ReportSummary[] }>('/v1/reports');
    const view = await new Caller('vs-lead-1', doors.surveyDelivery).get<{
      dispositions: Dispositions[];
      sum: { holds: boolean } | null;
    }>(`/v1/supervisor?from=2000-01&to=${settings.month}`);
    const lived: LivedMonth = {
      reports: await Promise.all(
        reports.map(async ({ id }) => (await mp.get<{ content: ReportContent }>(`/v1/reports/${id}`)).content),
      ),
      dispositions: view.dispositions.toSorted((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b))),
      sumHolds: view.sum?.holds === true,
      facts,
      lives,
      world,
    };
    await settings.look?.(lived);
    return lived;
  } finally {
    await world?.stop();
    await Promise.all([...cables.values()].map((cable) => cable.close()));
  }
}
