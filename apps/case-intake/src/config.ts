import { baseConfig, kafkaConfig } from '@answerable/service';
import { z } from 'zod';
import { shippedTables } from './code-tables/load-code-tables.js';

/** Base64 of 32 bytes or more each, the current key first; earlier ones stay until no case of theirs can change any more. */
const referenceKeys = z
  .string()
  .transform((text) => text.split(',').map((key) => Buffer.from(key.trim(), 'base64')))
  .refine((keys) => keys.every((key) => key.length >= 32), 'each key is base64 of at least 32 bytes');

export const configSchema = z.object({
  ...baseConfig,
  ...kafkaConfig,
  REFERENCE_KEYS: referenceKeys,
  VAULT_KEYS_URL: z.url(),
  CODE_TABLES_DIR: z.string().default(shippedTables),
  /** Requests of one client in a minute; a stream of any length is one. */
  RATE_LIMIT_PER_MINUTE: z.coerce.number().int().positive().default(600),
  /** A sender that stays silent this long in the middle of a body is cut off. */
  BODY_IDLE_MS: z.coerce.number().int().positive().default(30_000),
  /** A stream that is only judged may take so long in all. */
  DRY_RUN_MS: z.coerce.number().int().positive().default(900_000),
});
export type Config = z.infer<typeof configSchema>;
