import type { EventData } from '@answerable/contracts';
import { eventually } from '@answerable/stack';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { closed, policeEvent, sendLines, startIntake, type Intake } from './intake.js';
import { kafkaAs, readTopic } from './topic.js';

type Signals = EventData<'coverage.intake.counted.v1'>['signals'];

/** May 2026: each unit but the first plays one trick with its cases, so that fewer victims are asked. */
const units = {
  honest: 'AS honest',
  discards: 'AS discards what was refused',
  hoards: 'AS never closes',
  joins: 'AS merges duplicates',
  keeps: 'AS keeps in court',
  late: 'AS sends too late',
  masks: 'AS masks how fast it closes',
  merges: 'AS merges victims away',
  parks: 'AS parks as live',
  reclassifies: 'AS reclassifies',
  removes: 'AS removes',
  swaps: 'AS swaps victims',
  unusable: 'AS wrong numbers',
} as const;

async function playTricks(intake: Intake): Promise<void> {
  const contact = await intake.seal();
  let sequence = 0;
  const events: object[] = [];
  const facts = { outcomeCode: '15', reportedOn: '2026-02-01', closedOn: '2026-05-10', contact };
  const close = (reference: string, unit: string, more: object = {}, caseversion = 1) =>
    events.push(closed(reference, { sequence: (sequence += 1), caseversion }, { ...facts, unit, ...more }));
  const say = (type: Parameters<typeof policeEvent>[0], data: object) =>
    events.push(policeEvent(type, data, { sequence: (sequence += 1), caseversion: 2 }));
  const merge = (caseReference: string, intoCaseReference: string) =>
    say('police.case.merged.v1', { caseReference, intoCaseReference });
  const open = (caseReference: string, unit: string, reportedOn: string) => {
    const { victimPseudonym, offenceClass, areaCode, areaBasis, ageBandAtReport } = closed('X', { sequence: 1 }).data;
    const rest = { victimPseudonym, offenceClass, areaCode, areaBasis, ageBandAtReport };
    say('police.case.reported.v1', { ...rest, caseReference, unit, reportedOn });
  };
  const remove = (caseReference: string) => say('police.case.removed.v1', { caseReference, reason: 'test-record' });

  for (const n of [1, 2, 3]) close(`H-${n}`, units.honest);
  for (const n of [1, 2]) close(`U-${n}`, units.unusable);
  close('P-1', units.parks, { proceedingsLive: true });
  close('P-2', units.parks, { outcomeCode: '1', proceedingsLive: true });
  // Charged, and live for more than a year: of them the stock is told, whenever they were closed.
  for (const n of [1, 2]) {
    const closedOn = n === 1 ? '2025-05-30' : '2025-07-01';
    close(`K-${n}`, units.keeps, { outcomeCode: '1', proceedingsLive: true, reportedOn: '2025-01-02', closedOn });
  }
  for (const n of [1, 2, 3]) close(`F-${n}`, units.masks, { reportedOn: n === 3 ? '1926-05-05' : '2026-05-05' });
  close('L-1', units.late, { reportedOn: '2024-01-01', closedOn: '2026-01-05' });
  close('L-2', units.late);
  // Out of the table, or out of the survey: the Southwark failing.
  for (const n of [1, 2, 3, 4]) close(`C-${n}`, units.reclassifies);
  for (const n of [1, 2, 3]) close(`C-${n}`, units.reclassifies, { offenceClass: ['88D', '8N', '20A'][n - 1] }, 2);
  close('S-1', units.swaps, { victimPseudonym: 'V-S-1' });
  close('S-1', units.swaps, { victimPseudonym: 'V-S-2' }, 2);
  close('S-2', units.swaps);
  for (const n of [1, 2]) open(`O-${n}`, units.hoards, '2025-01-10');
  open('O-3', units.hoards, '2026-04-10');
  for (const n of [1, 2]) close(`R-${n}`, units.removes);
  remove('R-1');
  open('R-3', units.removes, '2026-05-20');
  remove('R-3');

  // Refused, and then removed or merged before it is put right: it was sent, and nobody will be asked.
  close('X-1', units.discards, { outcomeCode: '97' });
  remove('X-1');
  close('X-2', units.discards, { decisionMaker: 'nobody' });
  remove('X-2');
  close('X-3', units.discards, { areaCode: 'E05009317' });
  remove('X-3');
  close('X-4', units.discards, { outcomeCode: '97' });
  merge('X-4', 'nowhere');

  // Duplicates of one victim: she is asked about the record that survives. A changed reference is no merger.
  close('J-1', units.joins, { victimPseudonym: 'V-H-1' });
  merge('J-1', 'H-1');
  close('J-2', units.joins, { victimPseudonym: 'V-H-2', outcomeCode: 'C3' });
  close('J-3', units.joins);
  close('J-4', units.joins, { victimPseudonym: 'V-J-3' });
  say('police.case.reference-changed.v1', { caseReference: 'J-3', newCaseReference: 'J-4' });

  for (const n of [1, 2, 3, 4, 5, 6]) close(`M-${n}`, units.merges, n === 6 ? { outcomeCode: 'C3' } : {});
  merge('M-1', 'never sent');
  merge('M-2', 'H-1');
  merge('M-3', 'M-4');
  merge('M-4', 'M-3');
  merge('M-5', 'R-1');
  await sendLines(intake, events);
}

describe('a month in which units keep victims out of the survey', () => {
  let intake: Intake;
  beforeAll(async () => {
    intake = await startIntake();
    await intake.setClock('2026-06-02T09:00:00Z');
    await playTricks(intake);
    const [{ case_key: caseKey } = { case_key: '' }] = await intake.query<{ case_key: string }>(
      `select case_key from received_events where event_id = '01-connect-4'`,
    );
    const producer = kafkaAs(intake, 'survey-delivery').producer();
    await producer.connect();
    const value = JSON.stringify({ caseKey, version: 1, readable: true, malformedFields: ['telephones.0.number'] });
    const headers = { id: crypto.randomUUID(), type: 'delivery.contact.checked.v1' };
    await producer.send({
      topic: `${intake.topics.prefix}contact-checks.v1`,
      messages: [{ key: caseKey, value, headers }],
    });
    await producer.disconnect();
    await eventually(async () =>
      expect(await intake.query(`select from rejections where kind = 'contact-check'`)).toHaveLength(1),
    );
  });
  afterAll(() => intake.stop());

  /** The service counts by itself too, whenever it likes, and pauses for nine times as long as a long count took: what it says in the end counts. */
  const signalsOfMay = (isTold: (signals: Signals) => void) => signalsOf('2026-05', isTold);

  async function signalsOf(of: string, isTold: (signals: Signals) => void): Promise<void> {
    await eventually(
      async () => {
        await intake.run('count-coverage');
        const told = (await readTopic(intake, 'coverage.v1')).map(
          (m) => m.data as EventData<'coverage.intake.counted.v1'>,
        );
        isTold(told.filter(({ month }) => month === of).at(-1)!.signals);
      },
      { timeoutMs: 50_000 },
    );
  }

  const nothing = {
    contactMissing: 0,
    contactUnusable: 0,
    outcome16Within30Days: 0,
    reclassified: 0,
    reclassifiedByTable: 0,
    victimChanged: 0,
    olderThanLookBack: 0,
    openCases: 0,
    openOverTwelveMonths: 0,
    parkedAsLive: 0,
    awaitingCourt: 0,
    awaitingCourtOverTwelveMonths: 0,
    removed: 0,
    mergedAway: 0,
    surveyedThroughNothing: 0,
  };

  it('has each trick counted for its unit, and nothing else', async () => {
    const expected = [
      { ...nothing, unit: units.honest, closures: 3, recorded: 3 },
      {
        ...nothing,
        unit: units.discards,
        closures: 0,
        recorded: 2,
        removed: 1,
        mergedAway: 1,
        surveyedThroughNothing: 1,
      },
      { ...nothing, unit: units.hoards, closures: 0, recorded: 0, openCases: 3, openOverTwelveMonths: 2 },
      { ...nothing, unit: units.joins, closures: 2, recorded: 3, mergedAway: 2 },
      { ...nothing, unit: units.merges, closures: 1, recorded: 6, mergedAway: 6, surveyedThroughNothing: 6 },
      { ...nothing, unit: units.parks, closures: 2, recorded: 2, parkedAsLive: 1, awaitingCourt: 1 },
      { ...nothing, unit: units.keeps, closures: 0, recorded: 0, awaitingCourt: 2, awaitingCourtOverTwelveMonths: 1 },
      { ...nothing, unit: units.masks, closures: 3, recorded: 3 },
      { ...nothing, unit: units.late, closures: 1, recorded: 1 },
      { ...nothing, unit: units.reclassifies, closures: 4, recorded: 4, reclassified: 3 },
      { ...nothing, unit: units.swaps, closures: 2, recorded: 2, victimChanged: 1 },
      { ...nothing, unit: units.removes, closures: 1, recorded: 3, removed: 2 },
      { ...nothing, unit: units.unusable, closures: 2, recorded: 2, contactUnusable: 1 },
    ].sort((a, b) => (a.unit < b.unit ? -1 : 1));
    await signalsOfMay((found) =>
      expect(found.map(({ daysToClosureTotal: _1, force: _2, ...counts }) => counts)).toEqual(expected),
    );
  });

  it('has what was never read counted where it came: without a unit, in the month of its arrival', () =>
    signalsOf('2026-06', (found) =>
      expect(found.filter(({ removed }) => removed > 0)).toMatchObject([{ unit: 'not known', removed: 1 }]),
    ));

  it('has days to closure of a year at most: one absurd date does not hide that the others were closed at once', () =>
    signalsOfMay((found) =>
      expect(found.find(({ unit }) => unit === units.masks)).toMatchObject({ daysToClosureTotal: 5 + 5 + 365 }),
    ));

  it('has what came too late for anybody to be asked counted in the month in which it was closed', () =>
    signalsOf('2026-01', (found) =>
      expect(found.filter(({ closures }) => closures > 0)).toMatchObject([
        { unit: units.late, closures: 1, olderThanLookBack: 1 },
      ]),
    ));

  it('is counted anew when the record that survives arrives, though it was closed in another month', async () => {
    const survivor = closed('never sent', { sequence: 90 }, { victimPseudonym: 'V-M-1', closedOn: '2026-06-01' });
    await sendLines(intake, [survivor]);
    const merges = { mergedAway: 6, surveyedThroughNothing: 5 };
    await signalsOfMay((found) => expect(found.find(({ unit }) => unit === units.merges)).toMatchObject(merges));
  });
});
