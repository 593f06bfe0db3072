import { setTimeout as wait } from 'node:timers/promises';
import { ownRouteForm } from '@answerable/contracts';
import { isolated } from '@answerable/questionnaire';
import { Clock, CONFIG } from '@answerable/service';
import { Body, Controller, Inject, Ip, Res } from '@nestjs/common';
import type { Response } from 'express';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { v7 as uuid } from 'uuid';
import { ApiRoute } from '../api-route.js';
import type { Config } from '../config.js';
import { deliveryProblem } from '../problems.js';
import { endOfWorkingDay } from '../delivery/contact-hours.js';
import { Vault } from '../vault/vault.js';
import { TaskStore } from '../work/task.store.js';
import { neverCalled } from './erase-entries.js';
import { OwnRouteStore } from './own-route.store.js';
import { show, textsFor } from './page.js';

const HOUR_S = 3600;
/** One household may need a second try; a campaign does not get far. Whoever is refused is given the telephone number. */
const PER_ADDRESS = 5;
/** Beyond that everybody waits, and nobody is turned away: else one campaign would close the page for all. */
const IN_ALL = 200;
const SLOWED_MS = 3000;
/** Further forms of a number that already waits add nothing: they get the same answer and are not kept. */
const WAITING_PER_NUMBER = 3;

/** The page says so. */
const PROMISED_WORKING_DAYS = 3;

/** "My case was closed and nobody asked me": safe to open, the same answer whoever writes and whatever is found. */
@Controller()
export class OwnRoutePageController {
  private readonly perAddress = new RateLimiterMemory({ points: PER_ADDRESS, duration: HOUR_S });
  private readonly inAll = new RateLimiterMemory({ points: IN_ALL, duration: HOUR_S });

  constructor(
    private readonly store: OwnRouteStore,
    private readonly vault: Vault,
    private readonly tasks: TaskStore,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @ApiRoute('readOwnRoute')
  form(@Res() response: Response): void {
    this.showForm(response, {}, {});
  }

  @ApiRoute('sendOwnRoute')
  async send(
    @Body() body: Record<string, unknown> | undefined,
    @Ip() address: string,
    @Res() response: Response,
  ): Promise<void> {
    const { _csrf, times, ...rest } = body ?? {};
    const parsed = ownRouteForm.safeParse({ ...rest, times: times === undefined ? [] : [times].flat() });
    if (!parsed.success) {
      const wrong = new Set(parsed.error.issues.map((issue) => issue.path[0]));
      const { firstNameMissing, telephoneMissing } = textsFor(response).ownRoute;
      response.status(400);
      return this.showForm(response, rest, {
        ...(wrong.has('firstName') && { firstName: firstNameMissing }),
        ...(wrong.has('telephone') && { telephone: telephoneMissing }),
      });
    }
    await this.limit(address);
    const { ownRoute, facts } = textsFor(response);
    await this.keep({ ...parsed.data, ...(facts.code !== 'en' && { language: facts.code }) });
    show(response, 'nobody-asked-me-sent', ownRoute.sentTitle, { phone: isolated(this.config.MESSAGE_TELEPHONE) });
  }

  private async keep(form: { telephone: string }): Promise<void> {
    await this.vault.transaction(async (tx) => {
      const wayHash = this.vault.hashes.telephone(form.telephone);
      const never = this.vault.hashes.refusal(neverCalled(wayHash));
      if ((await this.vault.store.refusalsAmong(tx, [never])).size > 0) return;
      if ((await this.store.waitingFrom(tx, wayHash)) >= WAITING_PER_NUMBER) return;
      const id = uuid();
      await this.vault.sealNote(tx, 'own-route', JSON.stringify(form), id);
      const organisationId = this.config.ORGANISATION_ID;
      await this.store.add(tx, organisationId, { id, receivedOn: this.clock.today(), wayHash });
      const dueAt = endOfWorkingDay(this.clock.today(), PROMISED_WORKING_DAYS);
      await this.tasks.addMany(
        tx,
        [{ kind: 'own-route', organisationId, episodeId: null, noteId: id, dueAt }],
        this.clock.now(),
      );
    });
  }

  private async limit(address: string): Promise<void> {
    try {
      await this.perAddress.consume(address);
    } catch {
      throw deliveryProblem(
        'too-many',
        `Too many forms were sent from here. You can call ${this.config.MESSAGE_TELEPHONE}.`,
      );
    }
    await this.inAll.consume('all').catch(() => wait(SLOWED_MS));
  }

  private showForm(response: Response, values: Record<string, unknown>, errors: Record<string, string>): void {
    const phone = isolated(this.config.MESSAGE_TELEPHONE);
    show(response, 'nobody-asked-me', textsFor(response).ownRoute.title, { values, errors, phone });
  }
}
