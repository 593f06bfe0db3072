import { Injectable } from '@nestjs/common';
import type { Tx } from '@answerable/persistence';
import { Clock } from '@answerable/service';
import type { Person } from '../person.js';
import { erasureName, ErasureList, type Erasure } from '../vault/erasure-list.js';
import { Vault } from '../vault/vault.js';
import { TaskStore } from '../work/task.store.js';
import { OwnRouteStore, type Entry } from './own-route.store.js';

/** Name of an entry in the erasure list. */
const nameOf = (entryId: string): string => `own-route ${entryId}`;
/** What is remembered of a number on which nobody wants to be called because of a form. */
export const neverCalled = (wayHash: string): string => `never-called ${wayHash}`;

/** Whoever wrote to the public page has it deleted, also where we know of no case of hers; and after a restore again. */
@Injectable()
export class EraseEntries {
  constructor(
    private readonly store: OwnRouteStore,
    private readonly vault: Vault,
    private readonly tasks: TaskStore,
    private readonly erasures: ErasureList,
    private readonly clock: Clock,
  ) {}

  /** Call in the vault, with the entry locked. Never again: all of its number, and the page keeps no later form of it. */
  async execute(tx: Tx, entry: Entry, neverAgain: boolean, by: Person): Promise<void> {
    const { wayHash } = entry;
    const never = neverAgain && wayHash !== '';
    const entries = never ? await this.store.ofWay(tx, this.vault.organisationId, wayHash) : [entry];
    const remembered = never ? [neverCalled(wayHash)] : [];
    if (never) await this.vault.refuse(tx, neverCalled(wayHash), remembered, this.clock.now());
    for (const { id } of entries) this.erasures.add('notes', nameOf(id), { refused: remembered });
    await this.erase(
      tx,
      entries.map((e) => e.id),
      by,
    );
  }

  /** After a restore. Gives how many had come back. */
  async replay(tx: Tx, erased: readonly Erasure[]): Promise<number> {
    const names = new Set(erased.flatMap(({ kind, subject }) => (kind === 'notes' ? [subject] : [])));
    if (names.size === 0) return 0;
    const back = (await this.store.allIds(tx)).filter((id) => names.has(erasureName(nameOf(id))));
    await this.erase(tx, back, null);
    return back.length;
  }

  private async erase(tx: Tx, ids: readonly string[], by: Person | null): Promise<void> {
    await this.store.erase(tx, ids, { on: this.clock.today(), by: by?.subject ?? null });
    await this.tasks.finish(tx, await this.tasks.openOfNotes(tx, ids), by, 'erased', this.clock.now());
  }
}
