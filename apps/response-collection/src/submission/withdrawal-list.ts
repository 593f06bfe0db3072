import { appendFileSync, mkdirSync, readdirSync, readFileSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { CONFIG, DueWork, Clock, london, Logger } from '@answerable/service';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { Config } from '../config.js';
import { hashesOf } from './submission.js';
import { SubmissionStore } from './submission.store.js';

/** A backup is kept seven days: for so long, and some, it could bring back what was withdrawn before its month closed. */
const KEPT_DAYS_AFTER_MONTH = 14;
const KEY = /^[0-9a-f]{64}$/;

/**
 * Withdrawals, kept outside the database, one file a month: whatever backup is put back, at the next start they are made again. A line is
 * derived from her code and leads to her sealed records alone, which are gone.
 */
@Injectable()
export class WithdrawalList implements OnModuleInit {
  private readonly directory: string | undefined;

  constructor(
    @Inject(CONFIG) config: Config,
    private readonly submissions: SubmissionStore,
    private readonly clock: Clock,
    @Inject(Logger) private readonly log: Logger,
  ) {
    this.directory = config.WITHDRAWALS_DIRECTORY;
  }

  /** Fails where the list cannot be read or written: then no withdrawal would be for good. */
  async onModuleInit(): Promise<void> {
    if (!this.directory) return;
    mkdirSync(this.directory, { recursive: true, mode: 0o700 });
    this.add(this.clock.today().slice(0, 7), undefined);
    let listed = 0;
    for (const file of this.files()) {
      for (const line of readFileSync(join(this.directory, file), 'utf8')
        .split('\n')
        .filter((text) => KEY.test(text))) {
        await this.submissions.withdraw(hashesOf(Buffer.from(line, 'hex')));
        listed += 1;
      }
    }
    this.log.info({ listed }, 'withdrawals were replayed');
  }

  /**
   * On the disk before the records go: one too many does no harm, one too few would bring answers back. Without a key a line that
   * says nothing is written, so that it takes as long.
   */
  add(month: string, key: Buffer | undefined): void {
    if (!this.directory) return;
    appendFileSync(join(this.directory, month), `\n${key?.toString('hex') ?? ''}`, { mode: 0o600, flush: true });
  }

  @DueWork({ name: 'forget-withdrawals', everyMs: 3_600_000 })
  async forget(): Promise<number> {
    const before = london.addDays(this.clock.today(), -KEPT_DAYS_AFTER_MONTH).slice(0, 7);
    const old = this.files().filter((month) => month < before);
    for (const month of old) unlinkSync(join(this.directory!, month));
    return old.length;
  }

  private files(): string[] {
    return this.directory ? readdirSync(this.directory).filter((file) => /^\d{4}-\d{2}$/.test(file)) : [];
  }
}
