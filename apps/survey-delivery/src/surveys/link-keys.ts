import { createHash, createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { checkWordInput, surveyCodeInput } from '@answerable/contracts';
import { letterCodeFrom } from './letter-code.js';

/** Makes the ways into a survey from its id alone: nothing of them is stored, so that nothing of them can be read. */
export class LinkKeys {
  private readonly linkKey: KeyObject;
  private readonly codeKey: KeyObject;

  constructor(linkKey: Buffer, codeKey: Buffer) {
    this.linkKey = createSecretKey(linkKey);
    this.codeKey = createSecretKey(codeKey);
  }

  /** 128 bits, base64url. The same for every reminder; a higher epoch revokes it. */
  token(surveyId: string, epoch: number): string {
    return this.derive(`link:${surveyId}:${epoch}`).subarray(0, 16).toString('base64url');
  }

  linkHash(surveyId: string, epoch: number): string {
    return createHash('sha256').update(this.token(surveyId, epoch)).digest('hex');
  }

  /** Letter code: 12 Crockford characters, the last a check. */
  code(surveyId: string, epoch: number): string {
    return letterCodeFrom(this.derive(`code:${surveyId}:${epoch}`));
  }

  codeHash(surveyId: string, epoch: number): string {
    return createHmac('sha256', this.codeKey)
      .update(surveyCodeInput(this.code(surveyId, epoch)))
      .digest('hex');
  }

  checkWordHash(surveyId: string, word: string): string {
    return createHmac('sha256', this.codeKey).update(checkWordInput(surveyId, word)).digest('hex');
  }

  /** Lets an interview that broke off go on: collection derives the draft's key from it. */
  interviewDraft(surveyId: string): string {
    return this.derive(`interview:${surveyId}`).toString('base64url');
  }

  private derive(purpose: string): Buffer {
    return createHmac('sha256', this.linkKey).update(purpose).digest();
  }
}
