import { CompactEncrypt, type CompactJWEHeaderParameters } from 'jose';
import { expect, test } from 'vitest';
import { kidOf, makeKey, openText, privateKeyOf, publicKeyOf, sealText } from './sealing.js';

const keyEncryptionKey = crypto.getRandomValues(new Uint8Array(32));
const clear = JSON.stringify({ name: { first: 'Zoë' }, telephones: [{ number: '020 7946 0018' }] });

async function pair() {
  const resting = await makeKey('vault-2026-06', keyEncryptionKey);
  return {
    resting,
    privateKey: await privateKeyOf(resting.privateSealed, keyEncryptionKey),
    publicKey: await publicKeyOf(resting.publicKey),
  };
}
const text = (value: unknown): Uint8Array => new TextEncoder().encode(value as string);
const ours = { alg: 'ECDH-ES', enc: 'A256GCM' } as const;

test('what any library sealed to the key as the contracts say is opened, and what it agreed about the parties counts', async () => {
  const { privateKey, publicKey } = await pair();
  expect(openText(await sealText(clear, publicKey, 'vault-2026-06'), privateKey)).toBe(clear);
  const byOthers = await new CompactEncrypt(text(clear))
    .setProtectedHeader({ ...ours, kid: 'vault-2026-06' })
    .setKeyManagementParameters({ apu: text('a force'), apv: text('the vault') })
    .encrypt(publicKey);
  expect(openText(byOthers, privateKey)).toBe(clear);
});

test('a JWE that was changed anywhere, was cut short or is sealed to another key is not opened', async () => {
  const { privateKey, publicKey } = await pair();
  const sealed = await sealText(clear, publicKey, 'vault-2026-06');
  const parts = sealed.split('.');
  const header = JSON.parse(Buffer.from(parts[0]!, 'base64url').toString()) as Record<string, unknown>;
  const withPart = (at: number, part: string): string => parts.with(at, part).join('.');
  const other = (part: string): string => (part.startsWith('A') ? 'B' : 'A') + part.slice(1);
  const withHeader = (changes: object): string =>
    withPart(0, Buffer.from(JSON.stringify({ ...header, ...changes })).toString('base64url'));
  const refused = [
    withHeader({ kid: 'vault-2026-07' }),
    withHeader({ apu: 'YQ' }),
    withHeader({ epk: { ...(header['epk'] as object), x: Buffer.alloc(32).toString('base64url') } }),
    withHeader({ epk: undefined }),
    ...[2, 3, 4].map((at) => withPart(at, other(parts[at]!))),
    withPart(1, 'AAAA'),
    withPart(2, `${parts[2]}AAAA`),
    withPart(4, Buffer.from(parts[4]!, 'base64url').subarray(0, 12).toString('base64url')),
    `${sealed}.AAAA`,
    parts.slice(0, 4).join('.'),
    '',
  ];
  for (const jwe of refused) expect(() => openText(jwe, privateKey), jwe).toThrow();
  const stranger = await pair();
  expect(() => openText(sealed, stranger.privateKey)).toThrow();
});

test('a JWE of another form is refused before a key is touched', async () => {
  const { privateKey, publicKey } = await pair();
  const forms: CompactJWEHeaderParameters[] = [
    { ...ours, enc: 'A128GCM' },
    { ...ours, enc: 'A256CBC-HS512' },
    { ...ours, alg: 'ECDH-ES+A256KW' },
    { ...ours, crit: ['exp'], exp: 1 },
  ];
  for (const form of forms) {
    const sealed = await new CompactEncrypt(text(clear))
      .setProtectedHeader(form)
      .encrypt(publicKey, { crit: { exp: true } });
    expect(() => openText(sealed, privateKey), JSON.stringify(form)).toThrow('not of the form');
  }
});

test('the id of the key is read from the header, and is unknown where there is none', async () => {
  const { publicKey } = await pair();
  expect(kidOf(await sealText(clear, publicKey, 'vault-2026-06'))).toBe('vault-2026-06');
  expect(kidOf('not a JWE')).toBe('unknown');
});
