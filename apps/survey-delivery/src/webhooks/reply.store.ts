import { Injectable } from '@nestjs/common';
import type { Tx } from '@answerable/persistence';

/** Whose each sealed answer to a message is. Call it in the vault. */
@Injectable()
export class ReplyStore {
  async add(tx: Tx, noteId: string, episodeId: string): Promise<void> {
    await tx.query('insert into message_replies (note_id, episode_id) values ($1, $2)', [noteId, episodeId]);
  }

  async isKnown(tx: Tx, noteId: string): Promise<boolean> {
    return (await tx.query('select 1 from message_replies where note_id = $1', [noteId])).length > 0;
  }

  /** Of the person whose episode that is, in whichever she wrote; oldest first. */
  async ofPerson(tx: Tx, episodeId: string): Promise<{ id: string; receivedOn: string }[]> {
    return tx.query(
      `select n.id, n.received_on::text as "receivedOn" from message_replies r join sealed_notes n on n.id = r.note_id
        where r.episode_id in (select hers.id from episodes e join episodes hers using (subject_key) where e.id = $1) order by n.received_on, r.position`,
      [episodeId],
    );
  }
}
