import { Access } from '@answerable/access';
import type { ReportSummary, SealedReport } from '@answerable/contracts';
import { renderPage } from '@answerable/web';
import { Controller, Get, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Apis } from '../../api/apis.js';
import { CurrentSession, type Session } from '../../sign-in/session.js';
import { terms } from './terms.js';

@Controller('terms')
@Access('mp-office', 'police-lead', 'auditor')
export class TermsController {
  constructor(private readonly apis: Apis) {}

  @Get()
  async read(@CurrentSession() session: Session, @Res() response: Response) {
    const own = await this.termsOfNewest(session);
    const known = new Set(own.map(({ term }) => term.toLowerCase()));
    const all = [...own, ...terms.filter(({ term }) => !known.has(term.toLowerCase()))];
    renderPage(response, 'readers/terms.njk', {
      title: 'What the words mean',
      terms: all.sort((a, b) => a.term.localeCompare(b.term, 'en')),
    });
  }

  /** The newest report explains the words it uses; these come first. */
  private async termsOfNewest(session: Session): Promise<{ term: string; meaning: string }[]> {
    const { reports } = await this.apis.call<{ reports: ReportSummary[] }>(session, 'reporting', 'listReports');
    const newest = reports.find(({ state }) => state === 'published');
    if (!newest) return [];
    const { content } = await this.apis.call<SealedReport>(session, 'reporting', 'readReport', {
      params: { id: newest.id },
    });
    return content.terms;
  }
}
