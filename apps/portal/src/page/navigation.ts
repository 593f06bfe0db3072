import type { Principal } from '@answerable/access';
import type { Role } from '@answerable/contracts';

interface NavigationItem {
  text: string;
  href: string;
  roles: readonly Role[];
}

const people = ['caseworker', 'interviewer', 'vs-lead', 'safeguarding-lead'] as const;

/** Main navigation of both portals, in order; a person sees what the own roles open, and starts at the first of it. */
export const navigation: Record<'staff' | 'readers', readonly NavigationItem[]> = {
  staff: [
    { text: 'Worklist', href: '/worklist', roles: people },
    { text: 'Find', href: '/find', roles: ['caseworker', 'vs-lead', 'safeguarding-lead'] },
    { text: 'Call-backs', href: '/call-backs', roles: people },
    { text: 'Safeguarding', href: '/safeguarding', roles: ['safeguarding-lead', 'vs-lead'] },
    { text: 'Nobody asked me', href: '/nobody-asked-me', roles: ['caseworker', 'vs-lead'] },
    { text: 'Overview', href: '/overview', roles: ['vs-lead'] },
    { text: 'Report approval', href: '/approval', roles: ['report-approver', 'vs-lead', 'safeguarding-lead'] },
    { text: 'Messages', href: '/messages', roles: ['vs-lead', 'safeguarding-lead'] },
    { text: 'Requests', href: '/requests', roles: ['vs-lead'] },
    { text: 'Opened contacts', href: '/vault-reads', roles: ['vs-lead', 'auditor'] },
    { text: 'Keys', href: '/vault-keys', roles: ['operator', 'auditor'] },
    { text: 'Templates', href: '/templates', roles: [...people, 'auditor'] },
    { text: 'Settings', href: '/settings', roles: ['vs-lead', 'safeguarding-lead'] },
    { text: 'Pause', href: '/pause', roles: [...people, 'operator'] },
    { text: 'Pauses so far', href: '/pauses', roles: ['auditor'] },
  ],
  readers: [
    { text: 'This month', href: '/reports/latest', roles: ['mp-office', 'police-lead', 'auditor'] },
    { text: 'All reports', href: '/reports', roles: ['mp-office', 'police-lead', 'auditor'] },
    { text: 'Your feed', href: '/feed', roles: ['data-officer', 'police-lead'] },
    { text: 'Receipts', href: '/receipts', roles: ['data-officer', 'police-lead'] },
    { text: 'Rejections', href: '/rejections', roles: ['data-officer', 'police-lead'] },
    { text: 'Reconciliation', href: '/reconciliation', roles: ['data-officer', 'police-lead'] },
    { text: 'Control totals', href: '/control-totals', roles: ['data-officer'] },
    { text: 'Preparation', href: '/preparation', roles: ['auditor'] },
    { text: 'Signals', href: '/signals', roles: ['auditor'] },
    { text: 'Differences', href: '/differences', roles: ['auditor'] },
    { text: 'Ledger and seals', href: '/ledger', roles: ['auditor'] },
    { text: 'Rules', href: '/rules', roles: ['auditor'] },
    { text: 'Your office', href: '/office', roles: ['mp-office'] },
    { text: 'Terms', href: '/terms', roles: ['mp-office', 'police-lead', 'auditor'] },
    { text: 'For a constituent', href: '/leaflet', roles: ['mp-office'] },
  ],
};

const roleWords: Partial<Record<Role, string>> = {
  caseworker: 'caseworker',
  interviewer: 'interviewer',
  'vs-lead': 'lead',
  'safeguarding-lead': 'safeguarding lead',
  'report-approver': 'report approver',
  'mp-office': "MP's office",
  'police-lead': 'police lead',
  'data-officer': 'data officer',
  auditor: 'auditor',
  operator: 'operator',
};

export const rolesInWords = (principal: Principal): string =>
  principal.roles.map((role) => roleWords[role] ?? role).join(', ');

/** What the person may open, with the item that the path belongs to marked: the longest match wins. */
export function navigationFor(portal: 'staff' | 'readers', principal: Principal, path: string) {
  const open = navigation[portal].filter((item) => item.roles.some((role) => principal.roles.includes(role)));
  const current = open
    .filter(({ href }) => path === href || path.startsWith(`${href}/`))
    .sort((a, b) => b.href.length - a.href.length)[0];
  return open.map(({ text, href }) => ({ text, href, current: href === current?.href }));
}
