import { Injectable } from '@nestjs/common';
import { deliverySettings, type DeliverySettings } from '@answerable/contracts';
import type { Tx } from '@answerable/persistence';
import { deliveryProblem } from '../problems.js';
import { defaultSettings } from './settings.js';

export interface Proposal {
  id: string;
  changes: Partial<DeliverySettings>;
  reason: string;
  proposedBy: string;
  proposedName: string;
  proposedAt: Date;
  state: 'open' | 'approved' | 'rejected';
  decidedBy: string | null;
  decidedName: string | null;
}
export interface StateRow {
  paused: boolean;
  pausedBy: string | null;
  pausedName: string | null;
  pausedAt: Date | null;
  reason: string | null;
}

export interface StateChange {
  at: Date;
  paused: boolean;
  subject: string;
  name: string;
  reason: string | null;
}

const proposalColumns = `id, changes, reason, proposed_by as "proposedBy", proposed_name as "proposedName",
  proposed_at as "proposedAt", state, decided_by as "decidedBy", decided_name as "decidedName"`;

@Injectable()
export class SettingsStore {
  async settings(tx: Tx, organisationId: string): Promise<DeliverySettings> {
    const row = await tx.one<{ settings: Partial<DeliverySettings> }>(
      `select settings from settings where organisation_id = $1`,
      [organisationId],
    );
    return deliverySettings.parse({ ...defaultSettings, ...row?.settings });
  }

  async apply(tx: Tx, organisationId: string, settings: DeliverySettings): Promise<void> {
    await tx.query(
      `insert into settings (organisation_id, settings) values ($1, $2)
       on conflict (organisation_id) do update set settings = excluded.settings`,
      [organisationId, JSON.stringify(settings)],
    );
  }

  async proposals(tx: Tx, organisationId: string): Promise<Proposal[]> {
    return tx.query<Proposal>(
      `select ${proposalColumns} from settings_proposals where organisation_id = $1 order by proposed_at desc limit 50`,
      [organisationId],
    );
  }

  async propose(
    tx: Tx,
    organisationId: string,
    p: Pick<Proposal, 'id' | 'changes' | 'reason' | 'proposedBy' | 'proposedName' | 'proposedAt'>,
  ): Promise<void> {
    await tx.query(
      `insert into settings_proposals (id, organisation_id, changes, reason, proposed_by, proposed_name, proposed_at, state)
       values ($1, $2, $3, $4, $5, $6, $7, 'open')`,
      [p.id, organisationId, JSON.stringify(p.changes), p.reason, p.proposedBy, p.proposedName, p.proposedAt],
    );
  }

  async proposalLocked(tx: Tx, id: string): Promise<Proposal | undefined> {
    return tx.one<Proposal>(`select ${proposalColumns} from settings_proposals where id = $1 for update`, [id]);
  }

  async decide(
    tx: Tx,
    id: string,
    state: 'approved' | 'rejected',
    subject: string,
    name: string,
    at: Date,
  ): Promise<void> {
    await tx.query(
      `update settings_proposals set state = $2, decided_by = $3, decided_name = $4, decided_at = $5 where id = $1`,
      [id, state, subject, name, at],
    );
  }

  async state(tx: Tx, organisationId: string): Promise<StateRow> {
    const row = await tx.one<StateRow>(
      `select paused, paused_by as "pausedBy", paused_name as "pausedName", paused_at as "pausedAt", reason
         from delivery_states where organisation_id = $1`,
      [organisationId],
    );
    return row ?? { paused: false, pausedBy: null, pausedName: null, pausedAt: null, reason: null };
  }

  /** The one switch stops calls as it stops messages. */
  async assertNotPaused(tx: Tx, organisationId: string): Promise<void> {
    const { paused, reason } = await this.state(tx, organisationId);
    if (paused) throw deliveryProblem('not-possible-now', `Everything is paused: ${reason ?? ''}`);
  }

  async pause(
    tx: Tx,
    organisationId: string,
    by: { subject: string; name: string },
    reason: string,
    at: Date,
  ): Promise<void> {
    await tx.query(
      `insert into delivery_states (organisation_id, paused, paused_by, paused_name, paused_at, reason) values ($1, true, $2, $3, $4, $5)
       on conflict (organisation_id) do update set paused = true, paused_by = excluded.paused_by,
         paused_name = excluded.paused_name, paused_at = excluded.paused_at, reason = excluded.reason`,
      [organisationId, by.subject, by.name, at, reason],
    );
    await this.noteChange(tx, organisationId, { paused: true, by, reason, at });
  }

  private async noteChange(
    tx: Tx,
    organisationId: string,
    c: { paused: boolean; by: { subject: string; name: string }; reason: string | null; at: Date },
  ): Promise<void> {
    await tx.query(
      `insert into delivery_state_changes (organisation_id, paused, person_subject, person_name, reason, changed_at)
       values ($1, $2, $3, $4, $5, $6)`,
      [organisationId, c.paused, c.by.subject, c.by.name, c.reason, c.at],
    );
  }

  async stateChanges(tx: Tx, organisationId: string): Promise<StateChange[]> {
    return tx.query<StateChange>(
      `select changed_at as at, paused, person_subject as subject, person_name as name, reason from delivery_state_changes
        where organisation_id = $1 order by position desc limit 200`,
      [organisationId],
    );
  }

  /** Goes on; what fell due meanwhile is spread over the time it needs at the hourly limit, in the order it was due. */
  async resume(
    tx: Tx,
    organisationId: string,
    by: { subject: string; name: string },
    at: Date,
    messagesPerHour: number,
  ): Promise<number> {
    await this.noteChange(tx, organisationId, { paused: false, by, reason: null, at });
    await tx.query(`update delivery_states set paused = false, resumed_at = $2 where organisation_id = $1`, [
      organisationId,
      at,
    ]);
    const spread = await tx.query(
      `with late as (
         select id, row_number() over (order by due_at, id) as place from episodes
          where organisation_id = $1 and due_at <= $2 and state in ('scheduled', 'inviting'))
       update episodes e set due_at = $2::timestamptz + late.place * interval '1 hour' / $3
         from late where late.id = e.id returning e.id`,
      [organisationId, at, messagesPerHour],
    );
    return spread.length;
  }
}
