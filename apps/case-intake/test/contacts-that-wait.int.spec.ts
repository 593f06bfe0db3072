import { forceTopic, type Feed, type Receipt } from '@answerable/contracts';
import { eventually } from '@answerable/stack';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closed, get, sendLines, startIntake, type Intake } from './intake.js';
import { readTopic } from './topic.js';

interface Rejections {
  rejections: { receipt: Receipt; ageDays: number }[];
}

describe('the contact of an event that waits', () => {
  let intake: Intake;
  beforeAll(async () => {
    intake = await startIntake();
    await intake.setClock('2026-05-21T12:00:00Z');
    const waiting = { outcomeCode: '77', contact: await intake.seal() };
    await sendLines(intake, [
      closed('A', { sequence: 1 }, waiting),
      closed('B', { sequence: 2 }, { ...waiting, contact: await intake.seal() }),
      closed('C', { sequence: 3 }, { outcomeCode: '77' }),
    ]);
  });
  afterAll(() => intake.stop());

  const contacts = async () =>
    (await intake.query<{ n: number }>('select count(contact)::int as n from rejections'))[0]!.n;
  const source = async () => (await get<Feed>(intake, '/v1/feed')).sources[0]!;
  const waitingMetric = async () =>
    /case_events_waiting\{force="01",system="connect"\} (\d+)/.exec(
      await (await fetch(`${intake.url}/metrics`)).text(),
    )![1];

  it('is kept while the vault has the key that it was sealed to', async () => {
    await intake.run('replay-quarantine');
    expect(await contacts()).toBe(2);
    expect(await source()).toMatchObject({ contactsNotKept: 0, contactsNotKeptDays: null });
  });

  it('is dropped with that key; the data officer sees which events and how old, and the force is told while they wait', async () => {
    await intake.setClock('2026-06-02T12:00:00Z');
    await intake.renewVaultKey();
    await eventually(async () => {
      await intake.run('replay-quarantine');
      expect(await contacts()).toBe(0);
    });
    expect(await source()).toMatchObject({ contactsNotKept: 2, contactsNotKeptDays: 12 });
    const { rejections } = await get<Rejections>(intake, '/v1/rejections');
    expect(rejections.map(({ receipt, ageDays }) => [receipt.reasons.map(({ code }) => code), ageDays])).toEqual([
      [['unknown-outcome-code', 'contact-not-kept'], 12],
      [['unknown-outcome-code', 'contact-not-kept'], 12],
      [['unknown-outcome-code'], 12],
    ]);
    await eventually(async () => {
      const receipts = (await readTopic(intake, forceTopic('police.receipts', '01'))).map(({ data }) => data);
      expect(receipts).toMatchObject(
        ['01-connect-1', '01-connect-2'].map((eventId) => ({ eventId, status: 'rejected' })),
      );
    });
    await intake.run('replay-quarantine');
    expect((await get<Rejections>(intake, '/v1/rejections')).rejections[0]!.receipt.reasons).toHaveLength(2);
  });

  it('is missed no more once it is sent again, under the same id or by a correction, sealed to a key of the vault', async () => {
    await sendLines(intake, [closed('A', { sequence: 1 }, { outcomeCode: '77', contact: await intake.seal() })]);
    expect(await source()).toMatchObject({ contactsNotKept: 1 });
    expect(await contacts()).toBe(1);
    await sendLines(intake, [
      closed('B', { sequence: 4, caseversion: 2 }, { outcomeCode: '18', contact: await intake.seal() }),
    ]);
    expect(await source()).toMatchObject({ contactsNotKept: 0 });
    expect(await waitingMetric()).toBe('2');
  });

  it('is dropped thirty days after it came, whenever its event was refused first', async () => {
    await intake.setClock('2026-07-01T12:00:00Z');
    await intake.run('replay-quarantine');
    expect(await contacts()).toBe(1);
    await intake.setClock('2026-07-03T12:00:00Z');
    await intake.run('replay-quarantine');
    expect(await contacts()).toBe(0);
    expect(await source()).toMatchObject({ contactsNotKept: 1, contactsNotKeptDays: 43 });
  });
});
