import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { type Fact, Journal } from '../journal.js';
import { live } from '../live.js';
import { Mailbox } from '../mailbox.js';
import { Post } from '../post.js';
import { Telephone } from '../telephone.js';
import { doors, everyPod } from './addresses.js';

const settings = z.object({
  SMTP_PORT: z.coerce.number(),
  NOTIFY_PORT: z.coerce.number(),
  TELEPHONE_PORT: z.coerce.number(),
  NOTIFY_API_KEY: z.string(),
  NOTIFY_WEBHOOK_TOKEN: z.string(),
  NOTIFY_SMS_TEMPLATE_ID: z.string(),
  NOTIFY_LETTER_TEMPLATE_ID: z.string(),
});

/** What happened in a month, as only the simulator knows it. */
export interface Lived {
  readonly pods: number;
  readonly closures: number;
  readonly reports: number;
  readonly submitted: number;
  readonly messages: number;
  /** Messages that somebody got twice. */
  readonly repeated: readonly string[];
}

/** Lives through one month at the services of the namespace; mail, texts, letters and calls come to this pod. */
export async function liveThere(
  options: { seed: number; month: string; closures: number },
  onDay: (day: string) => void,
): Promise<Lived> {
  const { SMTP_PORT, NOTIFY_PORT, TELEPHONE_PORT, ...notify } = settings.parse(process.env);
  const everywhere = '0.0.0.0';
  const file = join(tmpdir(), 'journal.jsonl');
  const clocks = await everyPod();
  const [mailbox, telephone, post] = await Promise.all([
    Mailbox.open(SMTP_PORT, everywhere),
    Telephone.open(TELEPHONE_PORT, everywhere),
    Post.open(() => doors.surveyDelivery, { port: NOTIFY_PORT, host: everywhere, env: notify }),
  ]);
  try {
    const { lives, reports } = await live({
      doors,
      mailbox,
      telephone,
      post,
      clocks,
      journal: new Journal(file),
      seed: options.seed,
      from: options.month,
      months: 1,
      closuresAMonth: [options.closures, options.closures + 4],
      onProgress: ({ day }) => onDay(day),
    });
    const facts = Journal.read(file);
    const messages = facts.filter((f) => f.what === 'message').map((f) => JSON.stringify(f));
    return {
      pods: Object.keys(clocks).length,
      closures: lives.length,
      reports,
      submitted: new Set(facts.flatMap((f: Fact) => (f.what === 'submitted' ? [f.life] : []))).size,
      messages: messages.length,
      repeated: messages.filter((one, i) => messages.indexOf(one) !== i),
    };
  } finally {
    await Promise.all([mailbox.close(), telephone.close(), post.close()]);
  }
}
