import { Injectable } from '@nestjs/common';
import type { EventData } from '@answerable/contracts';
import { Outbox, type OutboxMessage } from '@answerable/messaging';
import type { Tx } from '@answerable/persistence';
import { Vault, type Opened } from '../vault/vault.js';
import { ContactCheckStore } from './contact-check.store.js';

export interface ContactToCheck {
  caseKey: string;
  version: number;
  sealed: string;
}
type Check = EventData<'delivery.contact.checked.v1'>;

const isFaulty = ({ readable, malformedFields }: Check): boolean => !readable || malformedFields.length > 0;

/**
 * Tells intake which contacts could not be read, of each case until one can be; never whether anyone was reached. Nearly all can be
 * read, and to say so of each would cost a message a closure that changes nothing.
 */
@Injectable()
export class CheckContacts {
  constructor(
    private readonly vault: Vault,
    private readonly store: ContactCheckStore,
    private readonly outbox: Outbox,
  ) {}

  /** Of each block once. Call in the vault. */
  async announce(tx: Tx, opened: readonly Opened[]): Promise<void> {
    const unchecked = opened.filter((o) => !o.checked);
    if (unchecked.length === 0) return;
    await this.vault.store.markChecked(
      tx,
      unchecked.map((o) => o.id),
    );
    await this.tell(
      tx,
      // What staff wrote with her is no business of theirs.
      unchecked.flatMap(({ caseKey, version, block, malformed }) =>
        caseKey === null ? [] : [{ caseKey, version, readable: block !== null, malformedFields: malformed }],
      ),
    );
  }

  /**
   * Of contacts that nobody is going to open: of a person who declined, is held, has answered. Told only of those to be asked, the
   * police could send an unreadable contact and see from the silence, or from the time of the notice, that she is not. What is not
   * kept is not written down for this either. Call in the vault, in the transaction in which the others are opened.
   */
  async announceUnopened(tx: Tx, contacts: readonly ContactToCheck[]): Promise<void> {
    if (contacts.length === 0) return;
    const faults = await this.vault.faultsOf(
      tx,
      contacts.map(({ sealed }) => sealed),
    );
    await this.vault.noteOwnReads(tx, 'contact-check', [{ episodeId: null, reference: null }]);
    await this.tell(
      tx,
      contacts.map(({ caseKey, version }, i) => {
        const { readable, malformed } = faults[i]!;
        return { caseKey, version, readable, malformedFields: malformed };
      }),
    );
  }

  private async tell(tx: Tx, checks: readonly Check[]): Promise<void> {
    const inOrder = checks.toSorted((a, b) => a.version - b.version);
    const latest = [...new Map(inOrder.map((check) => [check.caseKey, check])).values()];
    const keys = (some: readonly Check[]) => some.map(({ caseKey }) => caseKey);
    const faulty = latest.filter(isFaulty);
    await this.store.addUnreadable(tx, keys(faulty));
    const righted = await this.store.takeUnreadable(tx, keys(latest.filter((check) => !isFaulty(check))));
    await this.outbox.addMany(
      tx,
      latest
        .filter((check) => isFaulty(check) || righted.has(check.caseKey))
        .map((data): OutboxMessage => ({ type: 'delivery.contact.checked.v1', data })),
    );
  }
}
