import type { ContactBlock } from '@answerable/contracts';
import { tokenFor } from '@answerable/stack';
import { Vault } from '../src/vault/vault.js';
import { startNotify } from './notify.js';
import { watchOpenings } from './openings.js';
import { agreeWith, closure, contact, mailboxOf, openWorkplace, recorded } from './workplace.js';

const unitOf = (name: string) => `Unit of ${name}`;

export type Outreach = Awaited<ReturnType<typeof openOutreach>>;

/** A workplace with its provider of text messages, people who may be asked, and every opening of the vault watched. */
export async function openOutreach() {
  const started = await startNotify(() => place.service.url);
  const { notify } = started;
  // Tuesday 13 October 2026, eleven in London.
  const place = await openWorkplace({ now: '2026-10-13T10:00:00Z', env: { ...started.env, STEP_UP_SECONDS: '86400' } });
  const unnoted = watchOpenings(place.service.app.get(Vault));
  let numbers = 200;
  async function arrives(name: string, over: Partial<ContactBlock> = {}, closedOn = '2026-09-20'): Promise<string> {
    const number = `07700 900${numbers++}`;
    const block = contact(name, '2026-10-01', {
      telephones: [
        {
          number,
          belongsTo: 'her',
          safe: 'safe',
          textSafe: 'safe',
          voicemailSafe: 'unknown',
          shared: false,
          times: [],
        },
      ],
      ...over,
    });
    const sealed = await place.sealContact(block);
    await place.intake.announce(
      recorded(closure(name, { unit: unitOf(name), closedOn, reportedOn: '2026-09-01', contact: sealed })),
    );
    await agreeWith(place.service.url, unitOf(name), {
      ...(over.emails ? {} : mailboxOf(name)),
      telephoneSafe: 'safe',
      textSafe: 'safe',
    });
    return number;
  }
  const messagesOf = (name: string) =>
    place.rows<{ channel: string; status: string }>(
      `select m.channel, m.status from messages m join closures c on c.episode_id = m.episode_id where c.unit = $1 order by m.created_at`,
      [unitOf(name)],
    );
  const episodeOf = async (name: string) =>
    (
      await place.rows<{ id: string; due_at: Date | null; state: string }>(
        `select e.id, e.due_at, e.state from episodes e join closures c on c.episode_id = e.id where c.unit = $1`,
        [unitOf(name)],
      )
    )[0]!;
  async function call(who: string, method: string, path: string, body?: unknown) {
    const response = await fetch(place.service.url + path, {
      method,
      headers: {
        authorization: `Bearer ${await tokenFor(who)}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      type: response.headers.get('content-type') ?? '',
      body: text ? JSON.parse(text) : null,
    };
  }

  return {
    place,
    notify,
    unnoted,
    unitOf,
    arrives,
    messagesOf,
    episodeOf,
    call,
    close: async () => {
      await place.close();
      await notify.close();
    },
  };
}
