import { z } from 'zod';
import { vaultKeySet } from '../../contact-block.js';
import { language } from '../../fields.js';
import { anyStaff, type Route } from './common.js';
import { deliveryChannel } from './episodes.js';

export const outsideRoutes: readonly Route[] = [
  {
    id: 'listTemplates',
    method: 'GET',
    path: '/v1/templates',
    access: [...anyStaff, 'auditor'],
    summary: 'Messages as they look on a lock screen',
    response: z.strictObject({
      templates: z.array(
        z.strictObject({
          template: z.string(),
          version: z.number(),
          channel: deliveryChannel,
          language,
          reviewed: z.boolean().describe('whether a professional translator has read it'),
          lockScreen: z.string(),
          text: z.string(),
        }),
      ),
    }),
  },
  {
    id: 'readVaultKeys',
    method: 'GET',
    path: '/v1/public/vault-keys',
    access: 'public',
    summary: 'Public keys to which contact blocks are sealed; the first is current',
    response: vaultKeySet,
  },
  {
    id: 'readHandoverKeys',
    method: 'GET',
    path: '/v1/public/handover-keys',
    access: 'public',
    summary: 'Ed25519 public keys that sign handovers (JWKS)',
    response: z.strictObject({
      keys: z.array(
        z.looseObject({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string(), kid: z.string() }),
      ),
    }),
  },
  {
    id: 'receiveNotifyReceipt',
    method: 'POST',
    path: '/v1/webhooks/notify/receipts',
    access: 'public',
    summary: 'Delivery receipt of GOV.UK Notify (bearer token)',
    request: z.looseObject({ id: z.string(), reference: z.string().nullable(), status: z.string() }),
    problems: ['webhook-refused'],
  },
  {
    id: 'receiveNotifyReply',
    method: 'POST',
    path: '/v1/webhooks/notify/replies',
    access: 'public',
    summary: 'Text message received by GOV.UK Notify (bearer token): STOP ends everything',
    request: z.looseObject({ id: z.string(), source_number: z.string(), message: z.string() }),
    problems: ['webhook-refused'],
  },
  {
    id: 'receiveBounce',
    method: 'POST',
    path: '/v1/webhooks/email/bounces',
    access: 'public',
    summary: 'Bounce reported by the mail server (bearer token)',
    request: z.strictObject({ reference: z.uuid(), kind: z.enum(['permanent', 'temporary']) }),
    problems: ['webhook-refused'],
  },
  {
    id: 'receiveEmailReply',
    method: 'POST',
    path: '/v1/webhooks/email/replies',
    access: 'public',
    summary:
      'Answer to an e-mail, from the mail server (bearer token): STOP ends everything, anything else is read first',
    request: z.strictObject({
      reference: z.uuid(),
      message: z.string().max(20_000),
      headers: z
        .record(z.string().max(100), z.string().max(2_000))
        .optional()
        .describe(
          'of the mail, by name: from Auto-Submitted, Return-Path, Precedence, X-Autoreply and X-Autorespond a machine’s answer is known',
        ),
    }),
    problems: ['webhook-refused'],
  },
  {
    id: 'readOwnRoute',
    method: 'GET',
    path: '/nobody-asked-me',
    access: 'public',
    summary: 'Page: my case was closed and nobody asked me',
    response: { 'text/html': z.string() },
  },
  {
    id: 'sendOwnRoute',
    method: 'POST',
    path: '/nobody-asked-me',
    access: 'public',
    summary: 'The same answer for everybody',
    request: { 'application/x-www-form-urlencoded': z.looseObject({}) },
    response: { 'text/html': z.string() },
    problems: ['too-many'],
  },
];
