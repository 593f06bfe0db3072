import { baseConfig, kafkaConfig, keysOf } from '@answerable/service';
import { z } from 'zod';
import { tellingWordsIn } from './delivery/template-linter.js';

const key32 = z
  .string()
  .regex(/^[\w-]{43}$/, 'expected 32 bytes as base64url')
  .transform((text) => new Uint8Array(Buffer.from(text, 'base64url')));
const origin = z.url().transform((url) => url.replace(/\/+$/, ''));
/** Seen on her screen with every message: held to the same list of words as the messages themselves. */
const neutral = (text: string): boolean => tellingWordsIn(text).length === 0;
const secret = z.string().min(16);

const settings = z.object({
  ...baseConfig,
  ...kafkaConfig,
  /** Encrypts the private halves of the vault's keys at rest. */
  VAULT_KEY_ENCRYPTION_KEY: key32,
  /** Keyed hashes: refusals, shared numbers, matching of the own route. */
  HASH_KEY: key32,
  /** Link tokens and letter codes are derived from it. */
  LINK_KEY: key32,
  /** Shared with response-collection: hashes letter codes and check words. */
  SURVEY_CODE_KEY: key32,
  /** Signs telephone handovers: seed of an Ed25519 key. */
  HANDOVER_KEY: key32,
  /** Sign the form of the public page. */
  FORM_KEY: keysOf(key32),
  /** Public key set of reporting, to which attribute bundles are sealed. */
  REPORTING_KEYS_URL: z.url(),
  /** Public key set of response-collection: the outer seal of those bundles. */
  COLLECTION_KEYS_URL: z.url(),
  /** Origin of the public survey. */
  SURVEY_URL: origin.refine(neutral),
  /** Kept outside the database and outside its backups, one for all replicas; replayed at every start. Production needs it. */
  ERASURE_LIST_FILE: z.string().optional(),
  /** smtp://host:port; where absent, e-mail goes through Notify. */
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  SMTP_FROM: z.string().refine(neutral).default('Answerable <hello@answerable.example>'),
  SMTP_DOMAIN: z.string().default('answerable.example'),
  /** GOV.UK Notify: without a key no text message and no letter is offered. */
  NOTIFY_URL: origin.default('https://api.notifications.service.gov.uk'),
  NOTIFY_API_KEY: z.string().min(73).optional(),
  NOTIFY_EMAIL_TEMPLATE_ID: z.uuid().optional(),
  NOTIFY_SMS_TEMPLATE_ID: z.uuid().optional(),
  NOTIFY_LETTER_TEMPLATE_ID: z.uuid().optional(),
  /** Bearer tokens that Notify and the mail server present to our webhooks. */
  NOTIFY_WEBHOOK_TOKEN: secret.optional(),
  BOUNCE_WEBHOOK_TOKEN: secret.optional(),
  /** How long a sender may hold a message before another takes over. */
  MESSAGE_LEASE_SECONDS: z.coerce.number().int().min(1).max(600).default(120),
  NOTIFY_TIMEOUT_MS: z.coerce.number().int().min(100).max(60_000).default(15_000),
  /** Telephone system that dials: POST { reference, to, agent } with this token. */
  TELEPHONY_URL: z.url().optional(),
  TELEPHONY_TOKEN: secret.optional(),
  /** How messages are signed and where she can call: neutral. */
  MESSAGE_SENDER: z.string().min(1).max(40).refine(neutral).default('Sam, 0808 000 0000'),
  MESSAGE_TELEPHONE: z.string().min(1).max(20).default('0808 000 0000'),
  /** Seconds after which the last proof of identity is too old to see a contact. */
  STEP_UP_SECONDS: z.coerce.number().int().min(60).max(86_400).default(900),
  TRUST_PROXY: z.coerce.number().int().min(0).max(5).default(0),
});
export const configSchema = settings.refine((c) => c.MODE !== 'production' || c.ERASURE_LIST_FILE, {
  path: ['ERASURE_LIST_FILE'],
  error: 'needed in production',
});
export type Config = z.infer<typeof configSchema>;
