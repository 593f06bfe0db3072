import { Injectable } from '@nestjs/common';
import { Clock, DueWork, Logger, london } from '@answerable/service';
import { Vault } from './vault.js';
import { OncePerDay } from '../once-per-day.js';

const KEPT_AFTER_FIELDWORK_DAYS = 90;
const BATCH = 500;

/** Retention: contacts go 90 days after fieldwork ended, notes when they are old, the audit after six years; a legal hold keeps all. */
@Injectable()
export class ForgetContacts {
  private readonly daily: OncePerDay;

  constructor(
    private readonly vault: Vault,
    private readonly clock: Clock,
    private readonly log: Logger,
  ) {
    this.daily = new OncePerDay(clock);
  }

  @DueWork({ name: 'forget-contacts', everyMs: 10_000 })
  async run(): Promise<number> {
    return this.daily.run(() => this.forget());
  }

  private async forget(): Promise<number> {
    return this.vault.transaction(async (tx) => {
      const today = this.clock.today();
      const endedBefore = london.startOfDay(london.addDays(today, -KEPT_AFTER_FIELDWORK_DAYS));
      const subjects = await this.vault.store.beyondRetention(tx, endedBefore, BATCH);
      const contacts = subjects.length > 0 ? await this.vault.store.deleteContacts(tx, subjects) : 0;
      const notes = await this.vault.store.deleteOldNotes(tx, today, this.clock.now());
      const audit = await this.vault.readLog.forgetOldAudit(tx);
      if (contacts + notes + audit > 0)
        this.log.info({ contacts, notes, audit }, 'what was beyond its retention was deleted');
      return contacts + notes + audit;
    });
  }
}
