import { CONFIG, DueWork } from '@answerable/service';
import { Inject, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { PortalConfig } from '../config.js';
import { Cookies } from './cookies.js';
import { KeptFormStore } from './session-form.store.js';
import { returnPath } from './return-path.js';
import { hashOf, newSecret, seal, unseal } from './sealed.js';
import { rememberedMs } from './session.js';

const purpose = 'kept form';
/** What a page carries along with a button: nobody typed it. */
const carried: ReadonlySet<string> = new Set(['back', 'digest', 'reference', 'task']);

/** Whether somebody typed or chose something in the form that was sent. */
export const holdsTyped = (body: unknown): boolean =>
  Object.entries((body ?? {}) as Record<string, unknown>).some(
    ([name, value]) => !name.startsWith('_') && !carried.has(name) && value !== '',
  );

/** A form that could not be taken when it was sent: nothing that was typed is lost, and nobody else gets to see it. */
export interface KeptForm {
  path: string;
  /** It arrived after its session had ended, or was refused. */
  why: 'signed-out' | 'refused';
  fields: Record<string, string | string[]>;
}

@Injectable()
export class KeptForms {
  constructor(
    @Inject(CONFIG) private readonly config: PortalConfig,
    private readonly store: KeptFormStore,
    private readonly cookies: Cookies,
  ) {}

  /** Keeps the posted form, sealed, for whoever had the session of this browser. */
  async keep(request: Request, response: Response, why: KeptForm['why'] = 'signed-out'): Promise<boolean> {
    const subject = request.principal?.subject ?? request.lastSubject;
    const posted = Object.entries((request.body ?? {}) as Record<string, string | string[]>);
    const fields = Object.fromEntries(posted.filter(([name]) => !name.startsWith('_')));
    if (!subject || Object.keys(fields).length === 0) return false;
    const id = newSecret();
    const form: KeptForm = { path: returnPath(request.originalUrl), why, fields };
    await this.store.insert({
      idHash: hashOf(id),
      subject,
      sealed: seal(this.config.SESSION_KEY, id, purpose, JSON.stringify(form)),
      at: new Date(),
    });
    this.cookies.set(response, 'kept', id, rememberedMs);
    return true;
  }

  isWaiting(request: Request): boolean {
    return this.cookies.read(request, 'kept') !== undefined;
  }

  /** The kept form, if it was typed by the person who is signed in now; anybody else's is destroyed. */
  async take(request: Request, response: Response): Promise<KeptForm | undefined> {
    const id = this.cookies.read(request, 'kept');
    const row = id ? await this.store.find(hashOf(id)) : undefined;
    if (!id || !row) return this.forget(request, response);
    if (row.subject !== request.principal?.subject) return this.forget(request, response);
    const text = unseal(this.config.SESSION_KEY, id, purpose, row.sealed);
    return text === undefined ? this.forget(request, response) : (JSON.parse(text) as KeptForm);
  }

  async forget(request: Request, response: Response): Promise<undefined> {
    const id = this.cookies.read(request, 'kept');
    if (id) await this.store.remove(hashOf(id));
    this.cookies.clear(response, 'kept');
  }

  @DueWork({ name: 'forget-kept-forms', everyMs: 600_000 })
  async run(): Promise<number> {
    return this.store.removeKeptBefore(new Date(Date.now() - rememberedMs));
  }
}
