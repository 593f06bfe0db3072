import { createHash } from 'node:crypto';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Database } from '@answerable/persistence';
import { CONFIG, Clock, DueWork, Logger } from '@answerable/service';
import { createTransport } from 'nodemailer';
import type { ReportingConfig } from '../config.js';
import { mailFault } from './mail-fault.js';
import { noticeText } from './notice-text.js';
import { NoticeStore } from './notice.store.js';

const RETRY_AFTER_MS = 300_000;

/** Tells MPs' offices by e-mail that there is something to read; never what it says. */
@Injectable()
export class SendNotices implements OnApplicationShutdown {
  private readonly mail;

  constructor(
    private readonly database: Database,
    private readonly store: NoticeStore,
    private readonly clock: Clock,
    private readonly log: Logger,
    @Inject(CONFIG) private readonly config: ReportingConfig,
  ) {
    this.mail = createTransport(config.SMTP_URL);
  }

  onApplicationShutdown(): void {
    this.mail.close();
  }

  @DueWork({ name: 'send-notices', everyMs: 2000 })
  async execute(): Promise<number> {
    return this.database.transaction(async (tx) => {
      const notice = await this.store.claimDue(tx, this.clock.now());
      if (!notice) return 0;
      const { reportId, kind, recipient } = notice;
      // The same id at every attempt: a mail server that took the first one can tell the second is no other.
      const messageId = `<${createHash('sha256').update(`${reportId}/${kind}/${recipient}`).digest('hex').slice(0, 32)}@answerable>`;
      try {
        await this.mail.sendMail({
          from: this.config.MAIL_FROM,
          to: recipient,
          messageId,
          ...noticeText(kind, reportId, this.config.READERS_URL),
        });
      } catch (error) {
        this.log.warn(
          { reportId, kind, attempts: notice.attempts + 1, ...mailFault(error) },
          'a notice could not be sent',
        );
        await this.store.retryAt(tx, notice, new Date(this.clock.now().getTime() + RETRY_AFTER_MS));
        return 0;
      }
      await this.store.sent(tx, notice, this.clock.now());
      return 1;
    });
  }
}
