import { z } from 'zod';
import { startNotifyStandIn } from './notify-stand-in.js';

const uuid = z.uuid();
const env = z
  .object({
    PORT: z.coerce.number().int(),
    HOST: z.string().optional(),
    NOTIFY_API_KEY: z.string().min(73),
    NOTIFY_EMAIL_TEMPLATE_ID: uuid,
    NOTIFY_SMS_TEMPLATE_ID: uuid,
    NOTIFY_LETTER_TEMPLATE_ID: uuid,
  })
  .parse(process.env);
const running = await startNotifyStandIn({
  apiKey: env.NOTIFY_API_KEY,
  port: env.PORT,
  host: env.HOST,
  templateIds: [env.NOTIFY_EMAIL_TEMPLATE_ID, env.NOTIFY_SMS_TEMPLATE_ID, env.NOTIFY_LETTER_TEMPLATE_ID],
});
process.stdout.write(`notify stand-in at ${running.url}\n`);
process.once('SIGTERM', () => void running.close().then(() => process.exit()));
