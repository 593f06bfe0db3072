import { Inject, Injectable } from '@nestjs/common';
import { organisationById, type HeadlineItem } from '@answerable/contracts';
import type { Principal } from '@answerable/access';
import { configAt } from '@answerable/disclosure';
import { Database } from '@answerable/persistence';
import { CONFIG, Clock, Logger, bankHolidays, london } from '@answerable/service';
import type { ReportingConfig } from '../config.js';
import { releaseConfigsOf } from '../organisation.js';
import { CompileReport } from '../report/compile-report.js';
import { canonical, sha256Of } from '../seals/seal.js';
import { correctionTooSmall, monthNotFound, otherReportOpen } from './publication.problems.js';
import { PublicationStore } from './publication.store.js';

const whyWords = {
  'police-restated': 'The police restated what they had sent.',
  'answers-wrong': 'Answers were counted wrongly.',
  'words-wrong': 'The wording was wrong.',
} as const;
const RELEASED_AFTER_WORKING_DAYS = 2;

export interface CorrectionRequest {
  readonly why: keyof typeof whyWords;
  readonly answersChanged: number;
  /** The headline whose answers were wrong; absent: each alike. */
  readonly headline?: HeadlineItem | undefined;
}

/**
 * A published report is never changed: a new version is prepared, approved and released like any other, and says what changed.
 * Wrong answers go through the release gate with the next report; fewer than ten of a block are noted, because the difference
 * between two versions would be those people.
 */
@Injectable()
export class CorrectMonth {
  constructor(
    private readonly database: Database,
    private readonly store: PublicationStore,
    private readonly compile: CompileReport,
    private readonly clock: Clock,
    private readonly log: Logger,
    @Inject(CONFIG) private readonly config: ReportingConfig,
  ) {}

  async execute(
    month: string,
    { why, answersChanged, headline }: CorrectionRequest,
    by: Principal,
  ): Promise<{ outcome: 'noted' | 'prepared'; reportId: string | null }> {
    const organisationId = this.config.ORGANISATION_ID;
    // Also one that was taken down: its number is used, and its successor is made without its figures.
    const last = (await this.store.publications(organisationId)).find((each) => each.month === month);
    const newest = last && (await this.store.publication(organisationId, last.reportId));
    if (!newest) throw monthNotFound();
    if (await this.store.openPreparation(organisationId)) throw otherReportOpen();
    const today = this.clock.today();
    const record = {
      organisationId,
      month,
      why,
      answersChanged,
      headline: headline ?? null,
      subject: by.subject,
      on: today,
    };
    if (why === 'answers-wrong') {
      const { thresholds } = configAt(releaseConfigsOf(organisationById(organisationId)), month);
      const outcome = answersChanged < thresholds.correction ? 'noted' : 'prepared';
      await this.database.transaction((tx) => this.store.recordCorrection(tx, { ...record, outcome, reportId: null }));
      return { outcome, reportId: null };
    }
    const version = newest.version + 1;
    const releaseOn = london.addWorkingDays(today, RELEASED_AFTER_WORKING_DAYS, bankHolidays);
    const takedowns = await this.store.takedowns(organisationId);
    const compiled = await this.compile.again(
      { organisationId, month, version, preparedOn: today, releaseOn, corrections: [], incomplete: [], takedowns },
      newest.content,
      whyWords[why],
    );
    if (compiled.content.correction?.changes.length === 0 && !newest.takenDown) throw correctionTooSmall();
    const content = canonical(compiled.content);
    await this.database.transaction(async (tx) => {
      await this.store.lock(tx, organisationId);
      if (await this.store.openPreparationIn(tx, organisationId)) throw otherReportOpen();
      await this.store.prepare(tx, { organisationId, month, version, releaseOn }, compiled, {
        content,
        digest: sha256Of(content),
        at: this.clock.now(),
      });
      await this.store.recordCorrection(tx, { ...record, outcome: 'prepared', reportId: compiled.content.id });
    });
    this.log.info({ month, version, why }, 'a correction was prepared');
    return { outcome: 'prepared', reportId: compiled.content.id };
  }
}
