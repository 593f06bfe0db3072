import type { SurveyState } from '@answerable/contracts';
import { Database, type Tx } from '@answerable/persistence';
import { Injectable } from '@nestjs/common';
import type { Survey } from '../survey/survey.js';

/**
 * Which save a draft stands at is told by its ciphertext, another one each time. A number would count her pages, and how many there
 * are tells what she answered.
 */
interface SealedDraft {
  readonly sealedAnswers: Buffer;
  readonly evidenceId: string;
}
type Shown = Omit<Survey, 'language' | 'opened'>;
export interface FoundSurvey extends Shown {
  readonly draft?: SealedDraft;
}
/** With what is long, and needed only to send. */
export interface FoundToSend extends Shown {
  readonly draft: SealedDraft & { readonly sealedMessage: Buffer };
  readonly bundles: SurveyState['bundles'];
}
export interface DraftRow {
  readonly draftId: Buffer;
  readonly surveyId: string;
  readonly sealedAnswers: Buffer;
  /** Absent: the message in the row stays. */
  readonly sealedMessage?: Buffer;
  readonly evidenceId: string;
}
/** What is counted of this visit, sealed to the mixing key like every record. */
export interface EvidenceRow {
  readonly month: string;
  readonly sealed: string;
  readonly withdrawalHash: Buffer;
}

type Nullable<T> = { readonly [K in keyof T]: T[K] | null };

const columns = `s.survey_id as "surveyId", s.state, s.link_hash as "linkHash", s.code_hash as "codeHash",
              s.check_word_hash as "checkWordHash", s.cue_month as "cueMonth", s.questionnaire, s.opens_at as "opensAt", s.expires_at as "expiresAt",
              d.sealed_answers as "sealedAnswers", d.evidence_id as "evidenceId"`;

const found = `select ${columns}
         from surveys s left join drafts d on d.survey_id = s.survey_id and d.draft_id = $2 where s.survey_id = $1`;
const foundToSend = `select ${columns}, s.bundles, d.sealed_message as "sealedMessage"
         from surveys s join drafts d on d.survey_id = s.survey_id and d.draft_id = $2 where s.survey_id = $1`;

/** The draft, and beside it in the same statement what is counted of the visit. */
const saving = (draft: string): string => `with saved as (
         ${draft}
         returning evidence_id
       )
       insert into records (record_id, mixing_month, kind, leaves, sealed, withdrawal_hash)
       select evidence_id, $7, 'evidence', $7, $8, $9 from saved
       on conflict (record_id) do update set sealed = excluded.sealed, mixing_month = excluded.mixing_month, leaves = excluded.leaves
       returning 1`;
const inserted = saving(`insert into drafts (draft_id, survey_id, sealed_answers, sealed_message, evidence_id)
         select $1, survey_id, $3, $4::bytea, $6 from surveys
          where survey_id = $2 and state = 'open' and $5::bytea is null for share
         on conflict do nothing`);
const updated = saving(`update drafts set sealed_answers = $3, sealed_message = coalesce($4::bytea, sealed_message)
          where draft_id = $1 and survey_id = $2 and sealed_answers = $5 and evidence_id = $6`);

@Injectable()
export class DraftStore {
  constructor(private readonly database: Database) {}

  /** Survey and draft in one statement. */
  async find(surveyId: string, draftId: Buffer): Promise<FoundSurvey | undefined> {
    const [row] = await this.database.read<Shown & Nullable<SealedDraft>>(found, [surveyId, draftId]);
    if (!row) return undefined;
    const { sealedAnswers, evidenceId, ...survey } = row;
    return sealedAnswers === null ? survey : { ...survey, draft: { sealedAnswers, evidenceId: evidenceId! } };
  }

  async findToSend(surveyId: string, draftId: Buffer): Promise<FoundToSend | undefined> {
    const [row] = await this.database.read<Shown & FoundToSend['draft'] & Pick<FoundToSend, 'bundles'>>(foundToSend, [
      surveyId,
      draftId,
    ]);
    if (!row) return undefined;
    const { sealedAnswers, evidenceId, sealedMessage, ...survey } = row;
    return { ...survey, draft: { sealedAnswers, evidenceId, sealedMessage } };
  }

  async message(draftId: Buffer): Promise<Buffer | undefined> {
    const [row] = await this.database.read<{ message: Buffer }>(
      'select sealed_message as message from drafts where draft_id = $1',
      [draftId],
    );
    return row?.message;
  }

  /** Once only: true for the first. */
  async markOpened(tx: Tx, surveyId: string): Promise<boolean> {
    const marked = await tx.query('update surveys set opened = true where survey_id = $1 and not opened returning 1', [
      surveyId,
    ]);
    return marked.length === 1;
  }

  /** False where another page of hers was faster (two tabs): `before` is what was read, null for a draft not yet there. */
  async save(row: DraftRow, before: Buffer | null, evidence: EvidenceRow): Promise<boolean> {
    const saved = await this.database.read(before === null ? inserted : updated, [
      row.draftId,
      row.surveyId,
      row.sealedAnswers,
      row.sealedMessage ?? null,
      before,
      row.evidenceId,
      evidence.month,
      evidence.sealed,
      evidence.withdrawalHash,
    ]);
    return saved.length === 1;
  }
}
