import { randomUUID } from 'node:crypto';
import { startNotifyStandIn, type NotifyStandIn } from '@answerable/notify-stand-in';
import type { Letter } from './mailbox.js';

/** The telephones and doormats of the people who are asked: texts and letters that GOV.UK Notify's stand-in took. */
export class Post {
  private read = 0;

  private constructor(
    private readonly notify: NotifyStandIn,
    /** Settings with which survey-delivery uses it. */
    readonly env: Readonly<Record<string, string>>,
  ) {}

  /** Receipts go to survey-delivery at the address given, asked for when the first is due. */
  static async open(surveyDelivery: () => string): Promise<Post> {
    const apiKey = `answerable-${randomUUID()}-${randomUUID()}`;
    const token = randomUUID();
    const templates = { NOTIFY_SMS_TEMPLATE_ID: randomUUID(), NOTIFY_LETTER_TEMPLATE_ID: randomUUID() };
    const notify = await startNotifyStandIn({
      apiKey,
      templateIds: Object.values(templates),
      receipts: { url: () => `${surveyDelivery()}/v1/webhooks/notify/receipts`, token },
    });
    return new Post(notify, {
      NOTIFY_URL: notify.url,
      NOTIFY_API_KEY: apiKey,
      NOTIFY_WEBHOOK_TOKEN: token,
      ...templates,
    });
  }

  /** What arrived since the last call; of each text the sender learns that it did. */
  async collect(): Promise<Letter[]> {
    const fresh = this.notify.deliveries.slice(this.read);
    this.read += fresh.length;
    for (const { id, type } of fresh) if (type === 'sms') await this.notify.receipt(id, 'delivered');
    return fresh.map(({ to, subject, body }) => ({ to, subject, text: body }));
  }

  close(): Promise<void> {
    return this.notify.close();
  }
}
