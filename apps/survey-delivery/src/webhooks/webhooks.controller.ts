import { timingSafeEqual, createHash } from 'node:crypto';
import { CONFIG, Logger } from '@answerable/service';
import { Body, Controller, Headers, Inject } from '@nestjs/common';
import { ApiRoute, bodyOf } from '../api-route.js';
import type { Config } from '../config.js';
import type { Receipt } from '../delivery/message.store.js';
import { SettleMessage } from '../delivery/settle-message.js';
import { deliveryProblem } from '../problems.js';
import { Vault } from '../vault/vault.js';
import { isAutomatic, type MailHeaders } from './automatic-reply.js';
import { HearReply } from './hear-reply.js';

/** Notify's statuses that settle a message; the others (created, sending, pending, sent) say nothing yet. */
const receipts: Readonly<Record<string, Receipt>> = {
  delivered: 'delivered',
  received: 'delivered',
  'permanent-failure': 'permanent-failure',
  'temporary-failure': 'temporary-failure',
  'technical-failure': 'technical-failure',
  'validation-failed': 'permanent-failure',
  cancelled: 'technical-failure',
};
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** What providers tell us. Each call carries the bearer token agreed with that provider; a replayed one changes nothing. */
@Controller()
export class WebhooksController {
  constructor(
    private readonly settle: SettleMessage,
    private readonly replies: HearReply,
    private readonly vault: Vault,
    private readonly log: Logger,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @ApiRoute('receiveNotifyReceipt')
  async receipt(
    @Headers('authorization') authorization: string | undefined,
    @Body(bodyOf('receiveNotifyReceipt')) body: { id: string; reference: string | null; status: string },
  ): Promise<void> {
    this.admit(authorization, this.config.NOTIFY_WEBHOOK_TOKEN);
    const receipt = receipts[body.status];
    if (!receipt) return;
    const messageId = body.reference && uuid.test(body.reference) ? body.reference : null;
    if (!(await this.settle.receipt({ messageId, providerId: body.id }, receipt)))
      this.log.warn({ status: body.status }, 'receipt of an unknown message was ignored');
  }

  /**
   * She answered a text: STOP, or anything that begins so, ends everything at once; any other reply is read by somebody. It counts from
   * a number we wrote to, not from any number in a contact block: else whoever sends the block could end her survey.
   */
  @ApiRoute('receiveNotifyReply')
  async reply(
    @Headers('authorization') authorization: string | undefined,
    @Body(bodyOf('receiveNotifyReply')) body: { source_number: string; message: string },
  ): Promise<void> {
    this.admit(authorization, this.config.NOTIFY_WEBHOOK_TOKEN);
    await this.replies.execute({ wayHash: this.vault.hashes.telephone(body.source_number) }, body.message);
  }

  /** She answered an e-mail, or a machine did; the address it went to names the message. */
  @ApiRoute('receiveEmailReply')
  async emailReply(
    @Headers('authorization') authorization: string | undefined,
    @Body(bodyOf('receiveEmailReply')) {
      reference,
      message,
      headers = {},
    }: { reference: string; message: string; headers?: MailHeaders },
  ): Promise<void> {
    this.admit(authorization, this.config.BOUNCE_WEBHOOK_TOKEN);
    await this.replies.execute({ messageId: reference }, message, isAutomatic(headers));
  }

  @ApiRoute('receiveBounce')
  async bounce(
    @Headers('authorization') authorization: string | undefined,
    @Body(bodyOf('receiveBounce')) body: { reference: string; kind: 'permanent' | 'temporary' },
  ): Promise<void> {
    this.admit(authorization, this.config.BOUNCE_WEBHOOK_TOKEN);
    await this.settle.receipt(
      { messageId: body.reference },
      body.kind === 'permanent' ? 'permanent-failure' : 'temporary-failure',
    );
  }

  private admit(authorization: string | undefined, token: string | undefined): void {
    const digest = (text: string) => createHash('sha256').update(text).digest();
    const given = /^Bearer (.+)$/.exec(authorization ?? '')?.[1];
    if (!token || !given || !timingSafeEqual(digest(given), digest(token))) throw deliveryProblem('webhook-refused');
  }
}
