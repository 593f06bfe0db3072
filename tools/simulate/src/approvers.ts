import type { MonthPreparation, ReportSummary } from '@answerable/contracts';
import { Caller, type Doors } from './front-door.js';
import type { Journal } from './journal.js';

/** Two people of Victim Support who read a prepared report and approve it; they cannot alter it. */
export class Approvers {
  private readonly first: Caller;
  private readonly second: Caller;
  private readonly known = new Set<string>();

  constructor(
    doors: Doors,
    private readonly journal: Journal,
  ) {
    this.first = new Caller('approver-1', doors.reporting);
    this.second = new Caller('approver-2', doors.reporting);
  }

  /** Approves, twice each, what waits for it; notes what was published since. */
  async work(day: string): Promise<void> {
    const months = await this.first.get<MonthPreparation[]>('/v1/months');
    for (const { month, digest, approvals, approvalsNeeded, state } of months) {
      if (digest === null || state === 'published' || approvals.length >= approvalsNeeded) continue;
      for (const approver of [this.first, this.second]) {
        await approver.post(`/v1/months/${month}/approvals`, { digest });
        this.journal.note({ what: 'approved', on: day, month, by: approver.user });
      }
    }
    const { reports } = await this.first.get<{ reports: ReportSummary[] }>('/v1/reports');
    for (const { id, month } of reports) {
      if (this.known.has(id)) continue;
      this.known.add(id);
      this.journal.note({ what: 'published', on: day, month, reportId: id });
    }
  }

  get published(): number {
    return this.known.size;
  }
}
