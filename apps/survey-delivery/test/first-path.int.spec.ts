import { mixingKid, type SurveyState } from '@answerable/contracts';
import { eventually } from '@answerable/stack';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { kidOf, openText } from '../src/vault/sealing.js';
import { agreeWith, closure, contact, mailboxOf, openWorkplace, recorded, type Workplace } from './workplace.js';

let place: Workplace;
beforeAll(async () => {
  // Monday 11 May 2026, half past nine in London.
  place = await openWorkplace({ now: '2026-05-11T08:30:00Z', hears: { surveys: true, checks: true } });
}, 120_000);
afterAll(() => place?.close());

test('a person whose case ended gets one neutral e-mail after the waiting time, and her answer ends the asking', async () => {
  await eventually(async () => expect((await fetch(`${place.service.url}/v1/public/vault-keys`)).status).toBe(200));
  const sealed = await place.sealContact(contact('ana', '2026-05-09'));
  const ana = closure('ana', { closedOn: '2026-05-08', reportedOn: '2026-04-20', contact: sealed });
  await place.intake.announce(recorded(ana));
  await agreeWith(place.service.url, ana.unit, mailboxOf('ana'));

  expect(await place.rows('select state, due_at from episodes')).toEqual([
    { state: 'scheduled', due_at: new Date('2026-05-22T08:00:00Z') },
  ]);
  expect(await place.rows('select disposition from closures')).toEqual([{ disposition: 'to-check' }]);
  expect(place.mail.mails).toHaveLength(0);

  await place.intake.announce({
    type: 'cases.source.heard.v1',
    data: { force: '01', sourceSystem: 'connect', lastHeardOn: '2026-05-21' },
  });
  await place.settled(async () =>
    expect(await place.rows(`select 1 from sources where last_heard_on = '2026-05-21'`)).toHaveLength(1),
  );
  place.setClock('2026-05-22T09:00:00Z');
  await eventually(() => expect(place.mail.mails).toHaveLength(1));
  const [mail] = place.mail.mails;
  expect(mail!.text).not.toMatch(/police|case|victim/i);
  const [, token] = /\/l\/([\w-]{22})/.exec(mail!.text!) ?? [];
  expect(token).toBeDefined();
  await place.settled(async () =>
    expect(await place.rows(`select 1 from closures where disposition = 'asked'`)).toHaveLength(1),
  );

  const survey = await eventually(() => {
    expect(place.collection.heard).toHaveLength(1);
    return place.collection.heard[0]!.data as SurveyState;
  });
  const sizes = new Set(
    [...survey.bundles.area, survey.bundles.borough, ...survey.bundles.constituency].map((b) => b.length),
  );
  expect(sizes.size, 'every bundle is of one size').toBe(1);
  expect(kidOf(survey.bundles.area[0]!), 'the outer seal ends with the survey').toBe(
    mixingKid(survey.expiresAt.slice(0, 7)),
  );
  const outer = await openText(survey.bundles.area[0]!, place.reporting.privateKey);
  expect(kidOf(outer)).toBe('reporting-test');
  expect(JSON.parse(await openText(outer, place.reporting.privateKey))).toEqual({ kind: 'area', area: 'peckham' });
  expect(survey.checkWordHash).toMatch(/^[0-9a-f]{64}$/);

  place.setClock('2026-05-23T14:07:31Z');
  await place.collection.announce({
    type: 'responses.survey.submitted.v1',
    data: { surveyId: survey.surveyId, on: '2026-05-23', consentVersion: '2026-1' },
  });
  await place.settled(async () =>
    expect(await place.rows(`select 1 from closures where disposition = 'answered'`)).toHaveLength(1),
  );
  expect(await place.rows('select consent_version from episodes'), 'what she agreed to').toEqual([
    { consent_version: '2026-1' },
  ]);
  // When she answered is kept by its day alone, in whatever column.
  const times = await place.rows<{ name: string; type: string }>(
    `select quote_ident(table_name) || '.' || quote_ident(column_name) as name, data_type as type from information_schema.columns
      where table_schema = 'public' and data_type like 'timestamp%' and table_name not in ('inbox', 'outbox')`,
  );
  expect(times.length).toBeGreaterThan(10);
  expect(times.map(({ name }) => name)).not.toContain('disposition_changes.recorded_at');
  for (const { name } of times)
    expect(
      await place.rows(
        `select 1 from ${name.split('.')[0]} where ${name.split('.')[1]} > '2026-05-23T00:00:00Z' and ${name.split('.')[1]} < '2026-05-24T00:00:00Z'`,
      ),
      name,
    ).toEqual([]);

  place.setClock('2026-06-30T09:00:00Z');
  await place.settled();
  expect(place.mail.mails, 'no reminder after an answer').toHaveLength(1);
  await eventually(() =>
    expect(place.intake.heard.map((e) => e.data)).toEqual([
      { caseKey: ana.caseKey, version: 1, readable: true, malformedFields: [] },
    ]),
  );
});
