import type { Principal } from '@answerable/access';
import { taskDoers, type WorkTask } from '@answerable/contracts';
import { dueInWords, fromInWords } from '../../page/due.js';
import { graveReasons, safeInWords } from '../words.js';

/** A task as a row answers it: what next, by when, and is it safe. */
export function taskRow(task: WorkTask, now: Date, { subject, roles }: Pick<Principal, 'subject' | 'roles'>) {
  const reasons = task.reasons.filter((reason) => !(reason === 'shared-number' && task.safe?.sharedNumber));
  return {
    ...task,
    due: dueInWords(new Date(task.dueAt), now),
    from: fromInWords(new Date(task.notBefore), now),
    // A shared number stands among the safe-contact notes already.
    grave: reasons.filter((reason) => graveReasons.includes(reason)),
    other: reasons.filter((reason) => !graveReasons.includes(reason)),
    notes: safeInWords(task.safe),
    mine: task.claimedBy?.subject === subject,
    forMe: taskDoers[task.kind].some((role) => roles.includes(role)),
    doHref: task.episodeId || task.entryId ? hrefOf(task) : undefined,
  };
}

/** Where the work of a task is done. */
function hrefOf({ kind, episodeId, taskId }: WorkTask): string {
  const pages: Record<WorkTask['kind'], string> = {
    'safe-contact-check': `/episodes/${episodeId}/safe-contact?task=${taskId}`,
    telephone: `/episodes/${episodeId}/call?task=${taskId}`,
    'call-back': '/call-backs',
    'proceedings-recheck': `/episodes/${episodeId}/do/proceedings?task=${taskId}`,
    'child-decision': `/episodes/${episodeId}/do/child-decision?task=${taskId}`,
    'hold-review': `/episodes/${episodeId}`,
    'own-route': '/nobody-asked-me',
    reply: `/episodes/${episodeId}`,
  };
  return pages[kind];
}
