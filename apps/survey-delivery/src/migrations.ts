import { messagingMigrations } from '@answerable/messaging';
import type { Migration } from '@answerable/persistence';
import { backups } from './migrations/0008-backups.js';
import { contactsOfAPerson } from './migrations/0009-contacts-of-a-person.js';
import { dueEpisodes } from './migrations/0007-due-episodes.js';
import { dayOfAnAnswer } from './migrations/0013-day-of-an-answer.js';
import { delivery } from './migrations/0003-delivery.js';
import { episodes } from './migrations/0001-episodes.js';
import { oversight } from './migrations/0005-oversight.js';
import { ownRouteCases } from './migrations/0010-own-route-cases.js';
import { stateChanges } from './migrations/0011-state-changes.js';
import { intakeCounts } from './migrations/0015-intake-counts.js';
import { messagesByTime } from './migrations/0017-messages-by-time.js';
import { oldAudit } from './migrations/0016-old-audit.js';
import { replies } from './migrations/0006-replies.js';
import { resume } from './migrations/0014-resume.js';
import { sealedOutcomes } from './migrations/0012-sealed-outcomes.js';
import { vault } from './migrations/0002-vault.js';
import { contactsInBulk } from './migrations/0018-contacts-in-bulk.js';
import { countsAtACheck } from './migrations/0019-counts-at-a-check.js';
import { casesOfAPerson } from './migrations/0020-cases-of-a-person.js';
import { messagesBySending } from './migrations/0021-messages-by-sending.js';
import { mistakesOfOurs } from './migrations/0022-mistakes-of-ours.js';
import { messagesInDoubt } from './migrations/0023-messages-in-doubt.js';
import { leftAlone } from './migrations/0024-left-alone.js';
import { repliesAndWays } from './migrations/0025-replies-and-ways.js';
import { samePerson } from './migrations/0026-same-person.js';
import { ownRouteTasks } from './migrations/0027-own-route-tasks.js';
import { workOfAPerson } from './migrations/0028-work-of-a-person.js';
import { withdrawnForms } from './migrations/0029-withdrawn-forms.js';
import { doubtByEpisode } from './migrations/0030-doubt-by-episode.js';
import { lostSurveys } from './migrations/0031-lost-surveys.js';
import { vaultKeyToCome } from './migrations/0032-vault-key-to-come.js';
import { mergedCases } from './migrations/0033-merged-cases.js';
import { eachNo } from './migrations/0034-each-no.js';
import { unreadableContacts } from './migrations/0040-unreadable-contacts.js';
import { work } from './migrations/0004-work.js';

export const migrations: Migration[] = [
  ...messagingMigrations,
  episodes,
  vault,
  delivery,
  work,
  oversight,
  replies,
  dueEpisodes,
  backups,
  contactsOfAPerson,
  ownRouteCases,
  stateChanges,
  sealedOutcomes,
  dayOfAnAnswer,
  resume,
  intakeCounts,
  oldAudit,
  messagesByTime,
  contactsInBulk,
  countsAtACheck,
  casesOfAPerson,
  messagesBySending,
  mistakesOfOurs,
  messagesInDoubt,
  leftAlone,
  repliesAndWays,
  samePerson,
  ownRouteTasks,
  workOfAPerson,
  withdrawnForms,
  doubtByEpisode,
  lostSurveys,
  vaultKeyToCome,
  mergedCases,
  eachNo,
  unreadableContacts,
];

/** What the service may add and read, and never change: history, audit and proofs. */
export const appendOnly: readonly string[] = [
  'disposition_changes',
  'delivery_state_changes',
  'story_entries',
  'vault_reads',
  'vault_key_proofs',
];
