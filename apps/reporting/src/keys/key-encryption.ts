import { Inject, Injectable } from '@nestjs/common';
import { CONFIG } from '@answerable/service';
import { CompactEncrypt, compactDecrypt, type JWK } from 'jose';
import type { ReportingConfig } from '../config.js';

/** Private keys rest encrypted (A256GCM) under the key of the configuration: a copy of the database alone opens nothing. */
@Injectable()
export class KeyEncryption {
  private readonly key: Uint8Array;

  constructor(@Inject(CONFIG) config: Pick<ReportingConfig, 'KEY_ENCRYPTION_KEY'>) {
    this.key = Buffer.from(config.KEY_ENCRYPTION_KEY, 'base64url');
  }

  async seal(privateJwk: JWK): Promise<string> {
    return new CompactEncrypt(new TextEncoder().encode(JSON.stringify(privateJwk)))
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
      .encrypt(this.key);
  }

  async open(sealed: string): Promise<JWK> {
    const { plaintext } = await compactDecrypt(sealed, this.key, {
      keyManagementAlgorithms: ['dir'],
      contentEncryptionAlgorithms: ['A256GCM'],
    }).catch((cause: unknown) => {
      throw new Error('KEY_ENCRYPTION_KEY does not open the keys in the database', { cause });
    });
    return JSON.parse(new TextDecoder().decode(plaintext)) as JWK;
  }
}
