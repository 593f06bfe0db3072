import { Agent, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { tokenFor } from '@answerable/stack';
import { doors, readersPortal } from './addresses.js';
import { signedIn } from './portal-reader.js';

export interface LoadResult {
  readonly seconds: number;
  readonly sent: number;
  /** What was no success, in words; the first fifty. */
  readonly failed: readonly string[];
  readonly failures: number;
  readonly slowestMs: number;
  /** Events of the police that were accepted, numbered from 1, from a source of this load's own. */
  readonly accepted: number;
}

interface Asked {
  readonly method?: 'POST';
  readonly url: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** Connections that are kept, as a proxy keeps them, and a new one for every request, as Kubernetes' own balancing sees it. */
const kept = new Agent({ keepAlive: true, maxSockets: 4 });
const fresh = new Agent({ keepAlive: false });
const limitMs = 15_000;

/**
 * Clients of every kind at the services' addresses, each with its next request as soon as it has its answer, until `over`: somebody
 * who was asked, somebody who was not, an MP's office at the portal and at the API, and a police system that sends a case a time.
 * Nothing is sent a second time: whatever is not answered by success is a failure. `source` names the police system, `at` is the
 * instant of the platform's clocks.
 */
export async function load(source: string, at: string, over: Promise<void>): Promise<LoadResult> {
  const state = { over: false };
  void over.then(() => (state.over = true));
  const cookie = await signedIn('mp-peckham');
  const began = performance.now();
  const failed: string[] = [];
  let sent = 0;
  let failures = 0;
  let slowestMs = 0;
  let accepted = 0;

  const clients: readonly [restMs: number, next: () => Asked | Promise<Asked>][] = [
    [100, () => ({ url: `${doors.survey}/` })],
    [100, () => ({ url: `${doors.surveyDelivery}/nobody-asked-me` })],
    [100, () => ({ url: `${readersPortal}/reports/latest`, headers: { cookie } })],
    [100, async () => ({ url: `${doors.reporting}/v1/reports`, headers: await bearer('mp-peckham') })],
    // Intake allows a client ten requests a second.
    [250, async () => policeEvent(source, at, accepted + 1)],
  ];
  await Promise.all(
    clients.flatMap(([restMs, next], kind) =>
      // One sends events, in the order of their numbers; of the others there are two, with connections of either sort.
      (kind === clients.length - 1 ? [fresh] : [kept, fresh]).map(async (agent) => {
        while (!state.over) {
          const asked = await next();
          const at = performance.now();
          const answer = await send(agent, asked);
          slowestMs = Math.max(slowestMs, performance.now() - at);
          sent++;
          if (/^2\d\d$/.test(answer)) accepted += asked.method ? 1 : 0;
          else {
            failures++;
            if (failed.length < 50) failed.push(`${asked.method ?? 'GET'} ${asked.url}: ${answer}`);
          }
          await pause(restMs);
        }
      }),
    ),
  );
  kept.destroy();
  const seconds = (performance.now() - began) / 1000;
  return { seconds, sent, failed, failures, slowestMs: Math.round(slowestMs), accepted };
}

async function bearer(who: string): Promise<Record<string, string>> {
  return { authorization: `Bearer ${await tokenFor(who)}` };
}

async function policeEvent(source: string, at: string, number: number): Promise<Asked> {
  const event = {
    specversion: '1.0',
    id: `${source}-${number}`,
    source: sourceOf(source),
    type: 'police.case.reported.v1',
    time: at,
    sequence: number,
    caseversion: 1,
    data: {
      caseReference: `${source}-${number}`,
      victimPseudonym: null,
      unit: 'AS BCU Sapphire team 1',
      offenceClass: '19C',
      reportedOn: at.slice(0, 10),
      areaCode: null,
      ageBandAtReport: '25-34',
    },
  };
  return {
    method: 'POST',
    url: `${doors.caseIntake}/v1/case-events`,
    headers: { ...(await bearer('publisher-01')), 'content-type': 'application/cloudevents+json' },
    body: JSON.stringify(event),
  };
}

export const sourceOf = (name: string): string => `/forces/01/systems/${name}`;

/** The status of the answer, or why there is none. */
function send(
  agent: Agent,
  { method = 'GET' as const, url, headers = {}, body }: Omit<Asked, 'method'> & { method?: string },
): Promise<string> {
  return new Promise((resolve) => {
    const sent = request(url, { agent, method, headers, timeout: limitMs }, (answer) => {
      answer.resume().once('end', () => resolve(String(answer.statusCode)));
      answer.once('error', (error) => resolve(error.message));
    });
    sent.once('timeout', () => sent.destroy(new Error(`no answer within ${limitMs / 1000} s`)));
    sent.once('error', (error) => resolve(error.message));
    sent.end(body);
  });
}
