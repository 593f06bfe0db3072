import { Access, CurrentPrincipal, type Principal } from '@answerable/access';
import { month, offenceGroup, outcomeClass, unit, type Reconciliation } from '@answerable/contracts';
import { Clock, Problem } from '@answerable/service';
import { renderPage } from '@answerable/web';
import { Body, Controller, Get, Post, Query, Res } from '@nestjs/common';
import type { Response } from 'express';
import { z } from 'zod';
import { Apis } from '../../api/apis.js';
import { withDone } from '../../page/done.js';
import { formError, noErrors, readForm, saidOf, type FieldErrors } from '../../page/form.js';
import { CurrentSession, type Session } from '../../sign-in/session.js';
import { linesOf, readLines, type Total } from './lines.js';
import { readMonth, recentMonths } from './months.js';

interface SignedTotals {
  totals: Total[];
  stock: Record<string, number> | null;
  revision: number;
  signedBy: string;
  signedAt: string;
  restated: boolean;
}

const stockNames = [
  'opening',
  'reported',
  'reopened',
  'closed',
  'transferredOut',
  'closing',
  'openOverTwelveMonths',
] as const;
const stockForm = z.record(z.enum(stockNames), z.coerce.number().int().nonnegative());
const totalsForm = z.object({ month, lines: z.string().max(60_000).default('') }).loose();
const explanationForm = z.object({
  month,
  unit,
  offenceGroup,
  outcomeClass,
  difference: z.coerce.number().int(),
  explanation: z
    .string('Write why the numbers differ')
    .trim()
    .min(10, 'Write why the numbers differ, in at least ten characters')
    .max(500, 'Use at most 500 characters'),
});

/** What the force says it closed against what arrived; the data officer signs and explains. */
@Controller()
@Access('data-officer', 'police-lead')
export class TotalsController {
  constructor(
    private readonly apis: Apis,
    private readonly clock: Clock,
  ) {}

  @Get('reconciliation')
  async reconciliation(@Query('month') asked: unknown, @CurrentSession() session: Session, @Res() response: Response) {
    await this.showReconciliation(session, response, this.monthOf(asked));
  }

  @Post('reconciliation')
  @Access('data-officer')
  async explain(@Body() body: Record<string, unknown>, @CurrentSession() session: Session, @Res() response: Response) {
    const form = readForm(explanationForm, body);
    if (!form.ok) {
      response.status(422);
      return this.showReconciliation(session, response, this.monthOf(body.month), form.errors, body);
    }
    try {
      await this.apis.call(session, 'case-intake', 'explainDifference', { body: form.data });
    } catch (error) {
      if (!(error instanceof Problem) || ![409, 422].includes(error.status)) throw error;
      response.status(error.status);
      const said = formError('explanation', saidOf(error));
      return this.showReconciliation(session, response, this.monthOf(body.month), said, body);
    }
    response.redirect(303, withDone(`/reconciliation?month=${form.data.month}`, 'explained'));
  }

  @Get('control-totals')
  @Access('data-officer')
  async totals(@Query('month') asked: unknown, @CurrentSession() session: Session, @Res() response: Response) {
    const of = this.monthOf(asked);
    const signed = await this.signed(session, of);
    // Our own numbers are not offered: a force that signs them back has counted nothing.
    const lines = linesOf(signed?.totals ?? (await this.cells(session, of)));
    await this.showTotals(response, of, signed, { lines, ...signed?.stock });
  }

  @Post('control-totals')
  @Access('data-officer')
  async sign(
    @Body() body: Record<string, unknown>,
    @CurrentSession() session: Session,
    @CurrentPrincipal() principal: Principal,
    @Res() response: Response,
  ) {
    const form = readForm(totalsForm, body);
    const of = this.monthOf(body.month);
    const again = async (errors: FieldErrors) => {
      response.status(422);
      await this.showTotals(response, of, await this.signed(session, of), body, errors);
    };
    if (!form.ok) return again(form.errors);
    const { totals, faults } = readLines(form.data.lines);
    if (faults.length > 0)
      return again({ list: faults.map((text) => ({ text, href: '#lines' })), of: { lines: { text: faults[0]! } } });
    const stock = readStock(body);
    if (stock === 'invalid')
      return again(formError('opening', 'Give every part of the stock as a whole number, or none.'));
    try {
      await this.apis.call(session, 'case-intake', 'signControlTotals', {
        body: { force: principal.force, month: of, totals, stock },
      });
    } catch (error) {
      if (error instanceof Problem && error.status === 422) return again(formError('lines', saidOf(error)));
      throw error;
    }
    response.redirect(303, withDone(`/reconciliation?month=${of}`, 'totals-signed'));
  }

  private monthOf(asked: unknown): string {
    return readMonth(asked, this.clock.today());
  }

  private async signed(session: Session, of: string): Promise<SignedTotals | undefined> {
    try {
      return await this.apis.call<SignedTotals>(session, 'case-intake', 'readControlTotals', { query: { month: of } });
    } catch (error) {
      if (error instanceof Problem && error.status === 404) return undefined;
      throw error;
    }
  }

  private async cells(session: Session, of: string): Promise<Omit<Total, 'closures'>[]> {
    const { rows } = await this.apis.call<Reconciliation>(session, 'case-intake', 'readReconciliation', {
      query: { month: of },
    });
    return rows.map((row) => ({ unit: row.unit, offenceGroup: row.offenceGroup, outcomeClass: row.outcomeClass }));
  }

  private async showReconciliation(
    session: Session,
    response: Response,
    of: string,
    errors = noErrors,
    values: object = {},
  ) {
    const reconciliation = await this.apis.call<Reconciliation>(session, 'case-intake', 'readReconciliation', {
      query: { month: of },
    });
    renderPage(response, 'readers/reconciliation.njk', {
      title: 'Reconciliation',
      months: recentMonths(this.clock.today()),
      of,
      ...reconciliation,
      stockParts: stockNames,
      mayExplain: session.principal.roles.includes('data-officer'),
      errors,
      values,
    });
  }

  private async showTotals(
    response: Response,
    of: string,
    signed: SignedTotals | undefined,
    values: object,
    errors = noErrors,
  ) {
    renderPage(response, 'readers/control-totals.njk', {
      title: 'Control totals',
      months: recentMonths(this.clock.today()),
      of,
      signed,
      values,
      errors,
      stockParts: stockNames,
      groups: offenceGroup.options,
      classes: outcomeClass.options,
    });
  }
}

function readStock(body: Record<string, unknown>): Record<string, number> | null | 'invalid' {
  const given = Object.fromEntries(
    stockNames.filter((name) => body[name] !== undefined && body[name] !== '').map((name) => [name, body[name]]),
  );
  if (Object.keys(given).length === 0) return null;
  const parsed = stockForm.safeParse(given);
  return parsed.success && stockNames.every((name) => name in parsed.data)
    ? (parsed.data as Record<string, number>)
    : 'invalid';
}
