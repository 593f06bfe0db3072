import type { SurveyState } from '@answerable/contracts';
import { tokenFor } from '@answerable/stack';
import { expect } from 'vitest';
import { closure, contact, recorded, type Workplace } from './workplace.js';

export const anHourBefore = () => new Date(Date.now() - 3_600_000).toISOString();
/** A contact of which the telephone alone may be used. */
export const text = (number: string) => ({
  emails: [],
  telephones: [{ number, safe: 'safe' as const, textSafe: 'safe' as const }],
});

/** People known by their unit, at a workplace whose database is put back to a backup. */
export function peopleOf(place: () => Workplace) {
  const episodeOf = async (name: string) =>
    (
      await place().rows<{ id: string; surveyId: string; state: string }>(
        `select id, survey_id as "surveyId", state from episodes where unit = $1`,
        [`Unit of ${name}`],
      )
    )[0]!;
  return {
    episodeOf,
    async arrives(name: string, closedOn: string, over: object, version = 1): Promise<void> {
      const sealed = await place().sealContact({ ...contact(name, '2026-07-01'), ...over });
      await place().intake.announce(
        recorded(closure(name, { unit: `Unit of ${name}`, closedOn, contact: sealed, version })),
      );
    },
    heardOn: (lastHeardOn: string) =>
      place().intake.announce({
        type: 'cases.source.heard.v1',
        data: { force: '01', sourceSystem: 'connect', lastHeardOn },
      }),
    /** Waits until that source is known to be heard that day. */
    heardAt: (day: string) =>
      place().settled(async () =>
        expect(await place().rows('select 1 from sources where last_heard_on = $1', [day])).toHaveLength(1),
      ),
    messagesOf: async (name: string) =>
      (
        await place().rows<{ status: string }>(
          'select status from messages where episode_id = $1 order by created_at',
          [(await episodeOf(name)).id],
        )
      ).map(({ status }) => status),
    heardOf: (surveyId: string) =>
      place()
        .collection.heard.map(({ id, data }) => ({ id, ...(data as SurveyState) }))
        .filter((s) => s.surveyId === surveyId),
    mailsTo: (name: string) => place().mail.mails.filter((mail) => JSON.stringify(mail.to).includes(`${name}@`)),
    post: async (who: string, path: string, body?: object) => {
      const answer = await fetch(place().service.url + path, {
        method: 'POST',
        headers: { authorization: `Bearer ${await tokenFor(who)}`, 'content-type': 'application/json' },
        ...(body && { body: JSON.stringify(body) }),
      });
      const said = await answer.text();
      expect(answer.status, said).toBeLessThan(300);
      return said;
    },
  };
}
