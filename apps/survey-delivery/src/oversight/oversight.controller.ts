import { CurrentPrincipal, type Principal } from '@answerable/access';
import {
  deliverySettings,
  type DeliverySettings,
  type deliveryState,
  type settingsProposal,
  type supervisorView,
} from '@answerable/contracts';
import { Database, type Tx } from '@answerable/persistence';
import { Clock, CONFIG, invalidInput, Logger, london } from '@answerable/service';
import { Body, Controller, Inject, Param, Query } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import type { z } from 'zod';
import { ApiRoute, bodyOf, paramsOf, queryOf } from '../api-route.js';
import type { Config } from '../config.js';
import { SILENT_AFTER_DAYS } from '../delivery/next-moment.js';
import { personOf } from '../person.js';
import { deliveryProblem } from '../problems.js';
import { CoverageStore } from './coverage.store.js';
import { SettingsStore, type Proposal, type StateRow } from './settings.store.js';
import { SupervisorStore } from './supervisor.store.js';

const MONTHS_SHOWN = 3;
type ProposalView = z.infer<typeof settingsProposal>;

/** The supervisor's view, the one switch that stops everything, and settings that take two people to change. */
@Controller()
export class OversightController {
  constructor(
    private readonly database: Database,
    private readonly supervisor: SupervisorStore,
    private readonly coverage: CoverageStore,
    private readonly settings: SettingsStore,
    private readonly clock: Clock,
    private readonly log: Logger,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @ApiRoute('supervise')
  async supervise(
    @Query(queryOf('supervise')) query: { from?: string; to?: string },
  ): Promise<z.infer<typeof supervisorView>> {
    const organisation = this.config.ORGANISATION_ID;
    const now = this.clock.now();
    const today = this.clock.today();
    const to = query.to ?? today.slice(0, 7);
    const from = query.from ?? london.addMonths(to, -MONTHS_SHOWN);
    const weekStart = london.startOfDay(london.addDays(today, 1 - london.weekday(today)));
    return this.database.transaction(async (tx) => {
      const sum = await this.coverage.lastSum(tx, organisation);
      const waiting = await this.supervisor.waiting(tx, organisation, now);
      const workload = await this.supervisor.workload(tx, organisation, now, weekStart);
      return {
        dispositions: await this.supervisor.dispositions(tx, organisation, from, to),
        sum: sum
          ? {
              ...sum,
              checkedAt: sum.checkedAt.toISOString(),
              holds: sum.closures === sum.withDisposition && sum.historyDiffers === 0 && sum.notAsRegistered === 0,
            }
          : null,
        waiting: {
          ...waiting,
          oldestDueAt: waiting.oldestDueAt?.toISOString() ?? null,
          oldest: (await this.supervisor.oldest(tx, organisation, now)).map((o) => ({
            ...o,
            since: o.since.toISOString(),
          })),
          heldSources: await this.supervisor.heldSources(tx, london.addDays(today, -SILENT_AFTER_DAYS)),
        },
        units: await this.supervisor.units(tx, organisation, from, to),
        channels: await this.supervisor.channels(tx, london.startOfDay(`${from}-01`)),
        workload: workload.map(({ subject, name, ...counts }) => ({ person: { subject, name }, ...counts })),
      };
    });
  }

  @ApiRoute('readDeliveryState')
  async state() {
    return shownState(await this.database.transaction((tx) => this.settings.state(tx, this.config.ORGANISATION_ID)));
  }

  @ApiRoute('pauseAll')
  async pause(@CurrentPrincipal() principal: Principal, @Body(bodyOf('pauseAll')) { reason }: { reason: string }) {
    return this.database.transaction(async (tx) => {
      await this.settings.pause(tx, this.config.ORGANISATION_ID, personOf(principal), reason, this.clock.now());
      this.log.warn({ by: principal.subject }, 'all delivery was paused');
      return shownState(await this.settings.state(tx, this.config.ORGANISATION_ID));
    });
  }

  @ApiRoute('resumeAll')
  async resume(@CurrentPrincipal() principal: Principal) {
    return this.database.transaction(async (tx) => {
      const { messagesPerHour } = await this.settings.settings(tx, this.config.ORGANISATION_ID);
      const { ORGANISATION_ID } = this.config;
      const now = this.clock.now();
      const spread = await this.settings.resume(tx, ORGANISATION_ID, personOf(principal), now, messagesPerHour);
      this.log.warn({ by: principal.subject, spread }, 'delivery was resumed');
      return shownState(await this.settings.state(tx, this.config.ORGANISATION_ID));
    });
  }

  @ApiRoute('listDeliveryStateChanges')
  async stateChanges() {
    const rows = await this.database.transaction((tx) => this.settings.stateChanges(tx, this.config.ORGANISATION_ID));
    return {
      changes: rows.map(({ at, subject, name, ...change }) => ({
        at: at.toISOString(),
        person: { subject, name },
        ...change,
      })),
    };
  }

  @ApiRoute('readSettings')
  async read(): Promise<{ settings: DeliverySettings; proposals: ProposalView[] }> {
    return this.database.transaction(async (tx) => ({
      settings: await this.settings.settings(tx, this.config.ORGANISATION_ID),
      proposals: (await this.settings.proposals(tx, this.config.ORGANISATION_ID)).map(shownProposal),
    }));
  }

  @ApiRoute('proposeSettings')
  async propose(
    @CurrentPrincipal() principal: Principal,
    @Body(bodyOf('proposeSettings')) { changes, reason }: { changes: Partial<DeliverySettings>; reason: string },
  ): Promise<ProposalView> {
    if (Object.keys(changes).length === 0) throw invalidInput('Name at least one setting to change.');
    const id = uuid();
    return this.database.transaction(async (tx) => {
      await this.settings.propose(tx, this.config.ORGANISATION_ID, {
        id,
        changes,
        reason,
        proposedBy: principal.subject,
        proposedName: principal.name,
        proposedAt: this.clock.now(),
      });
      return shownProposal((await this.settings.proposalLocked(tx, id))!);
    });
  }

  @ApiRoute('approveSettings')
  async approve(
    @CurrentPrincipal() principal: Principal,
    @Param(paramsOf('approveSettings')) { id }: { id: string },
  ): Promise<ProposalView> {
    return this.decide(id, 'approved', principal, async (tx, proposal) => {
      if (proposal.proposedBy === principal.subject) throw deliveryProblem('same-person');
      const before = await this.settings.settings(tx, this.config.ORGANISATION_ID);
      await this.settings.apply(
        tx,
        this.config.ORGANISATION_ID,
        deliverySettings.parse({ ...before, ...proposal.changes }),
      );
    });
  }

  @ApiRoute('rejectSettings')
  async reject(
    @CurrentPrincipal() principal: Principal,
    @Param(paramsOf('rejectSettings')) { id }: { id: string },
  ): Promise<ProposalView> {
    return this.decide(id, 'rejected', principal, async () => {});
  }

  private decide(
    id: string,
    state: 'approved' | 'rejected',
    by: Principal,
    apply: (tx: Tx, proposal: Proposal) => Promise<void>,
  ): Promise<ProposalView> {
    return this.database.transaction(async (tx) => {
      const proposal = await this.settings.proposalLocked(tx, id);
      if (!proposal) throw deliveryProblem('no-such-entry');
      if (proposal.state !== 'open') throw deliveryProblem('not-possible-now', 'This proposal was decided before.');
      await apply(tx, proposal);
      await this.settings.decide(tx, id, state, by.subject, by.name, this.clock.now());
      return shownProposal((await this.settings.proposalLocked(tx, id))!);
    });
  }
}

const shownState = (s: StateRow): z.infer<typeof deliveryState> => ({
  paused: s.paused,
  pausedBy: s.paused && s.pausedBy ? { subject: s.pausedBy, name: s.pausedName! } : null,
  pausedAt: s.paused ? (s.pausedAt?.toISOString() ?? null) : null,
  reason: s.paused ? s.reason : null,
});

const shownProposal = (p: Proposal): ProposalView => ({
  proposalId: p.id,
  changes: p.changes,
  reason: p.reason,
  proposedBy: { subject: p.proposedBy, name: p.proposedName },
  proposedAt: p.proposedAt.toISOString(),
  state: p.state,
  decidedBy: p.decidedBy ? { subject: p.decidedBy, name: p.decidedName! } : null,
});
