import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { Access, CurrentPrincipal, type Principal } from '@answerable/access';
import { force, organisationById, reportId, type PoliceResponse } from '@answerable/contracts';
import { CONFIG, Clock, Logger, london } from '@answerable/service';
import { z } from 'zod';
import type { ReportingConfig } from '../config.js';
import { reportingProblem } from '../problems.js';
import { PublicationStore, type Publication } from '../publication/publication.store.js';
import { takedownWords } from '../publication/take-down-report.js';
import { FindReport } from '../reading/find-report.js';
import { PoliceResponseStore } from './police-response.store.js';

const params = z.object({ id: reportId });
const ofForce = params.extend({ force });
const response = z.strictObject({ text: z.string().trim().min(1).max(3000) });
// What the police say of their figures is theirs to say: that it is wrong is no reason.
const takedown = z.strictObject({ why: z.enum(['risk-to-a-person', 'court-order']) });
type Id = z.infer<typeof params>;

/** What the police answer in public, beside a report. */
@Controller('v1/reports/:id/police-responses')
export class PoliceResponsesController {
  constructor(
    private readonly find: FindReport,
    private readonly publications: PublicationStore,
    private readonly responses: PoliceResponseStore,
    private readonly clock: Clock,
    private readonly log: Logger,
    @Inject(CONFIG) private readonly config: ReportingConfig,
  ) {}

  @Get()
  @Access('mp-office', 'police-lead', 'report-approver', 'vs-lead', 'safeguarding-lead', 'auditor')
  async list(@Param({ schema: params }) { id }: Id, @CurrentPrincipal() principal: Principal) {
    // What the police say quotes figures, or names what they stand for: it goes with the report.
    return this.beside(await this.find.execute(id, principal));
  }

  @Post()
  @HttpCode(201)
  @Access('police-lead')
  async respond(
    @Param({ schema: params }) { id }: Id,
    @Body({ schema: response }) { text }: z.infer<typeof response>,
    @CurrentPrincipal() principal: Principal,
  ) {
    const report = await this.find.execute(id, principal);
    const { force: own = '', subject } = principal;
    const isOurs = organisationById(this.config.ORGANISATION_ID).forces.some(({ code }) => code === own);
    const answer = { reportId: id, force: own, text, subject, on: this.clock.today() };
    if (!isOurs || !(await this.responses.add(answer))) throw reportingProblem('already-answered');
    return this.one(report, own);
  }

  @Post(':force/takedown')
  @HttpCode(201)
  @Access('safeguarding-lead', 'vs-lead')
  async takeDown(
    @Param({ schema: ofForce }) { id, force: of }: z.infer<typeof ofForce>,
    @Body({ schema: takedown }) { why }: z.infer<typeof takedown>,
    @CurrentPrincipal() { subject }: Principal,
  ) {
    const report = await this.publications.publication(this.config.ORGANISATION_ID, id);
    if (!report) throw reportingProblem('report-not-found');
    if (report.takenDown) throw reportingProblem('report-taken-down');
    const done = await this.responses.takeDown({ reportId: id, force: of, why, subject, on: this.clock.today() });
    if (!done) throw reportingProblem('response-not-found');
    this.log.warn({ reportId: id, force: of, why }, 'a response of the police was taken down');
    return this.one(report, of);
  }

  private async one(report: Publication, of: string): Promise<PoliceResponse> {
    return (await this.beside(report)).find(({ force: code }) => code === of)!;
  }

  private async beside({ reportId: id, publishedAt }: Publication): Promise<PoliceResponse[]> {
    const given = await this.responses.of(id);
    return organisationById(this.config.ORGANISATION_ID).forces.map(({ code, name }) => {
      const own = given.find((each) => each.force === code);
      const why = own?.why as keyof typeof takedownWords | undefined;
      return {
        force: code,
        forceName: name,
        askedOn: london.today(publishedAt),
        answeredOn: own?.answeredOn ?? null,
        text: own && !own.takenDownOn ? own.text : null,
        ...(own?.takenDownOn && why && { takenDown: { on: own.takenDownOn, why: takedownWords[why] } }),
      };
    });
  }
}
