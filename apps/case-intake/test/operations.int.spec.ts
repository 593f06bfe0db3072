import { randomBytes } from 'node:crypto';
import { eventually } from '@answerable/stack';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RepublishClosures } from '../src/cases/republish-closures.js';
import { closed, policeEvent, sendLines, startIntake, type Intake } from './intake.js';
import { readTopic } from './topic.js';

describe('a new reference key', () => {
  let intake: Intake;
  beforeAll(async () => {
    intake = await startIntake();
    await intake.setClock('2026-05-21T12:00:00Z');
  });
  afterAll(() => intake.stop());

  it('changes no case and no victim: what was known under the earlier key is still the same one', async () => {
    await sendLines(intake, [closed('N-1', { sequence: 1 })]);
    intake.environment['REFERENCE_KEYS'] =
      `${randomBytes(32).toString('base64')},${intake.environment['REFERENCE_KEYS']}`;
    await intake.restart();
    await intake.setClock('2026-05-22T12:00:00Z');
    const revised = closed('N-1', { sequence: 1 }, { outcomeCode: '15' }).data;
    expect(
      await sendLines(intake, [
        closed('N-1', { sequence: 1 }),
        closed('N-1', { sequence: 2, id: 'the same under another id' }),
        policeEvent('police.case.outcome-revised.v1', revised, { sequence: 3, caseversion: 2 }),
        closed('N-2', { sequence: 4 }, { victimPseudonym: 'V-N-1' }),
      ]),
    ).toMatchObject([
      { status: 'duplicate' },
      { status: 'duplicate' },
      { status: 'accepted' },
      { status: 'accepted' },
      {},
    ]);
    const cases = await intake.query<{ outcome_code: string; victim_key: string }>(
      'select outcome_code, victim_key from cases order by outcome_code',
    );
    expect(cases.map((row) => row.outcome_code)).toEqual(['15', '16']);
    expect(new Set(cases.map((row) => row.victim_key)).size).toBe(1);
  });
});

describe('the figures for an operator', () => {
  let intake: Intake;
  beforeAll(async () => {
    intake = await startIntake();
    await intake.setClock('2026-05-21T12:00:00Z');
  });
  afterAll(() => intake.stop());

  it('show the silence of a source, what is missing from it and what waits', async () => {
    await sendLines(intake, [closed('M-1', { sequence: 1 }), closed('M-2', { sequence: 4 }, { outcomeCode: '99' })]);
    await intake.setClock('2026-05-22T12:00:00Z');
    const metrics = await (await fetch(`${intake.url}/metrics`)).text();
    expect(metrics).toMatch(/case_sequence_missing\{force="01",system="connect"\} 2\n/);
    expect(metrics).toMatch(/case_events_waiting\{force="01",system="connect"\} 1\n/);
    expect(Number(/case_source_silent_seconds\{[^}]*\} ([\d.]+)/.exec(metrics)![1])).toBeCloseTo(86_400, -3);
  });
});

describe('a service downstream that was restored to an earlier time', () => {
  let intake: Intake;
  beforeAll(async () => {
    intake = await startIntake();
    await intake.setClock('2026-05-21T12:00:00Z');
  });
  afterAll(() => intake.stop());

  it('is told every closure again as the same event, so that only what it lacks has an effect', async () => {
    await sendLines(intake, [closed('P-1', { sequence: 1 }), closed('P-2', { sequence: 2 })]);
    expect(await intake.service.app.get(RepublishClosures, { strict: false }).execute()).toEqual({ closures: 2 });
    await eventually(async () => {
      const closures = (await readTopic(intake, 'cases.v1')).filter((m) => m.type === 'cases.closure.recorded.v1');
      expect(closures).toHaveLength(4);
      expect(new Set(closures.map((m) => m.id)).size).toBe(2);
    });
  });
});

describe('a register that was itself restored to an earlier time', () => {
  let intake: Intake;
  beforeAll(async () => {
    intake = await startIntake();
    await intake.setClock('2026-05-21T12:00:00Z');
  });
  afterAll(() => intake.stop());

  it('says what is sent again under versions that nobody downstream has heard', async () => {
    const told = async () =>
      (await readTopic(intake, 'cases.v1')).filter(({ type }) => type === 'cases.closure.recorded.v1');
    const revision = (outcomeCode: string, sequence: number, reference = 'R-1') =>
      policeEvent('police.case.outcome-revised.v1', closed(reference, { sequence: 1 }, { outcomeCode }).data, {
        sequence,
        caseversion: sequence,
      });
    const toldOf = async (caseKey: unknown) =>
      (await told()).filter(({ data }) => data['caseKey'] === caseKey).map(({ data }) => data['version'] as number);
    await sendLines(intake, [closed('R-1', { sequence: 1 })]);
    const known = await eventually(async () => {
      expect(await told()).toHaveLength(1);
      return (await told())[0]!.data['caseKey'];
    });
    const putBack = await intake.whileStopped(intake.backUp);
    await intake.setClock('2026-05-21T12:00:00Z');
    await sendLines(intake, [revision('15', 2)]);
    await eventually(async () => expect(await told()).toHaveLength(2));
    // And of a case that the backup does not know at all.
    await sendLines(intake, [closed('R-2', { sequence: 4 })]);
    await sendLines(intake, [revision('15', 5, 'R-2')]);
    const late = await eventually(async () => {
      const found = await told();
      expect(found).toHaveLength(4);
      return found.map(({ data }) => data['caseKey']).find((key) => key !== known);
    });
    await intake.whileStopped(async () => {
      await putBack();
      await intake.command('restored', new Date(Date.now() - 3_600_000).toISOString());
    });
    await intake.setClock('2026-05-21T12:00:00Z');
    // The police send another one first: in the register it is the second version, and elsewhere it must be news.
    await sendLines(intake, [revision('14', 3)]);
    const messages = await eventually(async () => {
      const found = (await told()).filter(({ data }) => data['caseKey'] !== late);
      expect(found).toHaveLength(3);
      return found;
    });
    await sendLines(intake, [closed('R-2', { sequence: 4 })]);
    const ofLate = await eventually(async () => {
      const found = await toldOf(late);
      expect(found).toHaveLength(3);
      return found;
    });
    expect(ofLate[2]).toBeGreaterThan(Math.max(...ofLate.slice(0, 2)));
    expect(new Set(messages.map(({ id }) => id)).size).toBe(3);
    const versions = messages.map(({ data }) => data['version'] as number);
    expect(versions[2]).toBeGreaterThan(Math.max(...versions.slice(0, 2)));
    await eventually(async () => {
      const counted = (await readTopic(intake, 'coverage.v1')).map(({ data }) => data['revision'] as number);
      expect(Math.max(...counted)).toBeGreaterThan(versions[1]! + 1000);
    });
  });
});
