import { baseConfig, kafkaConfig } from '@answerable/service';
import { z } from 'zod';

export const configSchema = z.object({
  ...baseConfig,
  ...kafkaConfig,
  /** 32 bytes, base64url: every private key rests encrypted under it. */
  KEY_ENCRYPTION_KEY: z.string().regex(/^[\w-]{43}$/),
  /** Notices to MPs' offices leave through it. */
  SMTP_URL: z.url({ protocol: /^smtps?$/ }),
  MAIL_FROM: z.email(),
  /** Where readers sign in; the only link in a notice. */
  READERS_URL: z.url(),
  /** Seats, their offices and terms; the demo's own where absent. */
  SEATS_FILE: z.string().optional(),
});
export type ReportingConfig = z.infer<typeof configSchema>;
