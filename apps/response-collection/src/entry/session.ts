import { readCookie } from '@answerable/web';
import { CONFIG } from '@answerable/service';
import { Inject, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { z } from 'zod';
import type { Config } from '../config.js';
import type { Way } from '../survey/survey.js';
import { box, derive, hmac, same, unbox } from '../keys/crypto.js';

// No more than the shape: what is in the box was put there by us.
const content = z.strictObject({
  survey: z.string(),
  draft: z.string(),
  key: z.string(),
  visit: z.number(),
  way: z.enum(['link', 'code', 'handover']),
  mark: z.string(),
  code: z.string().optional(),
  agreed: z.boolean().optional(),
  at: z.number(),
});

const receiptContent = z
  .strictObject({ code: z.string(), until: z.string(), form: z.string(), telephone: z.boolean() })
  .partial();

/** What is left of a session once her answers are sent: the code to show, where she wants one, and the month it works until. */
export type Receipt = z.infer<typeof receiptContent>;

/** One visit: what opens her draft, held by her browser alone (sealed), until she leaves or is idle. */
export interface Session {
  readonly surveyId: string;
  readonly draftId: Buffer;
  readonly draftKey: Buffer;
  /** Counts visits: answers of an earlier one are not shown again. */
  readonly visit: number;
  readonly way: Way;
  /** Of the way in as it was: where it is taken back, or its word changed, the session ends. */
  readonly mark: Buffer;
  /** Drawn before she sends, so that sending again after a lost answer shows the code that her records have. */
  readonly code?: string;
  /** There are answers to finish with. */
  readonly agreed?: boolean;
}

export const modeOf = ({ way }: Pick<Session, 'way'>): 'web' | 'telephone' =>
  way === 'handover' ? 'telephone' : 'web';

/** A draft's id and key come from what is in her hand (link and word, code, handover), which is kept nowhere, and our key. */
export function draftOf(key: Buffer, hand: string): { draftId: Buffer; draftKey: Buffer } {
  const secret = hmac(key, hand);
  return { draftId: derive(secret, 'draft id'), draftKey: derive(secret, 'draft key') };
}

/** What a sealed receipt is about, so that it is never taken for a session. */
const RECEIPT = 'receipt';

@Injectable()
export class Sessions {
  /** The current one first. */
  private readonly keys: readonly Buffer[];
  private readonly formKeys: readonly Buffer[];
  private readonly secure: boolean;
  private readonly name: string;
  private readonly idleMs: number;

  constructor(@Inject(CONFIG) config: Pick<Config, 'SESSION_KEY' | 'PUBLIC_URL' | 'SESSION_MINUTES'>) {
    const from = (use: string) => config.SESSION_KEY.map((key) => derive(Buffer.from(key, 'base64url'), use));
    this.keys = from('session');
    this.formKeys = from('forms of a session');
    this.secure = config.PUBLIC_URL.startsWith('https:');
    this.name = this.secure ? '__Host-page' : 'page';
    this.idleMs = config.SESSION_MINUTES * 60_000;
  }

  /**
   * Starts a session, or keeps it alive: the time of the last page is in the cookie and nowhere else. A page that is left alone
   * goes away when the session ends; otherwise her question would stand on the screen for whoever comes by.
   */
  keep(response: Response, session: Session): void {
    const { surveyId, draftId, draftKey, visit, way, mark, code, agreed } = session;
    const clear = JSON.stringify({
      survey: surveyId,
      draft: draftId.toString('base64url'),
      key: draftKey.toString('base64url'),
      visit,
      way,
      mark: mark.toString('base64url'),
      code,
      agreed,
      at: Date.now(),
    } satisfies z.infer<typeof content>);
    this.set(response, clear, this.name);
    this.goAway(response);
    response.locals.visit = this.formsOf(session)[0];
    response.locals.telephone = session.way === 'handover';
  }

  /**
   * What the forms of a session carry (the first of them now, the others with earlier keys), beside the token that is the browser's: a browser may hold the page of one interview while
   * the next has begun in another tab, and its forms must not be taken for those of the other.
   */
  private formsOf({ draftId }: Pick<Session, 'draftId'>): string[] {
    return this.formKeys.map((key) => hmac(key, draftId.toString('base64url')).toString('base64url', 0, 16));
  }

  /** A GET changes nothing; what a POST changes is what its form was of. */
  private isFormOf(request: Request, forms: readonly string[]): boolean {
    if (request.method !== 'POST') return true;
    const sent: unknown = (request.body as Record<string, unknown> | undefined)?.visit;
    return typeof sent === 'string' && forms.some((form) => same(Buffer.from(sent), Buffer.from(form)));
  }

  /** Her answers are sent: nothing in her browser leads to a survey any more. */
  sent(response: Response, session: Session, receipt: Pick<Receipt, 'code' | 'until'>): void {
    const telephone = session.way === 'handover';
    const kept: Receipt = { ...receipt, form: this.formsOf(session)[0], telephone };
    this.set(response, JSON.stringify(kept), RECEIPT);
  }

  /** A page left alone with something of hers on it does not stay on the screen. */
  goAway(response: Response): void {
    response.setHeader('Refresh', `${this.idleMs / 1000};url=/bye`);
  }

  private set(response: Response, clear: string, about: string): void {
    const value = box(this.keys[0]!, Buffer.from(clear), about).toString('base64url');
    // Lax: the first page after a link in a message, or after the staff portal, comes from another site.
    response.cookie(this.name, value, { httpOnly: true, sameSite: 'lax', secure: this.secure, path: '/' });
  }

  /** The session of a request; undefined where there is none, it is not ours, was left alone too long, or the form is of another. */
  of(request: Request): Session | undefined {
    const clear = this.clear(request, this.name);
    if (!clear) return undefined;
    // One of another release is none: she opens her link again.
    const known = content.safeParse(JSON.parse(clear.toString()));
    if (!known.success) return undefined;
    const { survey, draft, key, mark, at, ...rest } = known.data;
    if (Date.now() - at > this.idleMs) return undefined;
    const draftId = Buffer.from(draft, 'base64url');
    if (!this.isFormOf(request, this.formsOf({ draftId }))) return undefined;
    const [draftKey, began] = [key, mark].map((part) => Buffer.from(part, 'base64url')) as [Buffer, Buffer];
    return { surveyId: survey, draftId, draftKey, mark: began, ...rest };
  }

  /** On a page beside her questions: kept alive, and what she can do there as on every other. */
  beside(request: Request, response: Response): { running: boolean; agreed: boolean } {
    const session = this.of(request);
    if (session) this.keep(response, session);
    return { running: session !== undefined, agreed: session?.agreed === true };
  }

  receipt(request: Request): Receipt | undefined {
    const clear = this.clear(request, RECEIPT);
    const receipt = clear && receiptContent.parse(JSON.parse(clear.toString()));
    return receipt && this.isFormOf(request, [receipt.form ?? '']) ? receipt : undefined;
  }

  private clear(request: Request, about: string): Buffer | undefined {
    const value = readCookie(request, this.name);
    if (!value) return undefined;
    const sealed = Buffer.from(value, 'base64url');
    return this.keys.map((key) => unbox(key, sealed, about)).find((clear) => clear !== undefined);
  }

  end(response: Response): void {
    response.removeHeader('Refresh');
    this.clearCookie(response, this.name);
  }

  /** The last page: the language she read in is forgotten too, since it would say who was here. */
  leave(response: Response): void {
    this.end(response);
    this.clearCookie(response, 'lang');
  }

  private clearCookie(response: Response, name: string): void {
    response.clearCookie(name, { httpOnly: true, sameSite: 'lax', secure: this.secure, path: '/' });
  }
}
