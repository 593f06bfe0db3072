import { Injectable } from '@nestjs/common';
import { AfterRestore, type Restore } from '@answerable/messaging';
import { Clock } from '@answerable/service';
import { DueEpisodeStore } from '../episodes/due-episode.store.js';
import { CoverageStore } from '../oversight/coverage.store.js';
import { SettingsStore } from '../oversight/settings.store.js';
import { Vault } from '../vault/vault.js';
import { MessageStore } from './message.store.js';

const WHY =
  'The database was restored from a backup: holds, "not safe" marks and changed details of since then are missing. ' +
  'Enter them again, then resume.';
const RESTORE = { subject: 'restore', name: 'Restore of the database' };

/**
 * What the database says of her is of last night. Nothing leaves before a lead has said so; and what may have left before the restore is
 * handled like a message whose sender died: its provider is asked, and where none can tell, it counts as gone.
 */
@Injectable()
export class PauseAfterRestore {
  constructor(
    private readonly settings: SettingsStore,
    private readonly dueEpisodes: DueEpisodeStore,
    private readonly messages: MessageStore,
    private readonly coverage: CoverageStore,
    private readonly vault: Vault,
    private readonly clock: Clock,
  ) {}

  @AfterRestore()
  async execute({ tx, lift }: Restore): Promise<{ messagesInDoubt: number }> {
    const now = this.clock.now();
    await this.settings.pause(tx, this.vault.organisationId, RESTORE, WHY, now);
    await this.coverage.liftRevisions(tx, lift);
    const due = await this.dueEpisodes.dueSince(tx, now);
    // Of whom nothing more was told, one may have gone: its survey was still to be told.
    const messagesInDoubt = await this.messages.doubt(tx, new Map(due.map((id) => [id, 1])));
    await this.messages.doubtWaiting(tx);
    return { messagesInDoubt };
  }
}
