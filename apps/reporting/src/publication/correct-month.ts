import { Inject, Injectable } from '@nestjs/common';
import { organisationById, type HeadlineItem } from '@answerable/contracts';
import type { Principal } from '@answerable/access';
import { configAt } from '@answerable/disclosure';
import { Database, type Tx } from '@answerable/persistence';
import { CONFIG, Clock, DueWork, Logger, bankHolidays, london } from '@answerable/service';
import type { ReportingConfig } from '../config.js';
import { releaseConfigsOf } from '../organisation.js';
import { CompileReport } from '../report/compile-report.js';
import { canonical, sha256Of } from '../seals/seal.js';
import { reportingProblem } from '../problems.js';
import { correctableFrom } from './answer-corrections.js';
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

export interface Corrected {
  readonly outcome: 'noted' | 'prepared' | 'with-next-report';
  readonly reportId: string | null;
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

  async execute(month: string, request: CorrectionRequest, by: Principal): Promise<Corrected> {
    const organisationId = this.config.ORGANISATION_ID;
    // Also one that was taken down: its number is used, and its successor is made without its figures.
    const [newest] = (await this.store.publications(organisationId)).filter((each) => each.month === month);
    if (!newest) throw reportingProblem('month-not-found');
    if (await this.store.openPreparation(organisationId)) throw reportingProblem('other-report-open');
    if (request.why === 'answers-wrong') return this.withNextReport(month, request, by.subject);
    const reportId = await this.prepareVersion(month, request.why, (tx, of) =>
      this.record(tx, month, request, { outcome: 'prepared', reportId: of, subject: by.subject }),
    );
    if (reportId === null) throw reportingProblem('correction-too-small');
    return { outcome: 'prepared', reportId };
  }

  /** A new version that was discarded with figures that were taken down is made anew; nobody need ask for it a second time. */
  @DueWork({ name: 'prepare-correction', everyMs: 5000 })
  async prepareDiscarded(): Promise<number> {
    const organisationId = this.config.ORGANISATION_ID;
    const discarded = await this.store.discardedCorrection(organisationId);
    if (!discarded || (await this.store.openPreparation(organisationId))) return 0;
    const { month, why, reportId, subject } = discarded;
    if ((await this.prepareVersion(month, why)) !== null) return 1;
    // Without what was taken down nothing would change any more.
    await this.database.transaction((tx) => this.record(tx, month, discarded, { outcome: 'noted', reportId, subject }));
    return 1;
  }

  private async withNextReport(month: string, request: CorrectionRequest, subject: string): Promise<Corrected> {
    const organisationId = this.config.ORGANISATION_ID;
    const next = london.addMonths((await this.store.lastPublishedMonth(organisationId))!, 1);
    if (month < correctableFrom(next)) throw reportingProblem('correction-too-late');
    const { thresholds } = configAt(releaseConfigsOf(organisationById(organisationId)), month);
    const small = request.answersChanged < thresholds.correction;
    await this.database.transaction((tx) =>
      this.record(tx, month, request, { outcome: small ? 'noted' : 'prepared', reportId: null, subject }),
    );
    return { outcome: small ? 'noted' : 'with-next-report', reportId: null };
  }

  /** The id of the new version; null where it would show nothing else than the one before. */
  private async prepareVersion(
    month: string,
    why: CorrectionRequest['why'],
    alongside: (tx: Tx, reportId: string) => Promise<void> = async () => undefined,
  ): Promise<string | null> {
    const organisationId = this.config.ORGANISATION_ID;
    const [last] = (await this.store.publications(organisationId)).filter((each) => each.month === month);
    const newest = (await this.store.publication(organisationId, last!.reportId))!;
    const today = this.clock.today();
    const version = newest.version + 1;
    const releaseOn = london.addWorkingDays(today, RELEASED_AFTER_WORKING_DAYS, bankHolidays);
    const takedowns = await this.store.takedowns(organisationId);
    const compiled = await this.compile.again(
      { organisationId, month, version, preparedOn: today, releaseOn, corrections: [], incomplete: [], takedowns },
      newest.content,
      whyWords[why],
    );
    if (compiled.content.correction?.changes.length === 0 && !newest.takenDown) return null;
    const content = canonical(compiled.content);
    await this.database.transaction(async (tx) => {
      await this.store.lock(tx, organisationId);
      if (await this.store.openPreparationIn(tx, organisationId)) throw reportingProblem('other-report-open');
      await this.store.prepare(tx, { organisationId, month, version, releaseOn }, compiled, {
        content,
        digest: sha256Of(content),
        at: this.clock.now(),
      });
      await alongside(tx, compiled.content.id);
    });
    this.log.info({ month, version, why }, 'a correction was prepared');
    return compiled.content.id;
  }

  private record(
    tx: Tx,
    month: string,
    { why, answersChanged, headline }: Omit<CorrectionRequest, 'headline'> & { headline?: string | null | undefined },
    outcome: { outcome: 'noted' | 'prepared'; reportId: string | null; subject: string },
  ): Promise<void> {
    const on = this.clock.today();
    const organisationId = this.config.ORGANISATION_ID;
    return this.store.recordCorrection(tx, {
      organisationId,
      month,
      why,
      answersChanged,
      headline: headline ?? null,
      on,
      ...outcome,
    });
  }
}
