import { randomUUID } from 'node:crypto';
import { startNotifyStandIn, type NotifyStandIn, type Trouble } from '@answerable/notify-stand-in';
import type { Letter } from './mailbox.js';
import { Troubles } from './troubles.js';

/** The telephones and doormats of the people who are asked: texts and letters that GOV.UK Notify's stand-in took. */
export class Post {
  /** What the next requests to send meet. */
  readonly troubles: Troubles<Trouble>;
  /** Texts that are taken, and of which the sender then learns that they did not arrive. */
  readonly undelivered = new Troubles<true>();
  private read = 0;

  private constructor(
    private readonly notify: NotifyStandIn,
    /** Settings with which survey-delivery uses it. */
    readonly env: Readonly<Record<string, string>>,
  ) {
    this.troubles = new Troubles(notify.troubles);
  }

  /**
   * Receipts go to survey-delivery at the address given, asked for when the first is due. Settings that survey-delivery has already
   * are given in `env`; port 0 takes any free one.
   */
  static async open(
    surveyDelivery: () => string,
    { port = 0, host = '127.0.0.1', env = freshSettings() } = {},
  ): Promise<Post> {
    const { NOTIFY_API_KEY, NOTIFY_WEBHOOK_TOKEN, ...templates } = env;
    const notify = await startNotifyStandIn({
      apiKey: NOTIFY_API_KEY,
      port,
      host,
      templateIds: Object.values(templates),
      receipts: { url: () => `${surveyDelivery()}/v1/webhooks/notify/receipts`, token: NOTIFY_WEBHOOK_TOKEN },
    });
    return new Post(notify, { NOTIFY_URL: notify.url, ...env });
  }

  /** What arrived since the last call; of each text the sender learns whether it did. */
  async collect(): Promise<Letter[]> {
    const fresh = this.notify.deliveries.slice(this.read);
    this.read += fresh.length;
    const arrived: Letter[] = [];
    for (const { id, type, reference, to, subject, body } of fresh) {
      const lost = type === 'sms' && this.undelivered.next() === true;
      if (type === 'sms') await this.notify.receipt(id, lost ? 'technical-failure' : 'delivered');
      if (!lost) arrived.push({ reference: reference ?? id, to, subject, text: body });
    }
    return arrived;
  }

  /** References under which more than one message was taken. */
  takenTwice(): string[] {
    const references = this.notify.deliveries.map(({ reference }) => reference ?? '');
    return references.filter((one, i) => references.indexOf(one) !== i);
  }

  close(): Promise<void> {
    return this.notify.close();
  }
}

const freshSettings = () => ({
  NOTIFY_API_KEY: `answerable-${randomUUID()}-${randomUUID()}`,
  NOTIFY_WEBHOOK_TOKEN: randomUUID() as string,
  NOTIFY_SMS_TEMPLATE_ID: randomUUID() as string,
  NOTIFY_LETTER_TEMPLATE_ID: randomUUID() as string,
});
