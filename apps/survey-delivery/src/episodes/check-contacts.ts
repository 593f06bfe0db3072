import { Injectable } from '@nestjs/common';
import { Outbox, type OutboxMessage } from '@answerable/messaging';
import type { Tx } from '@answerable/persistence';
import { Vault, type Opened } from '../vault/vault.js';

export interface ContactToCheck {
  caseKey: string;
  version: number;
  sealed: string;
}

/** Tells intake whether contacts could be read; never whether anyone was reached. */
@Injectable()
export class CheckContacts {
  constructor(
    private readonly vault: Vault,
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
    await this.outbox.addMany(
      tx,
      // What staff wrote with her is no business of theirs.
      unchecked
        .filter((o) => o.caseKey !== null)
        .map((o): OutboxMessage => ({
          type: 'delivery.contact.checked.v1',
          data: { caseKey: o.caseKey!, version: o.version, readable: o.block !== null, malformedFields: o.malformed },
        })),
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
    await this.outbox.addMany(
      tx,
      contacts.map(({ caseKey, version }, i): OutboxMessage => {
        const { readable, malformed } = faults[i]!;
        return {
          type: 'delivery.contact.checked.v1',
          data: { caseKey, version, readable, malformedFields: malformed },
        };
      }),
    );
  }
}
