import { Access } from '@answerable/access';
import { deliverySettings, settingsProposal, type DeliverySettings } from '@answerable/contracts';
import { renderPage } from '@answerable/web';
import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { z } from 'zod';
import { Apis } from '../../api/apis.js';
import { withDone } from '../../page/done.js';
import { formError, noErrors, readForm, type FieldErrors } from '../../page/form.js';
import { CurrentSession, type Session } from '../../sign-in/session.js';
import { settingNames } from '../words.js';

type Proposal = z.infer<typeof settingsProposal>;

const names = Object.keys(deliverySettings.shape) as (keyof DeliverySettings)[];
const reasonForm = z.object({
  reason: z.string('Write why').trim().min(1, 'Write why').max(300, 'Use at most 300 characters'),
});

/** Every setting as a form takes it, with its limits in words. */
const numbers = z.object(
  Object.fromEntries(
    names.map((name) => {
      const { minValue, maxValue } = deliverySettings.shape[name];
      const limits = `${settingNames[name]}: write a whole number from ${minValue} to ${maxValue}`;
      return [name, z.coerce.number(limits).int(limits).min(minValue!, limits).max(maxValue!, limits).optional()];
    }),
  ) as Record<keyof DeliverySettings, z.ZodOptional<z.ZodCoercedNumber>>,
);

/** Settings of delivery: one person proposes, another approves. */
@Controller('settings')
@Access('vs-lead', 'safeguarding-lead')
export class SettingsController {
  constructor(private readonly apis: Apis) {}

  @Get()
  async read(@CurrentSession() session: Session, @Res() response: Response) {
    await this.show(session, response);
  }

  @Post()
  async propose(@Body() body: Record<string, unknown>, @CurrentSession() session: Session, @Res() response: Response) {
    const again = async (errors: FieldErrors) => {
      response.status(422);
      await this.show(session, response, errors, body);
    };
    const reason = readForm(reasonForm, body);
    if (!reason.ok) return again(reason.errors);
    const { settings } = await this.settings(session);
    const given = readForm(numbers, body);
    if (!given.ok) return again(given.errors);
    const changes = Object.fromEntries(
      names
        .filter((name) => given.data[name] !== undefined && given.data[name] !== settings[name])
        .map((name) => [name, given.data[name]]),
    );
    if (Object.keys(changes).length === 0) return again(formError(names[0]!, 'Change at least one number'));
    await this.apis.call(session, 'survey-delivery', 'proposeSettings', {
      body: { changes, reason: reason.data.reason },
    });
    response.redirect(303, withDone('/settings', 'proposed'));
  }

  @Post(':id/approve')
  async approve(@Param('id') id: string, @CurrentSession() session: Session, @Res() response: Response) {
    await this.apis.call(session, 'survey-delivery', 'approveSettings', { params: { id } });
    response.redirect(303, withDone('/settings', 'proposal-approved'));
  }

  @Post(':id/reject')
  async reject(@Param('id') id: string, @CurrentSession() session: Session, @Res() response: Response) {
    await this.apis.call(session, 'survey-delivery', 'rejectSettings', { params: { id } });
    response.redirect(303, withDone('/settings', 'proposal-rejected'));
  }

  private settings(session: Session) {
    return this.apis.call<{ settings: DeliverySettings; proposals: Proposal[] }>(
      session,
      'survey-delivery',
      'readSettings',
    );
  }

  private async show(
    session: Session,
    response: Response,
    errors: FieldErrors = noErrors,
    values: Record<string, unknown> = {},
  ) {
    const { settings, proposals } = await this.settings(session);
    renderPage(response, 'staff/settings.njk', {
      title: 'Settings',
      settings,
      values: { ...settings, ...values },
      names,
      errors,
      proposals: proposals.map((proposal) => ({
        ...proposal,
        mine: proposal.proposedBy.subject === session.principal.subject,
      })),
    });
  }
}
