import type { Type } from '@nestjs/common';
import { AuditController } from './audit/audit.controller.js';
import { FeedController } from './feed/feed.controller.js';
import { OfficeController } from './office/office.controller.js';
import { PublicController } from './public/public.controller.js';
import { ReportsController } from './reports/reports.controller.js';
import { TermsController } from './terms/terms.controller.js';
import { TotalsController } from './totals/totals.controller.js';

/** The journeys of MPs' offices, police and auditors. */
export const readersControllers: Type[] = [
  ReportsController,
  PublicController,
  FeedController,
  TotalsController,
  OfficeController,
  TermsController,
  AuditController,
];
