import { randomInt } from 'node:crypto';
import type { ReleasedRecord } from '@answerable/contracts';
import { Logger } from '@answerable/service';
import { eventually } from '@answerable/stack';
import type { Type } from '@nestjs/common';
import { DraftStore } from '../../src/answering/draft.store.js';
import { openDraft, sealDraft } from '../../src/answering/draft.js';
import { KeepAnswer } from '../../src/answering/keep-answer.js';
import { pagesOf } from '../../src/answering/visits.js';
import type { EvidenceTotals } from '../../src/closing/evidence.js';
import { OpenSurvey } from '../../src/entry/open-survey.js';
import { SubmitSurvey } from '../../src/submission/submit-survey.js';
import { Visitor } from '../browser.js';
import { closeMonthsUntil } from '../released.js';
import type { IssuedSurvey, TestSurvey, Travelled } from '../setup.js';
import { firstOf, traced } from './sabotage.js';

export const PEOPLE = 18;

/** A row of `records` as a superuser sees it; `owner` is what only the tests know. */
export interface Row {
  readonly kind: string;
  readonly transaction: string;
  readonly recordId: string;
  readonly sealed: string;
  readonly owner: string;
}

export interface Released extends Travelled {
  readonly kind: string;
  /** What the record is about, which reporting sees: one headline, one characteristic. */
  readonly subject: string;
  readonly recordId: string;
  readonly eventId: string;
  readonly place: number;
  readonly sealed: string;
  readonly bundle: string | null;
  readonly marks: number;
  readonly owner: string;
}

/** A year at whose end every kind of record leaves: eighteen people answer in November, in some order. */
export interface Year {
  /** Surveys in the order of the transactions that ended them. */
  readonly order: readonly string[];
  readonly issued: ReadonlyMap<string, IssuedSurvey>;
  /** How many answers of one sort each gave. */
  readonly marks: ReadonlyMap<string, number>;
  /** A copy of surveys.v1: every ciphertext that travelled with a survey. */
  readonly archive: ReadonlyMap<string, readonly string[]>;
  /** Drafts as they were just before each was sent. */
  readonly drafts: readonly { readonly surveyId: string; readonly sealed: Buffer; readonly sizes: string }[];
  readonly rows: readonly Row[];
  /** A backup taken when all had sent, before November closed: each row of each table. */
  readonly backup: readonly Record<string, unknown>[];
  /** What waits for the end of the year, after November closed. */
  readonly waiting: readonly Row[];
  readonly released: readonly Released[];
  /** What was counted of the visits of each month, in clear beside its headlines. */
  readonly evidence: readonly EvidenceTotals[];
  readonly log: readonly string[];
}

/** Items asked of everybody; answering one more of them in one way is a person's mark. */
const everybodys = [1, 2, 3, 4, 6, 8, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21];
/** One of them says this last, and sends from the page that follows; nobody else sees that page. */
const SAYS = { mark: 3, answers: { pressure: { answer: 'stop', visit: 1 } } };
export const MARK = 'prefer-not-to-say';
export const marksOf = (answers: Readonly<Record<string, unknown>>): number =>
  Object.values(answers).filter((answer) => answer === MARK).length;

interface Ways {
  /** Through the pages, as her browser does; else what the pages call. */
  readonly byPages?: boolean;
  /** In December, so that nothing has to wait. */
  readonly inDecember?: boolean;
  /** Each month closes before the next person answers. */
  readonly oneAMonth?: boolean;
  /** How a released record is opened, where that is not reporting's to do. */
  readonly open?: (sealed: string) => Promise<string>;
  readonly beforeClose?: () => Promise<void>;
}

export class Lives {
  constructor(private readonly survey: TestSurvey) {}

  /** What a superuser can do: note every event as it is written, with its transaction and place. */
  async spy(): Promise<void> {
    traced.apart = (sql, values) => this.survey.pool.query(sql, values);
    traced.log = (fields) => this.service(Logger).info(fields, 'record was mixed');
    await this.survey.pool.query(`
      create table spied (place bigserial, transaction text, event_id uuid, key text, type text, trace text, data jsonb);
      create function spy() returns trigger language plpgsql security definer as $$
      begin
        insert into public.spied (transaction, event_id, key, type, trace, data)
        values (pg_current_xact_id()::text, new.event_id, new.key, new.type, new.traceparent, new.data::jsonb);
        return new;
      end $$;
      create trigger spy before insert on outbox for each row execute function spy()`);
  }

  async live(year: number, ways: Ways = {}): Promise<Year> {
    const { survey } = this;
    await this.goTo(year, ways.inDecember ? 12 : 11);
    const [rows, drafts, marks] = [[] as Row[], [] as Year['drafts'][number][], new Map<string, number>()];
    const issued = new Map<string, IssuedSurvey>();
    const logged = survey.log.length;
    const people = Array.from({ length: PEOPLE }, (_, mark) => mark).toSorted(() => randomInt(3) - 1);
    const make = async (mark: number) => {
      const one = await survey.newSurvey();
      issued.set(one.state.surveyId, one);
      marks.set(one.state.surveyId, mark);
      return one;
    };
    const answer = async (one: IssuedSurvey) => {
      drafts.push(await this.answer(one, marks.get(one.state.surveyId)!, ways.byPages === true));
      if (ways.oneAMonth) rows.push(...(await this.rows()));
    };
    if (ways.oneAMonth)
      for (const [place, mark] of people.entries()) {
        const one = await make(mark);
        await survey.issue(one);
        await answer(one);
        await closeMonthsUntil(survey, monthAfter(year, 11 + place));
        await this.arrived();
      }
    else {
      const all = await Promise.all(people.map(make));
      await survey.issue(...all);
      for (const one of all) await answer(one);
      rows.push(...(await this.rows()));
    }
    for (const { sealed, recordId, owner } of rows) {
      traced.ids.set(sealed, recordId);
      traced.owners.set(sealed, owner);
    }
    const order = await this.order([...issued.keys()]);
    const backup = await this.backup();
    await ways.beforeClose?.();
    await closeMonthsUntil(survey, monthAfter(year, 11));
    const waiting = await this.rows(rows);
    for (const { sealed, recordId } of waiting) traced.ids.set(sealed, recordId);
    await closeMonthsUntil(survey, monthAfter(year, 12));
    const open = ways.open ?? ((sealed) => survey.others.open('reporting', sealed));
    const released = await this.released(rows, open);
    const archive = new Map(
      [...issued].map(([id, { state }]) => {
        const { area, borough, constituency } = state.bundles;
        return [id, [...area, borough, ...constituency]] as const;
      }),
    );
    const log = survey.log.slice(logged);
    const evidence = await this.evidence();
    return { order, issued, marks, archive, drafts, rows, backup, waiting, released, evidence, log };
  }

  private async evidence(): Promise<EvidenceTotals[]> {
    const { rows } = await this.survey.pool.query<{ evidence: EvidenceTotals }>(
      `select data->'evidence' as evidence from spied
        where type = 'responses.batch.closed.v1' and data->>'kind' = 'headline' order by place`,
    );
    return rows.map(({ evidence }) => evidence);
  }

  /** Straight to a month, as if those before it had closed with nothing in them. */
  private async goTo(year: number, month: number): Promise<void> {
    const before = `${year}-${month - 1}`;
    await this.survey.pool.query('truncate spied, records');
    await this.survey.pool.query('delete from mixing_keys where month <= $1', [before]);
    await this.survey.pool.query('update closed_months set through = $1', [before]);
    this.survey.setClock(`${year}-${month}-05T10:00:00Z`);
  }

  private service<T>(what: Type<T>): T {
    return this.survey.service.app.get(what, { strict: false });
  }

  private async answer(issued: IssuedSurvey, mark: number, byPages: boolean): Promise<Year['drafts'][number]> {
    const { state, token, word } = issued;
    const visitor = new Visitor(this.survey.url);
    if (byPages) {
      await visitor.get(`/l/${token}`);
      await visitor.post(`/l/${token}`, { word });
      await visitor.get('/agree');
      await visitor.post('/agree', { answer: 'agree' });
    }
    const { session } = (await this.service(OpenSurvey).byLink(token, word))!;
    if (!byPages) await this.service(KeepAnswer).begin(session, 'en', state.questionnaireVersion);
    const found = (await this.service(DraftStore).find(state.surveyId, session.draftId))!;
    const draft = openDraft(session.draftKey, found.draft!.sealedAnswers)!;
    const pages = pagesOf(state.questionnaireVersion);
    const given = everybodys.slice(0, mark).map((place) => [pages[place - 1]!.id, { answer: MARK, visit: 1 }]);
    const answers = { ...Object.fromEntries(given), ...(mark === SAYS.mark ? SAYS.answers : {}) };
    const sealed = sealDraft(session.draftKey, { ...draft, answers });
    const { rows } = await this.survey.pool.query<{ sizes: string }>(
      `update drafts set sealed_answers = $2 where draft_id = $1
        returning octet_length(sealed_answers) || ' ' || octet_length(sealed_message) as sizes`,
      [session.draftId, sealed],
    );
    const sent = byPages
      ? (await visitor.get('/check')).status === 200 && (await visitor.post('/check')).path === '/done'
      : await this.service(SubmitSurvey).execute(session, 'en', false);
    if (!sent) throw new Error('it was not sent');
    return { surveyId: state.surveyId, sealed, sizes: rows[0]!.sizes };
  }

  /** Rows of `records` in the order in which they lie; of those just sent the transaction tells whose they are, of others `sent` does. */
  private async rows(sent: readonly Row[] = []): Promise<Row[]> {
    const { rows } = await this.survey.pool.query<Omit<Row, 'owner'>>(
      'select kind, xmin::text as transaction, record_id as "recordId", sealed from records order by ctid',
    );
    const surveys = await this.survey.pool.query<{ id: string; transaction: string }>(
      `select survey_id as id, xmin::text as transaction from surveys where state = 'closed'`,
    );
    const byTransaction = new Map(surveys.rows.map(({ id, transaction }) => [transaction, id]));
    const bySealed = new Map(sent.map(({ sealed, owner }) => [sealed, owner]));
    return rows.map((row) => ({
      ...row,
      owner: bySealed.get(firstOf(row.sealed)) ?? byTransaction.get(row.transaction)!,
    }));
  }

  private async order(surveyIds: readonly string[]): Promise<string[]> {
    const { rows } = await this.survey.pool.query<{ id: string }>(
      'select survey_id as id from surveys where survey_id = any($1::uuid[]) order by xmin::text::bigint',
      [surveyIds],
    );
    return rows.map(({ id }) => id);
  }

  private async backup(): Promise<Record<string, unknown>[]> {
    const tables = await this.survey.pool.query<{ name: string }>(
      `select tablename as name from pg_tables where schemaname = 'public' and tablename <> 'spied'`,
    );
    const all = await Promise.all(
      tables.rows.map(({ name }) =>
        this.survey.pool.query<{ row: Record<string, unknown> }>(`select to_jsonb(t) as row from "${name}" t`),
      ),
    );
    return all.flatMap(({ rows }) => rows.map(({ row }) => row));
  }

  /** Where each released record is in Kafka, once all have got there. */
  private async arrived(): Promise<Map<string, Travelled>> {
    const { rows } = await this.survey.pool.query<{ id: string }>(
      `select data->>'recordId' as id from spied where type = 'responses.record.released.v1'`,
    );
    return eventually(() => {
      const found = new Map<string, Travelled>(
        this.survey.events('responses.record.released.v1').map((event) => [event.data.recordId, event]),
      );
      if (rows.some(({ id }) => !found.has(id))) throw new Error('some are on their way');
      return found;
    });
  }

  private async released(sent: readonly Row[], open: (sealed: string) => Promise<string>): Promise<Released[]> {
    const travelled = await this.arrived();
    const bySealed = new Map(sent.map(({ sealed, owner }) => [sealed, owner]));
    const { rows } = await this.survey.pool.query<{ recordId: string; eventId: string; place: number; sealed: string }>(
      `select data->>'recordId' as "recordId", event_id as "eventId", place::int, data->>'sealed' as sealed
         from spied where type = 'responses.record.released.v1' order by place`,
    );
    return Promise.all(
      rows.map(async (row): Promise<Released> => {
        const { kind, answers, bundle } = JSON.parse(await open(row.sealed)) as ReleasedRecord;
        const { partition, offset, timestamp } = travelled.get(row.recordId)!;
        const owner = bySealed.get(firstOf(row.sealed))!;
        const subject = kind === 'borough' ? kind : Object.keys(answers)[0]!;
        return { ...row, partition, offset, timestamp, kind, subject, bundle, marks: marksOf(answers), owner };
      }),
    );
  }
}

/** A moment after the end of a month, counted from January of `year`. */
const monthAfter = (year: number, month: number): string => new Date(Date.UTC(year, month, 5, 10)).toISOString();
