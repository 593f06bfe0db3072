import { expect } from 'vitest';
import type { MonthPreparation, SealedReport } from '@answerable/contracts';
import { call, eventually, get, type Reporting } from './reporting.js';

export const monthsOf = (reporting: Reporting) => get<MonthPreparation[]>(reporting, '/v1/months', 'approver-1');

/** The month's report, once it is frozen: its digest and its version. */
export const prepared = (reporting: Reporting, month: string): Promise<MonthPreparation> =>
  eventually(
    async () => {
      const found = (await monthsOf(reporting)).find((each) => each.month === month);
      expect(found).toMatchObject({ digest: expect.any(String), missing: [], faults: [] });
      return found!;
    },
    { timeoutMs: 240_000 },
  );

/** Both approvers approve what is prepared of a month; at the given moment readers have it. */
export async function approveAndPublish(reporting: Reporting, month: string, releaseAt: string): Promise<SealedReport> {
  const { digest, version } = await prepared(reporting, month);
  for (const approver of ['approver-1', 'approver-2']) {
    const answer = await call(reporting, `/v1/months/${month}/approvals`, approver, {
      method: 'POST',
      body: { digest },
    });
    expect(answer.status).toBe(201);
  }
  await reporting.setClock(releaseAt);
  return eventually(() => get<SealedReport>(reporting, `/v1/reports/southwark-${month}-v${version}`, 'auditor-1'));
}
