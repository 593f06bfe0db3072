import { z } from 'zod';
import { areaCode, date } from '../../fields.js';
import type { Route } from './common.js';

export const seatDelegate = z.strictObject({
  id: z.uuid(),
  username: z.string().describe('as the person signs in'),
  name: z.string(),
  addedOn: date,
  endedOn: date.nullable(),
});

export const seatView = z.strictObject({
  seat: areaCode,
  name: z.string(),
  held: z.boolean(),
  from: date.nullable(),
  until: date.nullable(),
  delegates: z.array(seatDelegate),
});
export type SeatView = z.infer<typeof seatView>;

/** The seat an office reads for, and its delegates. */
export const seatRoutes: readonly Route[] = [
  {
    id: 'readMySeat',
    method: 'GET',
    path: '/v1/seats/mine',
    access: ['mp-office'],
    summary: 'The seat the caller works for, its term and its delegates',
    response: seatView,
    problems: ['seat-not-held'],
  },
  {
    id: 'addDelegate',
    method: 'POST',
    path: '/v1/seats/mine/delegates',
    access: ['mp-office'],
    summary: 'Lets another person with the role of an MP’s office read for this seat',
    request: z.strictObject({ username: z.string().trim().min(1).max(100), name: z.string().trim().min(1).max(100) }),
    response: seatView,
    status: 201,
    problems: ['seat-not-held', 'too-many-delegates'],
  },
  {
    id: 'endDelegate',
    method: 'DELETE',
    path: '/v1/seats/mine/delegates/:delegateId',
    access: ['mp-office'],
    summary: 'Ends a delegate’s access at once',
    params: z.object({ delegateId: z.uuid() }),
    response: seatView,
    status: 200,
    problems: ['seat-not-held', 'delegate-not-found'],
  },
];
