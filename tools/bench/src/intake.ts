import type { VaultKeySet } from '@answerable/contracts';
import type { Platform } from '@answerable/platform';
import { Clocks, imagine, londonInstant } from '@answerable/simulate';
import { tokenFor } from '@answerable/stack';
import { CompactEncrypt, importJWK } from 'jose';
import type { Figure, Say } from './figure.js';
import { watchMemory } from './memory.js';

/**
 * Closures by HTTP as one NDJSON stream, contacts encrypted by the sender beforehand, until every episode is scheduled and
 * nothing is left in any queue.
 */
export async function intakeBench(platform: Platform, closures: number, say: Say): Promise<Figure[]> {
  const clocks = new Clocks({
    'case-intake': platform.url('case-intake'),
    'survey-delivery': platform.url('survey-delivery'),
  });
  await clocks.set(londonInstant('2026-06-15', 10));
  await clocks.rest();
  say(`making ${closures} closures with encrypted contacts`);
  const lines = await events(platform, closures);
  const stopWatching = watchMemory(platform, ['case-intake', 'survey-delivery']);
  const began = performance.now();
  const answer = await fetch(`${platform.url('case-intake')}/v1/case-events?receipts=rejected`, {
    method: 'POST',
    headers: { authorization: `Bearer ${await tokenFor('publisher-01')}`, 'content-type': 'application/x-ndjson' },
    body: stream(lines),
    duplex: 'half',
  } as RequestInit);
  const summary = (await answer.text()).trim().split('\n').at(-1);
  const received = (performance.now() - began) / 1000;
  say(`received after ${received.toFixed(1)} s: ${summary}`);
  await clocks.rest(600_000);
  const drained = (performance.now() - began) / 1000;
  const memory = stopWatching();
  return [
    {
      what: `closures a second, HTTP to scheduled episode, drained, over ${closures}`,
      value: closures / drained,
      unit: '/s',
      budget: { atLeast: 3000 },
      ratio: `the HTTP edge alone took ${(closures / received).toFixed(0)} /s`,
    },
    ...Object.entries(memory).map(([app, mb]) => ({
      what: `memory under load, ${app}`,
      value: mb,
      unit: 'MB',
      budget: { atMost: 300 },
    })),
  ];
}

function stream(lines: readonly string[]): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= lines.length) return controller.close();
      controller.enqueue(encoder.encode(`${lines.slice(at, at + 200).join('\n')}\n`));
      at += 200;
    },
  });
}

async function events(platform: Platform, closures: number): Promise<string[]> {
  const { keys } = (await (await fetch(`${platform.url('case-intake')}/v1/keys`)).json()) as VaultKeySet;
  const key = await importJWK(keys[0]!, 'ECDH-ES');
  const lives = imagine({ seed: 7, from: '2026-05', to: '2026-05', closuresAMonth: [closures, closures] });
  const lines: string[] = [];
  for (const [index, life] of lives.entries()) {
    const block = {
      name: { first: life.person.firstName },
      telephones: [{ number: `+4477009${String(index % 100_000).padStart(5, '0')}` }],
      dateOfBirth: life.person.dateOfBirth,
    };
    const contact = await new CompactEncrypt(new TextEncoder().encode(JSON.stringify(block)))
      .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', kid: keys[0]!.kid })
      .encrypt(key);
    lines.push(
      JSON.stringify({
        specversion: '1.0',
        id: `bench-${index}`,
        source: '/forces/01/systems/bench',
        type: 'police.case.closed.v1',
        time: londonInstant('2026-06-15', 9),
        sequence: index + 1,
        caseversion: 1,
        data: {
          caseReference: life.caseReference,
          victimPseudonym: life.victimPseudonym,
          unit: life.unit,
          offenceClass: life.offenceClass,
          reportedOn: life.reportedOn,
          areaCode: life.wardCode,
          ageBandAtReport: life.person.ageBand,
          closedOn: life.closedOn,
          outcomeCode: life.outcomeCode,
          decisionMaker: 'police',
          supervisorAuthorised: true,
          policeReferral: 'given',
          contact,
        },
      }),
    );
  }
  return lines;
}
