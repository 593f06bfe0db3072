import type { VaultKeySet, WorkTask } from '@answerable/contracts';
import type { Platform } from '@answerable/platform';
import { agreeOnSettings, Caller, Clocks, londonInstant, type Mailbox } from '@answerable/simulate';
import { CompactEncrypt, importJWK } from 'jose';
import type { Figure, Say } from './figure.js';
import { watchMemory } from './processes.js';

const AT_ONCE = 16;

/**
 * A day of invitations, all due at nine in the morning, until the mail server has the last one and nothing is left in any queue.
 * Before that each person is closed by the police, called, and says herself where she wants to be written to: not measured.
 */
export async function invitationsBench(
  platform: Platform,
  mailbox: Mailbox,
  people: number,
  say: Say,
): Promise<Figure[]> {
  const clocks = new Clocks({
    'case-intake': platform.url('case-intake'),
    'survey-delivery': platform.url('survey-delivery'),
    // Its keys are those of the months in which surveys end.
    'response-collection': platform.url('response-collection'),
  });
  await clocks.set(londonInstant('2026-07-13', 8));
  await clocks.rest();
  const door = { surveyDelivery: platform.url('survey-delivery') };
  await agreeOnSettings(door, { messagesPerHour: 100_000 }, 'a day of invitations at once');
  say(`closing ${people} cases`);
  await closeCases(platform, people);
  await clocks.rest(600_000);
  await agreeWithAll(platform, people, say);
  const sentBefore = mailbox.all().length;
  const stopWatching = watchMemory(platform, ['survey-delivery']);
  await clocks.set(londonInstant('2026-07-13', 9));
  const began = performance.now();
  await clocks.rest(1_200_000);
  const seconds = (performance.now() - began) / 1000;
  const memory = stopWatching();
  const sent = mailbox.all().length - sentBefore;
  if (sent !== people) throw new Error(`${sent} messages for ${people} people`);
  return [
    {
      what: `invitations a second, due to taken by the mail server, drained, over ${people}`,
      value: people / seconds,
      unit: '/s',
      // 17,000 of England and Wales within one of the ten hours in which people are written to.
      budget: { atLeast: 5 },
      ratio: `${people} took ${seconds.toFixed(0)} s`,
    },
    {
      what: 'memory while inviting, survey-delivery',
      value: memory['survey-delivery']?.highest ?? 0,
      unit: 'MB',
      budget: { atMost: 300 },
    },
  ];
}

async function closeCases(platform: Platform, people: number): Promise<void> {
  const { keys } = (await (await fetch(`${platform.url('case-intake')}/v1/keys`)).json()) as VaultKeySet;
  const key = await importJWK(keys[0]!, 'ECDH-ES');
  const lines: string[] = [];
  for (let n = 1; n <= people; n++) {
    const block = {
      name: { first: 'Sam' },
      dateOfBirth: '1990-05-05',
      telephones: [{ number: `+4477008${String(n).padStart(5, '0')}` }],
      confirmedOn: '2026-06-20',
    };
    const contact = await new CompactEncrypt(new TextEncoder().encode(JSON.stringify(block)))
      .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', kid: keys[0]!.kid })
      .encrypt(key);
    lines.push(
      JSON.stringify({
        specversion: '1.0',
        id: `invitation-${n}`,
        source: '/forces/01/systems/invitations',
        type: 'police.case.closed.v1',
        time: londonInstant('2026-07-13', 7),
        sequence: n,
        caseversion: 1,
        data: {
          caseReference: `INV-${n}`,
          victimPseudonym: `INV-V-${n}`,
          unit: 'Invitations',
          offenceClass: '19C',
          reportedOn: '2026-05-20',
          areaCode: 'E09000028',
          ageBandAtReport: '35-44',
          closedOn: '2026-06-25',
          outcomeCode: '16',
          decisionMaker: 'police',
          supervisorAuthorised: true,
          policeReferral: 'given',
          contact,
        },
      }),
    );
  }
  const publisher = new Caller('publisher-01', platform.url('case-intake'));
  const answer = await publisher.send(
    'POST',
    '/v1/case-events?receipts=rejected',
    `${lines.join('\n')}\n`,
    'application/x-ndjson',
  );
  if (!answer.ok) throw new Error(`closures were refused: ${await answer.text()}`);
  await answer.text();
}

/** Everybody is called and names her mailbox; through the staff's own door, several callers at once. */
async function agreeWithAll(platform: Platform, people: number, say: Say): Promise<void> {
  const caseworker = new Caller('caseworker-1', platform.url('survey-delivery'));
  const tasks: WorkTask[] = [];
  for (let after = ''; ;) {
    const page = await caseworker.get<{ tasks: WorkTask[]; next: string | null }>(
      `/v1/worklist?kind=telephone&search=Invitations&limit=200${after && `&after=${encodeURIComponent(after)}`}`,
    );
    tasks.push(...page.tasks);
    if (!page.next) break;
    after = page.next;
  }
  const waiting = tasks.slice(0, people);
  const next = async (): Promise<void> => {
    for (let task = waiting.pop(); task; task = waiting.pop()) {
      if (waiting.length % 500 === 0) say(`writing down what people said: ${waiting.length} of ${people} are left`);
      await caseworker.post(`/v1/episodes/${task.episodeId}/safe-contact`, {
        taskId: task.taskId,
        email: `${task.taskId}@inbox.example`,
        emailSafe: 'safe',
        linksSafe: true,
        identity: 'known-to-us',
        checkWord: 'bluebell',
      });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, next));
}
