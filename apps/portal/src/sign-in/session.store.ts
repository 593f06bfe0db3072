import { Database } from '@answerable/persistence';
import { Injectable } from '@nestjs/common';

export interface SessionRow {
  subject: string;
  client_id: string;
  sealed: string | null;
  started_at: Date;
  seen_at: Date;
}

@Injectable()
export class SessionStore {
  constructor(private readonly database: Database) {}

  async insert(row: {
    idHash: Buffer;
    clientId: string;
    subject: string;
    keycloakSession: string | null;
    sealed: string;
    at: Date;
  }) {
    await this.database.read(
      `insert into sessions (id_hash, client_id, subject, keycloak_session, sealed, started_at, seen_at)
       values ($1, $2, $3, $4, $5, $6, $6)`,
      [row.idHash, row.clientId, row.subject, row.keycloakSession, row.sealed, row.at],
    );
  }

  async find(idHash: Buffer): Promise<SessionRow | undefined> {
    const [row] = await this.database.read<SessionRow>(
      'select subject, client_id, sealed, started_at, seen_at from sessions where id_hash = $1',
      [idHash],
    );
    return row;
  }

  async touch(idHash: Buffer, at: Date): Promise<void> {
    await this.database.read('update sessions set seen_at = $2 where id_hash = $1', [idHash, at]);
  }

  async reseal(idHash: Buffer, sealed: string, at: Date): Promise<void> {
    await this.database.read(
      'update sessions set sealed = $2, seen_at = $3 where id_hash = $1 and sealed is not null',
      [idHash, sealed, at],
    );
  }

  async end(idHash: Buffer): Promise<void> {
    await this.database.read('update sessions set sealed = null where id_hash = $1', [idHash]);
  }

  async endAllOf(keycloakSession: string): Promise<void> {
    await this.database.read('update sessions set sealed = null where keycloak_session = $1', [keycloakSession]);
  }

  async remove(idHash: Buffer): Promise<void> {
    await this.database.read('delete from sessions where id_hash = $1', [idHash]);
  }

  async removeSeenBefore(at: Date): Promise<number> {
    const rows = await this.database.read(
      `delete from sessions where id_hash in (select id_hash from sessions where seen_at < $1 limit 1000) returning 1`,
      [at],
    );
    return rows.length;
  }
}
