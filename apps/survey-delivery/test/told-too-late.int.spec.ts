import type { EventData } from '@answerable/contracts';
import { eventually } from '@answerable/stack';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { closure, openWorkplace, recorded, type Workplace } from './workplace.js';

type Coverage = EventData<'coverage.delivery.counted.v1'>;

let place: Workplace;
beforeAll(async () => {
  place = await openWorkplace({ now: '2026-06-10T09:00:00Z', hears: { coverage: true } });
}, 120_000);
afterAll(() => place?.close());

const closedOn = (name: string, day: string, withinLookBack: boolean) =>
  place.intake.announce(
    recorded(closure(name, { unit: `Unit of ${name}`, reportedOn: '2026-01-02', closedOn: day, withinLookBack })),
  );
const told = async (month: string): Promise<Coverage> =>
  eventually(() => {
    const found = place.reader!.heard.map((e) => e.data as Coverage).find((each) => each.month === month);
    expect(found).toBeDefined();
    return found!;
  });
const tooLate = ({ dispositions, toldTooLate }: Coverage) => [
  dispositions.reduce((sum, row) => sum + (row.reason === 'older-than-look-back' ? row.closures : 0), 0),
  toldTooLate,
];

test('a closure that is told too late to ask counts once: in its month while that is not told, else in the month in which it came', async () => {
  await closedOn('backlog', '2026-02-10', false);
  await closedOn('in time', '2026-06-01', true);
  await place.settled();
  place.setClock('2026-07-10T09:00:00Z');
  expect(tooLate(await told('2026-02'))).toEqual([1, 0]);
  expect(tooLate(await told('2026-06'))).toEqual([0, 0]);
  await closedOn('late', '2026-03-10', false);
  await closedOn('later', '2026-02-11', false);
  await place.settled();
  // Said again, it did not come again.
  await place.intake.announce(
    recorded(
      closure('late', {
        unit: 'Unit of late',
        reportedOn: '2026-01-02',
        closedOn: '2026-03-10',
        withinLookBack: false,
        outcomeClass: 'CHARGED',
        version: 2,
      }),
    ),
  );
  await place.settled();
  place.setClock('2026-08-10T09:00:00Z');
  expect(tooLate(await told('2026-07'))).toEqual([0, 2]);
  place.setClock('2026-09-10T09:00:00Z');
  expect(tooLate(await told('2026-08'))).toEqual([0, 0]);
});
