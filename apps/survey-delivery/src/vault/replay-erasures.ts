import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Logger } from '@answerable/service';
import { erasureName, ErasureList } from './erasure-list.js';
import { Vault } from './vault.js';

/** Before anything else at every start: whoever is on the erasure list is erased (again, where a restore brought her back). */
@Injectable()
export class ReplayErasures implements OnModuleInit {
  constructor(
    private readonly list: ErasureList,
    private readonly vault: Vault,
    private readonly log: Logger,
  ) {}

  async onModuleInit(): Promise<void> {
    const erased = this.list.all();
    if (erased.length === 0) return;
    const names = new Map(erased.map((e) => [e.subject, e]));
    const gone = await this.vault.transaction(async (tx) => {
      const subjects = await this.vault.store.subjects(tx);
      const back = subjects.filter(
        (s) => names.has(erasureName(s.subjectKey)) && s.receivedOn <= names.get(erasureName(s.subjectKey))!.on,
      );
      for (const on of new Set(erased.map((e) => e.on))) {
        const hashes = erased.filter((e) => e.on === on).flatMap((e) => e.refusals);
        await this.vault.store.addRefusals(tx, this.vault.organisationId, hashes, on);
      }
      return this.vault.store.deleteContacts(
        tx,
        back.map((s) => s.subjectKey),
      );
    });
    this.log.info({ listed: erased.length, erasedAgain: gone }, 'erasure list was replayed');
  }
}
