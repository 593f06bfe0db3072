import { SignIn, type SignedIn } from '@answerable/access';
import { CONFIG, DueWork } from '@answerable/service';
import { Inject, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { PortalConfig } from '../config.js';
import { Cookies } from './cookies.js';
import { hashOf, newSecret, seal, unseal } from './sealed.js';
import { isOver, rememberedMs, type Session } from './session.js';
import { SessionStore } from './session.store.js';

const purpose = 'session';
/** An access token this close to its end is renewed first, so that it does not end on the way to an API. */
const renewBeforeMs = 20_000;
const touchEveryMs = 60_000;

/** Server-side sessions: the browser holds a random value, the database sealed tokens, and each is useless alone. */
@Injectable()
export class Sessions {
  constructor(
    @Inject(CONFIG) private readonly config: PortalConfig,
    private readonly store: SessionStore,
    private readonly signIn: SignIn,
    private readonly cookies: Cookies,
  ) {}

  /** Always a new id, never one the browser brought: an id planted before sign-in opens nothing after it. */
  async start(request: Request, response: Response, signedIn: SignedIn): Promise<void> {
    const before = this.cookies.read(request, 'session');
    if (before) await this.store.remove(hashOf(before));
    const id = newSecret();
    await this.store.insert({
      idHash: hashOf(id),
      clientId: this.config.KEYCLOAK_CLIENT_ID,
      subject: signedIn.principal.subject,
      keycloakSession: signedIn.principal.sessionId ?? null,
      sealed: this.sealed(id, signedIn),
      at: new Date(),
    });
    this.cookies.set(response, 'session', id);
  }

  /** Puts session and principal on the request where the browser has a living session, and renews its tokens. */
  async resume(request: Request): Promise<void> {
    const id = this.cookies.read(request, 'session');
    if (!id) return;
    const row = await this.store.find(hashOf(id));
    if (!row || row.client_id !== this.config.KEYCLOAK_CLIENT_ID) return;
    request.lastSubject = row.subject;
    if (!row.sealed) return;
    const now = new Date();
    const text = isOver(row, now.getTime()) ? undefined : unseal(this.config.SESSION_KEY, id, purpose, row.sealed);
    const session = text === undefined ? undefined : await this.renewed(id, JSON.parse(text) as Session);
    if (!session) return this.store.end(hashOf(id));
    if (now.getTime() - row.seen_at.getTime() > touchEveryMs) await this.store.touch(hashOf(id), now);
    request.session = session;
    request.principal = session.principal;
  }

  /** Ends the session of this browser; gives back what signing out at Keycloak needs. */
  async end(request: Request, response: Response): Promise<void> {
    const id = this.cookies.read(request, 'session');
    if (id) await this.store.remove(hashOf(id));
    this.cookies.clear(response, 'session');
  }

  async endAllOf(keycloakSession: string): Promise<void> {
    await this.store.endAllOf(keycloakSession);
  }

  @DueWork({ name: 'forget-sessions', everyMs: 600_000 })
  async run(): Promise<number> {
    return this.store.removeSeenBefore(new Date(Date.now() - rememberedMs));
  }

  private async renewed(id: string, session: Session): Promise<Session | undefined> {
    if (session.tokens.accessEndsAt - Date.now() > renewBeforeMs) return session;
    const fresh = await this.signIn.refresh(session.tokens);
    if (!fresh) return undefined;
    await this.store.reseal(hashOf(id), this.sealed(id, fresh), new Date());
    return fresh;
  }

  private sealed(id: string, { principal, tokens }: Session): string {
    return seal(this.config.SESSION_KEY, id, purpose, JSON.stringify({ principal, tokens }));
  }
}
