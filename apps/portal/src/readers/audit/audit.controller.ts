import { Access } from '@answerable/access';
import {
  forces,
  type AnsweringMonth,
  type ledgerEntry,
  type MonthPreparation,
  type Reconciliation,
  type RulesInForce,
  type SealedChain,
  type UnitSignal,
} from '@answerable/contracts';
import { Clock } from '@answerable/service';
import { renderPage } from '@answerable/web';
import { Controller, Get, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import type { z } from 'zod';
import { Apis } from '../../api/apis.js';
import { CurrentSession, type Session } from '../../sign-in/session.js';
import { recentMonths, readMonth } from '../totals/months.js';
import { fingerprintOf } from '../reports/check-seal.js';

interface Ledger {
  head: string | null;
  entries: z.infer<typeof ledgerEntry>[];
}

/** What an auditor sees: how reports came about, what was published when, and signs of gaming; never an answer. */
@Controller()
@Access('auditor')
export class AuditController {
  constructor(
    private readonly apis: Apis,
    private readonly clock: Clock,
  ) {}

  @Get('preparation')
  async preparation(@CurrentSession() session: Session, @Res() response: Response) {
    const months = await this.apis.call<MonthPreparation[]>(session, 'reporting', 'listMonths');
    renderPage(response, 'readers/preparation.njk', { title: 'How each report came about', months });
  }

  @Get('signals')
  async signals(@CurrentSession() session: Session, @Res() response: Response) {
    const [signals, answering] = await Promise.all([
      this.apis.call<UnitSignal[]>(session, 'reporting', 'listSignals'),
      this.apis.call<AnsweringMonth[]>(session, 'reporting', 'listAnswering'),
    ]);
    renderPage(response, 'readers/signals.njk', { title: 'Signs of gaming', signals, answering });
  }

  @Get('differences')
  async differences(@Query('month') asked: unknown, @CurrentSession() session: Session, @Res() response: Response) {
    const today = this.clock.today();
    const of = readMonth(asked, today);
    const { reconciliations } = await this.apis.call<{ reconciliations: Reconciliation[] }>(
      session,
      'case-intake',
      'listReconciliations',
      { query: { month: of } },
    );
    renderPage(response, 'readers/differences.njk', {
      title: 'What the police say and what arrived',
      months: recentMonths(today),
      of,
      forces: reconciliations.map((one) => ({
        ...one,
        name: forces.find(({ code }) => code === one.force)?.name ?? one.force,
        rows: one.rows.filter(({ difference }) => difference),
      })),
    });
  }

  @Get('rules')
  async rules(@CurrentSession() session: Session, @Res() response: Response) {
    const rules = await this.apis.call<RulesInForce>(session, 'reporting', 'readRules');
    renderPage(response, 'readers/rules.njk', { title: 'Rules in force', ...rules });
  }

  @Get('ledger')
  async ledger(@CurrentSession() session: Session, @Res() response: Response) {
    const [ledger, chain] = await Promise.all([
      this.apis.call<Ledger>(session, 'reporting', 'readLedger'),
      this.apis.call<SealedChain>(session, 'reporting', 'publicChain'),
    ]);
    renderPage(response, 'readers/ledger.njk', {
      title: 'Ledger and seals',
      ledger: {
        ...ledger,
        entries: ledger.entries.map((entry) => ({ ...entry, text: JSON.stringify(entry.entry, null, 1) })),
      },
      links: [...chain.links].sort((a, b) => b.link.number - a.link.number).map(({ link }) => link),
      keys: chain.keys.map((key) => ({ ...key, fingerprint: fingerprintOf(key.publicKey) })),
    });
  }
}
