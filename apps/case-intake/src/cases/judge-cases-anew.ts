import { organisationById } from '@answerable/contracts';
import { Outbox } from '@answerable/messaging';
import { Database, type Tx } from '@answerable/persistence';
import { Clock, CONFIG, DueWork, Logger } from '@answerable/service';
import { Inject, Injectable } from '@nestjs/common';
import { CodeTableSource } from '../code-tables/code-table-source.js';
import type { LoadedCodeTables } from '../code-tables/load-code-tables.js';
import type { Config } from '../config.js';
import { touchMonths } from '../coverage/recount.js';
import { lockSources } from '../sources/source.store.js';
import { isSame, type CaseRecord } from './case-record.js';
import { loadCases, saveCases } from './case.store.js';
import { judgeAnew, readAnew } from './judge-anew.js';
import {
  judgedOtherwise,
  markJudgedAnew,
  saidInCodes,
  saveJudgedAnew,
  settleKnownClasses,
  type JudgedAnew,
} from './judge-anew.store.js';
import { monthsTouched } from './months-touched.js';
import { toldAgain } from './told-again.js';

const AT_ONCE = 500;
/** While a release is rolled out, an instance with the tables of before may still have accepted something. */
const AGAIN_AFTER_MS = 3_600_000;

/** What was accepted under a code table that was wrong is judged again by the one that was put right, and the other services are told. */
@Injectable()
export class JudgeCasesAnew {
  private readonly organisation;
  private judgedBy: { readonly digest: string; readonly at: number } | null = null;

  constructor(
    @Inject(CONFIG) config: Config,
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly codeTables: CodeTableSource,
    private readonly clock: Clock,
    private readonly log: Logger,
  ) {
    this.organisation = organisationById(config.ORGANISATION_ID);
  }

  @DueWork({ name: 'judge-anew', everyMs: 15_000 })
  async run(): Promise<number> {
    const { digest, rows, tables } = this.codeTables.current;
    const began = performance.now();
    if (this.judgedBy?.digest === digest && began - this.judgedBy.at < AGAIN_AFTER_MS) return 0;
    const found = await judgedOtherwise(this.database, rows);
    let changed = 0;
    for (const [source, ofSource] of Map.groupBy(found, (row) => row.source)) {
      for (let from = 0; from < ofSource.length; from += AT_ONCE) {
        const keys = ofSource.slice(from, from + AT_ONCE).map((row) => row.case_key);
        changed += await this.database.transaction((tx) => this.judge(tx, source, keys, tables));
      }
    }
    await this.database.transaction((tx) => settleKnownClasses(tx, rows.offences, this.clock.now()));
    this.judgedBy = { digest, at: began };
    if (changed > 0) this.log.info({ cases: changed }, 'cases were judged anew by a code table that was put right');
    return 0;
  }

  /** Returns how many cases stand elsewhere now. */
  private async judge(
    tx: Tx,
    source: string,
    keys: readonly string[],
    tables: LoadedCodeTables['tables'],
  ): Promise<number> {
    const at = this.clock.now();
    const row = (await lockSources(tx, [source], at)).get(source)!;
    const records = await loadCases(tx, keys);
    const said = Map.groupBy(await saidInCodes(tx, keys), ({ caseKey }) => caseKey);
    const months = new Set<string>();
    const events: JudgedAnew[] = [];
    const changed: { before: CaseRecord; after: CaseRecord }[] = [];
    for (const before of records.values()) {
      const own = said.get(before.caseKey) ?? [];
      for (const event of own) {
        const { outcomeClass, offenceGroup } = readAnew(event, tables);
        if (outcomeClass === event.outcomeClass && offenceGroup === event.offenceGroup) continue;
        events.push({ ...event, outcomeClass, offenceGroup, groupBefore: before.offence?.group ?? null });
        months.add(event.on.slice(0, 7));
      }
      const after = judgeAnew(before, own, tables);
      if (isSame(before, after)) continue;
      changed.push({ before, after: { ...after, version: before.version + 1 } });
      for (const month of monthsTouched(before, after, this.clock.today())) months.add(month);
    }
    await saveJudgedAnew(tx, events, at);
    const now = changed.map(({ after }) => after);
    await saveCases(tx, row.source_id, now);
    const elsewhere = changed.filter(({ before, after }) => !standsWhereItStood(before, after));
    await markJudgedAnew(
      tx,
      elsewhere.map(({ after }) => after.caseKey),
      at,
    );
    await touchMonths(tx, [...months]);
    const stands = elsewhere.map(({ after }) => after);
    await this.outbox.addMany(tx, toldAgain(stands, this.organisation));
    return elsewhere.length;
  }
}

const standsWhereItStood = (before: CaseRecord, { closing, offence }: CaseRecord): boolean =>
  before.closing?.outcomeClass === closing?.outcomeClass &&
  before.offence?.code === offence?.code &&
  before.offence?.group === offence?.group;
