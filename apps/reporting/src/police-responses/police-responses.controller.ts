import { Body, Controller, Inject, Param } from '@nestjs/common';
import { CurrentPrincipal, type Principal } from '@answerable/access';
import { organisationById, type PoliceResponse } from '@answerable/contracts';
import { CONFIG, Clock, Logger, london } from '@answerable/service';
import { ApiRoute, bodyOf, paramsOf } from '../api-route.js';
import type { ReportingConfig } from '../config.js';
import { reportingProblem } from '../problems.js';
import { PublicationStore, type Publication } from '../publication/publication.store.js';
import { takedownWords } from '../publication/take-down-report.js';
import { FindReport } from '../reading/find-report.js';
import { PoliceResponseStore } from './police-response.store.js';

interface Id {
  readonly id: string;
}

/** What the police answer in public, beside a report. */
@Controller()
export class PoliceResponsesController {
  constructor(
    private readonly find: FindReport,
    private readonly publications: PublicationStore,
    private readonly responses: PoliceResponseStore,
    private readonly clock: Clock,
    private readonly log: Logger,
    @Inject(CONFIG) private readonly config: ReportingConfig,
  ) {}

  @ApiRoute('listPoliceResponses')
  async list(@Param(paramsOf('listPoliceResponses')) { id }: Id, @CurrentPrincipal() principal: Principal) {
    // What the police say quotes figures, or names what they stand for: it goes with the report.
    return this.beside(await this.find.execute(id, principal));
  }

  @ApiRoute('respondForPolice')
  async respond(
    @Param(paramsOf('respondForPolice')) { id }: Id,
    @Body(bodyOf('respondForPolice')) { text }: { text: string },
    @CurrentPrincipal() principal: Principal,
  ) {
    const report = await this.find.execute(id, principal);
    const { force: own = '', subject } = principal;
    const isOurs = organisationById(this.config.ORGANISATION_ID).forces.some(({ code }) => code === own);
    const answer = { reportId: id, force: own, text, subject, on: this.clock.today() };
    if (!isOurs || !(await this.responses.add(answer))) throw reportingProblem('already-answered');
    return this.one(report, own);
  }

  @ApiRoute('takeDownPoliceResponse')
  async takeDown(
    @Param(paramsOf('takeDownPoliceResponse')) { id, force: of }: Id & { force: string },
    @Body(bodyOf('takeDownPoliceResponse')) { why }: { why: 'risk-to-a-person' | 'court-order' },
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
