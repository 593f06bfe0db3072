import { defineApi } from '../define-api.js';
import { problems } from './reporting/common.js';
import { monthRoutes } from './reporting/months.js';
import { auditRoutes } from './reporting/audit.js';
import { publicRoutes } from './reporting/public.js';
import { reportRoutes } from './reporting/reports.js';
import { seatRoutes } from './reporting/seats.js';

export { reportHold, reportHoldReason, type ReportHoldReason } from './reporting/common.js';
export * from './reporting/months.js';
export * from './reporting/audit.js';
export * from './reporting/public.js';
export * from './reporting/reports.js';
export * from './reporting/seats.js';

/** How a report and its month are prepared, approved, read, checked and answered. */
export const reportingApi = defineApi({
  service: 'reporting',
  title: 'Reports',
  description:
    'The monthly report, the same for every reader. Published reports only, except for those who prepare and approve.',
  problems,
  routes: [...reportRoutes, ...monthRoutes, ...auditRoutes, ...seatRoutes, ...publicRoutes],
});
