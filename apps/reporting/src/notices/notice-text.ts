import { periodInWords } from '@answerable/disclosure';
import type { NoticeKind } from './notice.store.js';

/** A notice names the month and where to sign in. It holds no figure and no link that signs anybody in. Pure. */
export function noticeText(kind: NoticeKind, reportId: string, readersUrl: string): { subject: string; text: string } {
  const month = /(\d{4}-\d{2})-v\d+$/.exec(reportId)?.[1] ?? '';
  const name = periodInWords({ from: month, to: month });
  const texts: Readonly<Record<NoticeKind, { subject: string; says: string }>> = {
    published: { subject: `The report for ${name} is published`, says: `The report for ${name} is published.` },
    corrected: {
      subject: `The report for ${name} was corrected`,
      says: `A new version of the report for ${name} is published. It says what changed and why.`,
    },
    'taken-down': {
      subject: `The report for ${name} was taken down`,
      says: `The report for ${name} was taken down. Please do not use copies of it.`,
    },
  };
  const { subject, says } = texts[kind];
  return {
    subject,
    text: `${says}\n\nSign in to read it: ${readersUrl}\n\nVictim Support, on behalf of the people who answered`,
  };
}
