import { baseConfig, kafkaConfig, keysOf } from '@answerable/service';
import { z } from 'zod';
import { controllerUnsaid } from './controller.js';

const key32 = z.string().regex(/^[\w-]{43}$/, 'expected 32 bytes as base64url');

const settings = z.object({
  ...baseConfig,
  ...kafkaConfig,
  /** Shared with survey-delivery: hashes letter codes and check words. */
  SURVEY_CODE_KEY: key32,
  /** Seal the session cookie and sign forms. */
  SESSION_KEY: keysOf(key32),
  /** Wraps the mixing keys in the database; without it nobody can open a record before its month closes. The current one first. */
  MIXING_WRAP_KEY: keysOf(key32),
  /**
   * Goes into the key of every draft, beside what is in her hand. survey-delivery makes links and codes from keys of its own, and has
   * her check word as a hash: without this key it could open a copy of the drafts.
   */
  DRAFT_KEY: key32,
  /** Public key sets (JWKS) of the vault, of reporting and of whoever signs telephone handovers. */
  VAULT_KEYS_URL: z.url(),
  REPORTING_KEYS_URL: z.url(),
  HANDOVER_KEYS_URL: z.url(),
  /** Where "Leave this page" goes. */
  EXIT_URL: z.url().default('https://www.bbc.co.uk/weather'),
  /** Number of the people who run the survey, shown on the neutral pages. */
  SURVEY_PHONE: z.string().default('0808 168 9111'),
  /** Minutes without a page after which a session ends by itself. */
  SESSION_MINUTES: z.coerce.number().int().min(5).max(60).default(20),
  /** Who answers by law for the data, for the privacy page; where not set, as the organisation's own entry says. */
  CONTROLLER_NAME: z.string().min(1).optional(),
  CONTROLLER_CONTACT: z.email().optional(),
  CONTROLLER_OFFICER: z.email().optional(),
  TRUST_PROXY: z.coerce.number().int().min(0).max(5).default(0),
  /** Kept outside the database and outside its backups, one for all replicas: replayed at every start. Production needs it. */
  WITHDRAWALS_DIRECTORY: z.string().min(1).optional(),
});
export const configSchema = settings.superRefine((config, { addIssue }) => {
  if (config.MODE !== 'production') return;
  const needed = [...(config.WITHDRAWALS_DIRECTORY ? [] : ['WITHDRAWALS_DIRECTORY']), ...controllerUnsaid(config)];
  for (const name of needed) addIssue({ code: 'custom', path: [name], message: 'needed in production' });
});
export type Config = z.infer<typeof settings>;
