import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { v4 as uuid4 } from 'uuid';
import { normaliseNumber } from '../episodes/contact-assessment.js';

/** Hashes by which something is recognised without being kept; each purpose has a key of its own, derived from one. */
export class KeyedHashes {
  /** Key objects: made of bytes anew, a hash would cost seven times as much. */
  private readonly keys = new Map<string, KeyObject>();

  constructor(private readonly key: Buffer) {}

  /** Of a case (asked about once, refused) or of a person (said never). */
  refusal(keyOfCaseOrPerson: string): string {
    return this.hash('refusal', keyOfCaseOrPerson);
  }

  telephone(number: string): string {
    return this.hash('way', `tel:${normaliseNumber(number)}`);
  }

  email(address: string): string {
    return this.hash('way', `mail:${address.trim().toLowerCase()}`);
  }

  /** An id that is the same whenever it is made again, and tells nobody else what it is of. */
  id(purpose: string, value: string): string {
    return uuid4({ random: Buffer.from(this.hash(`id of ${purpose}`, value), 'hex').subarray(0, 16) });
  }

  private hash(purpose: string, value: string): string {
    let key = this.keys.get(purpose);
    if (!key) {
      key = createSecretKey(createHmac('sha256', this.key).update(`answerable ${purpose}`).digest());
      this.keys.set(purpose, key);
    }
    return createHmac('sha256', key).update(value).digest('hex');
  }
}
