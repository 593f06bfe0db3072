import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReportContent, ReportSummary } from '@answerable/contracts';
import { type AppName, type Platform, startPlatform } from '@answerable/platform';
import { Caller, type Fact, Journal, live, Mailbox, Telephone } from '@answerable/simulate';
import { expect, it } from 'vitest';

/**
 * Two runs of the same simulated month: a calm one, and one in which every service is killed (SIGKILL) again and again right
 * after it accepted something and before anything came of it: rows are in outboxes, events on their way, batches half
 * closed. Afterwards the two worlds must be the same: nothing lost, nothing twice.
 */
const services: readonly AppName[] = ['case-intake', 'survey-delivery', 'response-collection', 'reporting'];

interface World {
  readonly contents: readonly ReportContent[];
  readonly dispositions: unknown;
  readonly facts: readonly Fact[];
  readonly kills: number;
}

async function liveAMonth(kill: boolean): Promise<World> {
  const mailbox = await Mailbox.open();
  const telephone = await Telephone.open();
  let now = '2025-11-01T00:00:00Z';
  let platform: Platform | undefined;
  let kills = 0;
  let turn = 0;
  try {
    platform = await startPlatform({
      smtpUrl: `smtp://127.0.0.1:${mailbox.port}`,
      telephonyUrl: telephone.url,
      only: services,
      clock: () => now,
    });
    const running = platform;
    const doors = {
      caseIntake: running.url('case-intake'),
      surveyDelivery: running.url('survey-delivery'),
      survey: running.url('response-collection'),
      reporting: running.url('reporting'),
    };
    const file = join(mkdtempSync(join(tmpdir(), 'answerable-')), 'journal.jsonl');
    /** Who has just accepted something, and whoever is about to receive it. */
    const worst: Readonly<Record<string, readonly AppName[]>> = {
      close: ['response-collection', 'reporting'],
      police: ['case-intake', 'survey-delivery'],
      staff: ['survey-delivery', 'response-collection'],
      answers: ['response-collection', 'survey-delivery'],
    };
    await live({
      doors,
      mailbox,
      telephone,
      journal: new Journal(file),
      seed: 1829,
      from: '2025-11',
      months: 1,
      closuresAMonth: [30, 34],
      onClock: (at) => (now = at),
      between: async (day, step) => {
        // Every month close, and every fifth day at a different step: each service dies at each of its moments.
        if (!kill || (step !== 'close' && (Number(day.slice(8)) + turn++) % 5 !== 0)) return;
        for (const app of worst[step] ?? []) {
          await running.crash(app);
          kills++;
        }
      },
    });
    const mp = new Caller('mp-peckham', doors.reporting);
    const { reports } = await mp.get<{ reports: ReportSummary[] }>('/v1/reports');
    const contents = await Promise.all(
      reports.map(async ({ id }) => (await mp.get<{ content: ReportContent }>(`/v1/reports/${id}`)).content),
    );
    const { dispositions } = await new Caller('vs-lead-1', doors.surveyDelivery).get<{ dispositions: object[] }>(
      '/v1/supervisor?from=2025-08&to=2025-11',
    );
    return {
      contents,
      dispositions: dispositions.map((d) => JSON.stringify(d)).toSorted(),
      facts: Journal.read(file),
      kills,
    };
  } finally {
    await platform?.stop();
    await mailbox.close();
    await telephone.close();
  }
}

it('a month in which every service was killed at its worst moments ends like a calm one: same report, same dispositions, no message twice', async () => {
  const calm = await liveAMonth(false);
  const killed = await liveAMonth(true);
  expect(killed.kills).toBeGreaterThanOrEqual(12);
  expect(calm.contents.length).toBeGreaterThan(0);
  expect(killed.contents).toEqual(calm.contents);
  expect(killed.dispositions).toEqual(calm.dispositions);
  const messages = killed.facts.filter((f) => f.what === 'message').map((f) => JSON.stringify(f));
  expect(
    messages.filter((m, i) => messages.indexOf(m) !== i),
    'sent twice',
  ).toEqual([]);
}, 1_500_000);
