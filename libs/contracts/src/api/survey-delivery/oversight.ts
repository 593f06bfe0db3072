import { z } from 'zod';
import { date, disposition, exclusionReason, instant, month, outcomeClass, unit } from '../../fields.js';
import { anyStaff, byId, count, lead, leads, person, text, type Route } from './common.js';
import { deliveryChannel, taskKinds } from './episodes.js';

export const deliverySettings = z.strictObject({
  waitingDays: z.number().int().min(14).max(42),
  reminderAfterDays: z.number().int().min(7).max(28),
  reminders: z.number().int().min(0).max(2),
  expiryDays: z.number().int().min(28).max(120).describe('after the first message'),
  tasksPerDay: z.number().int().min(1).max(5000),
  messagesPerHour: z.number().int().min(1).max(100_000),
  telephoneAttempts: z.number().int().min(1).max(10),
  revealsPerHour: z.number().int().min(1).max(200),
  oldDetailsDays: z.number().int().min(30).max(365),
});
export type DeliverySettings = z.infer<typeof deliverySettings>;
export const settingsProposal = z.strictObject({
  proposalId: z.uuid(),
  changes: deliverySettings.partial(),
  reason: z.string(),
  proposedBy: person,
  proposedAt: instant,
  state: z.enum(['open', 'approved', 'rejected']),
  decidedBy: person.nullable(),
});

/** Each use of the one switch. */
export const deliveryStateChange = z.strictObject({
  at: instant,
  paused: z.boolean(),
  person,
  reason: z.string().nullable(),
});
export const deliveryState = z.strictObject({
  paused: z.boolean(),
  pausedBy: person.nullable(),
  pausedAt: instant.nullable(),
  reason: z.string().nullable(),
});

export const dispositionCount = z.strictObject({
  month,
  force: z.string(),
  unit,
  outcomeClass,
  disposition,
  reason: exclusionReason.nullable(),
  closures: count,
});
export const sumCheck = z.strictObject({
  checkedAt: instant,
  closures: count,
  withDisposition: count,
  historyDiffers: count.describe('closures whose latest history entry is not their current disposition: must be 0'),
  notAsRegistered: count.describe(
    'closures by which the months differ from what case-intake registered, and still do from what it had at the check before: must be 0',
  ),
  holds: z.boolean(),
});
export const supervisorView = z.strictObject({
  dispositions: z.array(dispositionCount),
  sum: sumCheck.nullable(),
  waiting: z.strictObject({
    messagesDue: count,
    oldestDueAt: instant.nullable(),
    tasksOpen: count,
    tasksOverdue: count,
    oldest: z
      .array(z.strictObject({ what: z.enum([...taskKinds, 'held', 'deferred']), waiting: count, since: instant }))
      .describe('how many wait of each, and since when the oldest; the oldest first'),
    heldSources: z.array(z.strictObject({ force: z.string(), sourceSystem: z.string(), lastHeardOn: date })),
  }),
  units: z.array(
    z.strictObject({
      force: z.string(),
      unit,
      closures: count,
      withoutUsableContact: count,
      wrongNumbers: count.describe('a call found that the number is not hers'),
      bounced: count.describe('a message came back for good'),
      declined: count,
      undeliverable: count,
    }),
  ),
  channels: z.array(z.strictObject({ channel: deliveryChannel, status: z.string(), messages: count })),
  workload: z.array(z.strictObject({ person, claimed: count, doneThisWeek: count, callsThisWeek: count })),
});
export type SupervisorView = z.infer<typeof supervisorView>;

export const oversightRoutes: readonly Route[] = [
  {
    id: 'supervise',
    method: 'GET',
    path: '/v1/supervisor',
    access: lead,
    summary: 'Coverage, ages, refusals by unit, workload, and the check that dispositions add up',
    query: z.object({ from: month.optional(), to: month.optional() }),
    response: supervisorView,
  },
  {
    id: 'readDeliveryState',
    method: 'GET',
    path: '/v1/delivery-state',
    access: [...anyStaff, 'auditor', 'operator'],
    summary: 'Whether everything is paused',
    response: deliveryState,
  },
  {
    id: 'listDeliveryStateChanges',
    method: 'GET',
    path: '/v1/delivery-state/changes',
    access: [...leads, 'auditor'],
    summary: 'Who paused everything and who let it go on, the newest first',
    response: z.strictObject({ changes: z.array(deliveryStateChange) }),
  },
  {
    id: 'pauseAll',
    method: 'POST',
    path: '/v1/delivery-state/pause',
    access: [...leads, 'operator'],
    summary: 'Stops every message and call at once',
    request: z.strictObject({ reason: text(300) }),
    response: deliveryState,
  },
  {
    id: 'resumeAll',
    method: 'POST',
    path: '/v1/delivery-state/resume',
    access: leads,
    summary: 'Goes on, without a burst: what is overdue is spread',
    response: deliveryState,
  },
  {
    id: 'readSettings',
    method: 'GET',
    path: '/v1/settings',
    access: [...leads, 'auditor'],
    summary: 'Settings in force and proposals',
    response: z.strictObject({ settings: deliverySettings, proposals: z.array(settingsProposal) }),
  },
  {
    id: 'proposeSettings',
    method: 'POST',
    path: '/v1/settings/proposals',
    access: leads,
    summary: 'Proposes a change; a second person approves it',
    request: z.strictObject({ changes: deliverySettings.partial(), reason: text(300) }),
    response: settingsProposal,
    status: 201,
  },
  {
    id: 'approveSettings',
    method: 'POST',
    path: '/v1/settings/proposals/:id/approve',
    access: leads,
    summary: 'Approves another person’s proposal',
    params: byId,
    response: settingsProposal,
    problems: ['no-such-entry', 'same-person', 'not-possible-now'],
  },
  {
    id: 'rejectSettings',
    method: 'POST',
    path: '/v1/settings/proposals/:id/reject',
    access: leads,
    summary: 'Rejects a proposal',
    params: byId,
    response: settingsProposal,
    problems: ['no-such-entry', 'not-possible-now'],
  },
];
