import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SealingKey } from '@answerable/contracts';
import {
  CompactEncrypt,
  compactDecrypt,
  exportJWK,
  generateKeyPair,
  importJWK,
  SignJWT,
  type CryptoKey,
  type JWK,
} from 'jose';

/** Keys of the others (vault, reporting, who hands interviews over), served as they serve them. */
export class OtherServices {
  readonly sealing = new Map<string, { publicJwk: JWK; privateKey: CryptoKey }>();
  private signing!: { privateKey: CryptoKey; publicJwk: JWK };
  private server!: Server;
  url = '';

  static async start(): Promise<OtherServices> {
    const others = new OtherServices();
    for (const owner of ['vault', 'reporting']) {
      const pair = await generateKeyPair('ECDH-ES', { crv: 'X25519', extractable: true });
      const { kty, crv, x } = await exportJWK(pair.publicKey);
      others.sealing.set(owner, {
        publicJwk: { kty, crv, x, kid: `${owner}-1`, use: 'enc', alg: 'ECDH-ES' },
        privateKey: pair.privateKey,
      });
    }
    const pair = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
    others.signing = {
      privateKey: pair.privateKey,
      publicJwk: { ...(await exportJWK(pair.publicKey)), kid: 'handover-1', alg: 'EdDSA' },
    };
    others.server = createServer((request, response) => {
      const name = request.url!.slice(1);
      // Where "Leave this page" goes in tests.
      if (name === 'weather') return void response.setHeader('content-type', 'text/html').end('<title>Weather</title>');
      const jwk = name === 'handover' ? others.signing.publicJwk : others.sealing.get(name)?.publicJwk;
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: [jwk] }));
    });
    await new Promise<void>((resolve) => others.server.listen(0, '127.0.0.1', resolve));
    others.url = `http://127.0.0.1:${(others.server.address() as AddressInfo).port}`;
    return others;
  }

  async open(owner: 'vault' | 'reporting', jwe: string): Promise<string> {
    const { plaintext } = await compactDecrypt(jwe, this.sealing.get(owner)!.privateKey);
    return Buffer.from(plaintext).toString();
  }

  handover(
    surveyId: string,
    draft: string,
    claims: { exp?: number; aud?: string; jti?: string } = {},
  ): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    return new SignJWT({ draft, jti: claims.jti ?? randomUUID() })
      .setProtectedHeader({ alg: 'EdDSA', kid: 'handover-1' })
      .setIssuer('survey-delivery')
      .setAudience(claims.aud ?? 'response-collection')
      .setSubject(surveyId)
      .setIssuedAt(now)
      .setExpirationTime(claims.exp ?? now + 60)
      .sign(this.signing.privateKey);
  }

  /** A bundle of attributes as delivery makes it: the same length whatever it says, sealed to reporting and then to `outer`. */
  async bundle(attributes: object, outer: SealingKey | undefined): Promise<string> {
    const inner = await sealed(JSON.stringify(attributes).padEnd(256), this.sealing.get('reporting')!.publicJwk);
    return outer ? sealed(inner, outer) : inner;
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.server.close(() => resolve()));
  }
}

async function sealed(clear: string, to: JWK): Promise<string> {
  return new CompactEncrypt(Buffer.from(clear))
    .setProtectedHeader({ alg: 'ECDH-ES', enc: 'A256GCM', kid: to.kid! })
    .encrypt(await importJWK(to, 'ECDH-ES'));
}
