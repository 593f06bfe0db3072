import type { Principal } from '@answerable/access';
import { surveyDeliveryApi, taskDoers, type TaskKind, type WorkTask } from '@answerable/contracts';
import { expect, test } from 'vitest';
import { taskRow } from './task-row.js';

const row = (kind: TaskKind, role: Principal['roles'][number]) =>
  taskRow(
    {
      kind,
      dueAt: '2026-06-01T16:00:00Z',
      notBefore: '2026-06-01T09:00:00Z',
      reasons: [],
      safe: null,
    } as unknown as WorkTask,
    new Date('2026-06-01T10:00:00Z'),
    { subject: 'me', roles: [role] },
  );

test('a task is offered only to whoever can do it', () => {
  expect(row('child-decision', 'interviewer').forMe).toBe(false);
  expect(row('proceedings-recheck', 'interviewer').forMe).toBe(false);
  expect(row('telephone', 'interviewer').forMe).toBe(true);
  expect(row('child-decision', 'safeguarding-lead').forMe).toBe(true);
});

test.each([
  ['proceedings-recheck', 'recheckProceedings'],
  ['child-decision', 'decideOnChild'],
  ['call-back', 'completeCallBack'],
  ['hold-review', 'releaseHold'],
  ['safe-contact-check', 'updateSafeContact'],
  ['telephone', 'recordAttempt'],
  ['own-route', 'verifyOwnRoute'],
  ['reply', 'readReplies'],
] as const)('whoever may take a %s may also do it: %s', (kind, id) =>
  expect(taskDoers[kind]).toEqual(surveyDeliveryApi.routes.find((route) => route.id === id)!.access),
);
