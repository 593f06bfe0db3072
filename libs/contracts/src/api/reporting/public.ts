import { z } from 'zod';
import { date } from '../../fields.js';
import { keyIntroduction, reportId, sealedChain } from '../../report.js';
import { reportHold, type Route } from './common.js';

/** JWK of an X25519 public key; `kid` goes into the header of every JWE made with it. */
export const sealingKey = z.strictObject({
  kty: z.literal('OKP'),
  crv: z.literal('X25519'),
  x: z.string(),
  kid: z.string(),
  use: z.literal('enc'),
  alg: z.literal('ECDH-ES'),
});
export type SealingKey = z.infer<typeof sealingKey>;

/** What anybody may read. */
export const publicRoutes: readonly Route[] = [
  {
    id: 'sealingKeys',
    method: 'GET',
    path: '/v1/public/sealing-keys',
    access: 'public',
    summary: 'Public keys for attribute bundles and released records (JWE ECDH-ES, A256GCM); the first is current',
    response: z.strictObject({ keys: z.array(sealingKey) }),
  },
  {
    id: 'reportKeys',
    method: 'GET',
    path: '/v1/public/report-keys',
    access: 'public',
    summary: 'Ed25519 keys that sign reports, newest first, with the fingerprint that also travels on paper',
    response: z.strictObject({
      keys: z.array(keyIntroduction.extend({ fingerprint: z.string(), until: date.nullable() })),
    }),
  },
  {
    id: 'publicChain',
    method: 'GET',
    path: '/v1/public/chain',
    access: 'public',
    summary: 'Every seal ever made, without a figure: shows that no report was left out',
    response: sealedChain,
  },
  {
    id: 'publicPage',
    method: 'GET',
    path: '/v1/public/page',
    access: 'public',
    summary:
      'What anybody may know: which months were reported, held or taken down, when the next comes, by which rules',
    response: z.strictObject({
      organisation: z.string(),
      reports: z.array(
        z.strictObject({
          id: reportId,
          monthWords: z.string(),
          state: z.enum(['published', 'replaced', 'taken-down']),
          publishedOn: date,
          number: z.number().int(),
        }),
      ),
      holds: z.array(z.strictObject({ monthWords: z.string(), hold: reportHold })),
      nextOn: date,
      fingerprint: z.string().nullable(),
    }),
  },
  {
    id: 'reportSchema',
    method: 'GET',
    path: '/v1/public/report-schema',
    access: 'public',
    summary: 'JSON schema of the sealed report',
    response: { 'application/schema+json': z.unknown() },
  },
];
