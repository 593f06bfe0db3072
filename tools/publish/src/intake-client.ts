import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import {
  gapPage,
  receiptLine,
  sealing,
  vaultKeySet,
  type ContactBlockInput,
  type Receipt,
} from '@answerable/contracts';
import { CompactEncrypt, importJWK, SignJWT, type CryptoKey, type JWK } from 'jose';
import { z } from 'zod';

/** The service could not be reached or has no time now: nothing is wrong with the rows or the settings, try again later. */
export class NotSent extends Error {
  override readonly name = 'NotSent';
}

export interface Credentials {
  readonly issuer: string;
  readonly clientId: string;
  /** A client secret, or the file of a private key (JWK) for private_key_jwt. */
  readonly secret?: string;
  readonly keyFile?: string;
}

/** Refusals of a moment: too slow, too early, too often. */
const passing: ReadonlySet<number> = new Set([408, 425, 429]);

/** Encrypts a contact block to the vault; only the vault can open it. */
export type Seal = (block: ContactBlockInput) => Promise<string>;

/** The HTTP side of case intake, as a police system sees it. */
export class IntakeClient {
  constructor(
    private readonly url: string,
    private readonly credentials: Credentials,
  ) {}

  async sealer(): Promise<Seal> {
    const answer = await this.ask(`${this.url}/v1/keys`, {});
    const key = vaultKeySet.parse(await answer.json()).keys[0]!;
    const publicKey = (await importJWK(key as JWK, key.alg)) as CryptoKey;
    return (block) =>
      new CompactEncrypt(Buffer.from(JSON.stringify(block)))
        .setProtectedHeader({ ...sealing, kid: key.kid })
        .encrypt(publicKey);
  }

  /** Streams events and yields their receipts as they come, in order. Throws NotSent where the stream breaks off. */
  async *publish(events: AsyncIterable<object>, { dryRun }: { dryRun: boolean }): AsyncGenerator<Receipt> {
    const answer = await this.ask(`${this.url}/v1/case-events${dryRun ? '?dryRun=true' : ''}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await this.token()}`, 'content-type': 'application/x-ndjson' },
      body: ReadableStream.from(linesOf(events)),
      duplex: 'half',
    });
    let finished = false;
    for await (const line of linesIn(answer.body!)) {
      const parsed = receiptLine.parse(JSON.parse(line));
      if ('summary' in parsed) finished = true;
      else yield parsed;
    }
    if (!finished) throw new NotSent('the connection was lost before the last receipt');
  }

  /** The highest sequence number that arrived from this source; 0 where none did. */
  async highestSequence(source: string): Promise<number> {
    const answer = await this.ask(`${this.url}/v1/gaps?source=${encodeURIComponent(source)}`, {
      headers: { authorization: `Bearer ${await this.token()}` },
    });
    const { highest } = gapPage.parse(await answer.json());
    return highest.find((each) => each.source === source)?.sequence ?? 0;
  }

  private async token(): Promise<string> {
    const { issuer, clientId, secret } = this.credentials;
    const endpoint = `${issuer}/protocol/openid-connect/token`;
    const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId });
    if (secret) body.set('client_secret', secret);
    else {
      body.set('client_assertion_type', 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer');
      body.set('client_assertion', await this.assertion());
    }
    const answer = await this.ask(endpoint, { method: 'POST', body });
    return z.object({ access_token: z.string() }).parse(await answer.json()).access_token;
  }

  /** RFC 7523: the force proves who it is with a key that never leaves it. */
  private async assertion(): Promise<string> {
    const { issuer, clientId, keyFile } = this.credentials;
    if (!keyFile) throw new Error('give a client secret (PUBLISH_CLIENT_SECRET) or a private key (PUBLISH_KEY_FILE)');
    const jwk = JSON.parse(await readFile(keyFile, 'utf8')) as JWK;
    return new SignJWT({})
      .setProtectedHeader({ alg: jwk.alg ?? 'ES256', kid: jwk.kid })
      .setIssuer(clientId)
      .setSubject(clientId)
      .setAudience(issuer)
      .setJti(randomUUID())
      .setIssuedAt()
      .setExpirationTime('1m')
      .sign(await importJWK(jwk, jwk.alg ?? 'ES256'));
  }

  private async ask(url: string, request: RequestInit & { duplex?: 'half' }): Promise<Response> {
    let answer: Response;
    try {
      answer = await fetch(url, request);
    } catch (error) {
      const reason = ((error as Error).cause as { code?: string } | undefined)?.code ?? (error as Error).message;
      throw new NotSent(`${new URL(url).host} could not be reached (${reason})`);
    }
    if (answer.ok) return answer;
    const problem = (await answer.json().catch(() => ({}))) as { title?: string; detail?: string; fix?: string };
    const wait = answer.headers.get('retry-after');
    const said = `${new URL(url).pathname} answered ${answer.status} ${problem.title ?? ''} ${problem.detail ?? problem.fix ?? ''} ${wait ? `(wait ${wait} s)` : ''}`;
    // A credential or an address that is refused now will be refused later as well.
    throw answer.status >= 500 || passing.has(answer.status) ? new NotSent(said.trim()) : new Error(said.trim());
  }
}

async function* linesOf(events: AsyncIterable<object>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for await (const event of events) yield encoder.encode(`${JSON.stringify(event)}\n`);
}

async function* linesIn(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for await (const bytes of body) {
      const lines = (rest + decoder.decode(bytes, { stream: true })).split('\n');
      rest = lines.pop()!;
      for (const line of lines) if (line.trim() !== '') yield line;
    }
  } catch (error) {
    throw new NotSent(`the connection was lost (${(error as Error).message})`);
  }
}
