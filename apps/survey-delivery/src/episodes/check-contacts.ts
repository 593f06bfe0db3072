import { Injectable } from '@nestjs/common';
import { Outbox, type OutboxMessage } from '@answerable/messaging';
import type { Tx } from '@answerable/persistence';
import { DueWork, IdleChecks } from '@answerable/service';
import { Vault, type Opened } from '../vault/vault.js';

/** Also of those that are opened: were these told of faster, their notices would tell who is asked. */
export const CONTACTS_AT_ONCE = 500;
/** More wait only in a migration of old cases; what is turned away then is told when it is opened, if ever. */
const MOST = 20_000;

export interface ContactToCheck {
  caseKey: string;
  version: number;
  sealed: string;
}

/**
 * Tells intake whether a contact could be read that nobody is going to open: of a person who declined, is held, has answered.
 * Told only of those to be asked, the police could send an unreadable contact and see from the silence that she is not.
 * They wait in memory alone: what is not kept is not written down for this either.
 */
@Injectable()
export class CheckContacts {
  private waiting: ContactToCheck[] = [];

  constructor(
    private readonly vault: Vault,
    private readonly outbox: Outbox,
    idle: IdleChecks,
  ) {
    idle.add('contacts-to-check', async () => this.waiting.length);
  }

  afterCommit(tx: Tx, contacts: readonly ContactToCheck[]): void {
    if (contacts.length === 0) return;
    tx.afterCommit(() => {
      this.waiting.push(...contacts.slice(0, MOST - this.waiting.length));
    });
  }

  /** Intake hears once for each block whether it could be read; never whether anyone was reached. Call in the vault. */
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

  /** As often as contacts are opened, so that the time of the notice tells nothing either. */
  @DueWork({ name: 'check-contacts', everyMs: 500 })
  async run(): Promise<number> {
    const some = this.waiting.slice(0, CONTACTS_AT_ONCE);
    if (some.length === 0) return 0;
    await this.vault.transaction(async (tx) => {
      const faults = await this.vault.faultsOf(
        tx,
        some.map(({ sealed }) => sealed),
      );
      await this.vault.noteOwnReads(tx, 'contact-check', [{ episodeId: null, reference: null }]);
      await this.outbox.addMany(
        tx,
        some.map(({ caseKey, version }, i): OutboxMessage => {
          const { readable, malformed } = faults[i]!;
          return {
            type: 'delivery.contact.checked.v1',
            data: { caseKey, version, readable, malformedFields: malformed },
          };
        }),
      );
    });
    this.waiting = this.waiting.slice(some.length);
    return some.length;
  }
}
