import { Injectable } from '@nestjs/common';
import type { ReportContent, ReportHoldReason, SealedLink, Tombstone } from '@answerable/contracts';
import type { LedgerEntry } from '@answerable/disclosure';
import { Database, type Tx } from '@answerable/persistence';
import type { CompiledReport } from '../report/compile-report.js';
import { takedownsOf, type Takedown } from '../report/takedown.js';
import type { RecordedCorrection } from './answer-corrections.js';
import type { Hold } from './publication.js';

export interface Preparation {
  readonly organisationId: string;
  readonly month: string;
  readonly version: number;
  readonly reportId: string;
  readonly content: string;
  readonly digest: string;
  readonly ledgerEntries: LedgerEntry[];
  readonly ledgerLength: number;
  readonly preparedAt: Date;
  readonly releaseOn: string;
  readonly state: 'prepared' | 'published';
}

export interface Publication {
  readonly reportId: string;
  readonly month: string;
  readonly version: number;
  readonly publishedAt: Date;
  readonly number: number;
  readonly seal: SealedLink;
  readonly takenDown: boolean;
  readonly replacedBy: string | null;
  /** A later report, in its newest version that is still up, that gave figures shown in this one again, corrected. */
  readonly correctedIn: string | null;
  /** The three headlines in words, those without a figure left out. */
  readonly headline: string[];
}

export interface Approval {
  readonly month: string;
  readonly version: number;
  readonly digest: string;
  readonly subject: string;
  readonly name: string;
  readonly at: Date;
}

export interface DiscardedCorrection {
  readonly month: string;
  readonly why: 'police-restated' | 'words-wrong';
  readonly answersChanged: number;
  readonly headline: string | null;
  readonly subject: string;
  readonly reportId: string;
}

const preparationColumns = `organisation_id as "organisationId", month, version, report_id as "reportId", content, digest,
  ledger_entries as "ledgerEntries", ledger_length as "ledgerLength", prepared_at as "preparedAt", release_on::text as "releaseOn", state`;
const takenDown = (publication: string): string => `exists (select 1 from chain_links t
  where t.organisation_id = ${publication}.organisation_id and t.sealed->'link'->>'kind' = 'tombstone'
    and t.sealed->'link'->>'subject' = ${publication}.report_id)`;
const publicationColumns = `p.report_id as "reportId", p.month, p.version, p.published_at as "publishedAt", p.chain_number as number,
  c.sealed as seal, ${takenDown('p')} as "takenDown",
  (select n.report_id from publications n where n.organisation_id = p.organisation_id and n.month = p.month and n.version = p.version + 1) as "replacedBy",
  (select n.report_id from release_ledger l join publications n on n.organisation_id = l.organisation_id and n.month = l.entry->>'month'
    where l.organisation_id = p.organisation_id and l.entry->>'kind' = 'published' and (l.entry->>'version')::int > 1
      and l.entry->>'month' > p.month and l.entry->>'to' <= p.month and not ${takenDown('n')}
    order by n.month, n.version desc limit 1) as "correctedIn",
  (select coalesce(jsonb_agg(h->'newest'->>'words' order by place) filter (where h->'newest'->>'words' is not null), '[]')
     from jsonb_array_elements(c.content::jsonb->'headlines') with ordinality as line(h, place)) as headline`;

@Injectable()
export class PublicationStore {
  constructor(private readonly database: Database) {}

  /** Serialises preparing, approving, holding and releasing of one organisation. */
  async lock(tx: Tx, organisationId: string): Promise<void> {
    await tx.query(`select pg_advisory_xact_lock(hashtext('reporting/publication/' || $1))`, [organisationId]);
  }

  async prepare(
    tx: Tx,
    reportOf: Pick<Preparation, 'organisationId' | 'month' | 'version' | 'releaseOn'>,
    compiled: CompiledReport,
    sealed: { content: string; digest: string; at: Date },
  ): Promise<void> {
    await tx.query(
      `insert into preparations (organisation_id, month, version, report_id, content, digest, ledger_entries, ledger_length, prepared_at, release_on)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        reportOf.organisationId,
        reportOf.month,
        reportOf.version,
        compiled.content.id,
        sealed.content,
        sealed.digest,
        JSON.stringify(compiled.ledgerEntries),
        compiled.ledgerLength,
        sealed.at,
        reportOf.releaseOn,
      ],
    );
  }

  async openPreparation(organisationId: string): Promise<Preparation | undefined> {
    const [row] = await this.database.read<Preparation>(
      `select ${preparationColumns} from preparations where organisation_id = $1 and state = 'prepared'`,
      [organisationId],
    );
    return row;
  }

  async openPreparationIn(tx: Tx, organisationId: string): Promise<Preparation | undefined> {
    return tx.one(
      `select ${preparationColumns} from preparations where organisation_id = $1 and state = 'prepared' for update`,
      [organisationId],
    );
  }

  /** Preparations, newest month and version first. */
  async preparations(organisationId: string): Promise<Omit<Preparation, 'content' | 'ledgerEntries'>[]> {
    return this.database.read(
      `select organisation_id as "organisationId", month, version, report_id as "reportId", digest, ledger_length as "ledgerLength",
              prepared_at as "preparedAt", release_on::text as "releaseOn", state
         from preparations where organisation_id = $1 order by month desc, version desc`,
      [organisationId],
    );
  }

  async publish(tx: Tx, preparation: Preparation, seal: SealedLink, ledgerEntries: number): Promise<void> {
    await tx.query(
      `insert into publications (report_id, organisation_id, month, version, chain_number, ledger_entries, published_at)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [
        preparation.reportId,
        preparation.organisationId,
        preparation.month,
        preparation.version,
        seal.link.number,
        ledgerEntries,
        seal.link.publishedAt,
      ],
    );
    await tx.query(`update preparations set state = 'published' where report_id = $1`, [preparation.reportId]);
  }

  /** What was prepared of a month or a later one and is not to be published; it is prepared anew, and its approvals are of another digest. */
  async discardOpen(tx: Tx, organisationId: string, fromMonth: string): Promise<string | undefined> {
    const row = await tx.one<{ reportId: string }>(
      `delete from preparations where organisation_id = $1 and state = 'prepared' and month >= $2 returning report_id as "reportId"`,
      [organisationId, fromMonth],
    );
    return row?.reportId;
  }

  async takedowns(organisationId: string): Promise<Takedown[]> {
    return this.database.transaction((tx) => this.takedownsIn(tx, organisationId));
  }

  async takedownsIn(tx: Tx, organisationId: string): Promise<Takedown[]> {
    const publications = await tx.query<{ reportId: string; month: string; number: number }>(
      'select report_id as "reportId", month, chain_number as number from publications where organisation_id = $1',
      [organisationId],
    );
    const tombstones = await tx.query<{ number: number; content: string }>(
      `select number, content from chain_links where organisation_id = $1 and sealed->'link'->>'kind' = 'tombstone'`,
      [organisationId],
    );
    return takedownsOf(
      publications,
      tombstones.map(({ number, content }) => ({ number, content: JSON.parse(content) as Tombstone })),
    );
  }

  async publications(organisationId: string): Promise<Publication[]> {
    return this.database.read(
      `select ${publicationColumns}
         from publications p join chain_links c on c.organisation_id = p.organisation_id and c.number = p.chain_number
        where p.organisation_id = $1 order by p.month desc, p.version desc`,
      [organisationId],
    );
  }

  async publication(
    organisationId: string,
    reportId: string,
  ): Promise<(Publication & { content: ReportContent }) | undefined> {
    const [row] = await this.database.read<Publication & { text: string }>(
      `select ${publicationColumns}, c.content as text
         from publications p join chain_links c on c.organisation_id = p.organisation_id and c.number = p.chain_number
        where p.organisation_id = $1 and p.report_id = $2`,
      [organisationId, reportId],
    );
    if (!row) return undefined;
    const { text, ...publication } = row;
    return { ...publication, content: JSON.parse(text) as ReportContent };
  }

  async isTakenDown(tx: Tx, organisationId: string, reportId: string): Promise<boolean> {
    const row = await tx.one(
      `select 1 from publications p where p.organisation_id = $1 and p.report_id = $2 and ${takenDown('p')}`,
      [organisationId, reportId],
    );
    return row !== undefined;
  }

  async lastPublishedMonth(organisationId: string): Promise<string | undefined> {
    const [row] = await this.database.read<{ month: string | null }>(
      'select max(month) as month from publications where organisation_id = $1',
      [organisationId],
    );
    return row?.month ?? undefined;
  }

  async approve(tx: Tx, of: Preparation, by: { subject: string; name: string }, at: Date): Promise<boolean> {
    const rows = await tx.query(
      `insert into approvals (organisation_id, month, version, subject, name, digest, approved_at) values ($1, $2, $3, $4, $5, $6, $7)
       on conflict do nothing returning subject`,
      [of.organisationId, of.month, of.version, by.subject, by.name, of.digest, at],
    );
    return rows.length > 0;
  }

  async approvals(organisationId: string): Promise<Approval[]> {
    return this.database.read(
      `select month, version, digest, subject, name, approved_at as at from approvals where organisation_id = $1 order by approved_at`,
      [organisationId],
    );
  }

  async approvalsOf(tx: Tx, of: Preparation): Promise<number> {
    const row = await tx.one<{ count: number }>(
      'select count(*)::int as count from approvals where organisation_id = $1 and month = $2 and version = $3 and digest = $4',
      [of.organisationId, of.month, of.version, of.digest],
    );
    return row?.count ?? 0;
  }

  /** False where this version was held before: by people once, and once by itself. */
  async hold(
    tx: Tx,
    of: { organisationId: string; month: string; version: number },
    hold: Hold,
    subject: string | null,
  ): Promise<boolean> {
    const rows = await tx.query(
      `insert into holds (organisation_id, month, version, reason, held_from, ends_on, subject) values ($1, $2, $3, $4, $5, $6, $7)
       on conflict do nothing returning month`,
      [of.organisationId, of.month, of.version, hold.reason, hold.from, hold.endsOn, subject],
    );
    return rows.length > 0;
  }

  async holds(organisationId: string): Promise<(Hold & { month: string; version: number })[]> {
    return this.database.read<Hold & { month: string; version: number; reason: ReportHoldReason }>(
      `select month, version, reason, held_from::text as "from", ends_on::text as "endsOn" from holds where organisation_id = $1 order by month desc`,
      [organisationId],
    );
  }

  async holdsOf(tx: Tx, of: { organisationId: string; month: string; version: number }): Promise<Hold[]> {
    return tx.query<Hold>(
      `select reason, held_from::text as "from", ends_on::text as "endsOn" from holds where organisation_id = $1 and month = $2 and version = $3`,
      [of.organisationId, of.month, of.version],
    );
  }

  /** Corrections of answers to months of a period, as recorded by people. */
  async answerCorrections(
    organisationId: string,
    { from, to }: { from: string; to: string },
  ): Promise<RecordedCorrection[]> {
    return this.database.read(
      `select id, month, headline, answers_changed as "answersChanged" from corrections
        where organisation_id = $1 and why = 'answers-wrong' and month between $2 and $3 order by corrected_on, id`,
      [organisationId, from, to],
    );
  }

  /** The oldest correction whose new version was prepared and discarded, and that no later note has dealt with. */
  async discardedCorrection(organisationId: string): Promise<DiscardedCorrection | undefined> {
    const [row] = await this.database.read<DiscardedCorrection>(
      `select month, why, answers_changed as "answersChanged", headline, subject, report_id as "reportId" from corrections c
        where organisation_id = $1 and outcome = 'prepared' and report_id is not null
          and not exists (select 1 from publications p where p.report_id = c.report_id)
          and not exists (select 1 from preparations p where p.report_id = c.report_id)
          and not exists (select 1 from corrections n where n.report_id = c.report_id and n.outcome = 'noted')
        order by corrected_on, id limit 1`,
      [organisationId],
    );
    return row;
  }

  async recordCorrection(
    tx: Tx,
    correction: {
      organisationId: string;
      month: string;
      why: string;
      answersChanged: number;
      headline: string | null;
      outcome: 'noted' | 'prepared';
      reportId: string | null;
      subject: string;
      on: string;
    },
  ): Promise<void> {
    await tx.query(
      `insert into corrections (organisation_id, month, why, answers_changed, headline, outcome, report_id, subject, corrected_on)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        correction.organisationId,
        correction.month,
        correction.why,
        correction.answersChanged,
        correction.headline,
        correction.outcome,
        correction.reportId,
        correction.subject,
        correction.on,
      ],
    );
  }
}
