import type { ServicePrincipal } from './roles.js';

export type TopicName =
  | 'police.case-events'
  | 'police.receipts'
  | 'cases.v1'
  | 'contact-checks.v1'
  | 'surveys.v1'
  | 'survey-progress.v1'
  | 'responses.v1'
  | 'coverage.v1'
  | 'reports.v1';

export interface Topic {
  /** A family has one topic a force, `<name>.<force>`, written or read by the principal `police-<force>` alone. */
  readonly family?: 'force';
  readonly partitions: number;
  readonly retentionDays: number | 'compacted';
  readonly key: string;
  readonly carries: string;
  readonly producers: readonly (ServicePrincipal | 'police')[];
  readonly consumers: readonly (ServicePrincipal | 'police')[];
}

const day = 1;

/** The only list of topics: creation, retention and ACLs are derived from it. Partition counts never change. */
export const topics: Readonly<Record<TopicName, Topic>> = {
  'police.case-events': {
    family: 'force',
    partitions: 12,
    retentionDays: 7 * day,
    key: 'event id',
    carries: 'CloudEvents of one force; contact details only encrypted',
    producers: ['police'],
    consumers: ['case-intake'],
  },
  'police.receipts': {
    family: 'force',
    partitions: 12,
    retentionDays: 14 * day,
    key: 'event id',
    carries: 'accepted, or rejected and why',
    producers: ['case-intake'],
    consumers: ['police'],
  },
  'cases.v1': {
    partitions: 12,
    retentionDays: 7 * day,
    key: 'victim key, or case key where there is none',
    carries: 'whole state of a closure and its version',
    producers: ['case-intake'],
    consumers: ['survey-delivery'],
  },
  'contact-checks.v1': {
    partitions: 12,
    retentionDays: 7 * day,
    key: 'case key',
    carries: 'whether the contact block was readable, or which field is malformed; never whether anyone was reached',
    producers: ['survey-delivery'],
    consumers: ['case-intake'],
  },
  'surveys.v1': {
    partitions: 12,
    retentionDays: 7 * day,
    key: 'survey id',
    carries:
      'hashes of link, code and check word; language, cue month, questionnaire version, expiry; sealed attributes',
    producers: ['survey-delivery'],
    // Its producer reads back, after a restore, what it told since the backup.
    consumers: ['response-collection', 'survey-delivery'],
  },
  'survey-progress.v1': {
    partitions: 12,
    retentionDays: 7 * day,
    key: 'survey id',
    carries:
      'opened, declined, not safe now, submitted (no answer), contact wanted, message tied to her contact (sealed)',
    producers: ['response-collection'],
    consumers: ['survey-delivery'],
  },
  'responses.v1': {
    partitions: 12,
    retentionDays: 14 * day,
    key: 'random',
    carries: 'shuffled, sealed batches at month and half-year close with their counts; untied messages for the vault',
    producers: ['response-collection'],
    consumers: ['reporting', 'survey-delivery'],
  },
  'coverage.v1': {
    partitions: 12,
    retentionDays: 'compacted',
    key: 'producer, organisation and month',
    carries: 'counts by month, unit, outcome class and disposition; whole snapshots, never a case',
    producers: ['case-intake', 'survey-delivery'],
    consumers: ['reporting', 'survey-delivery'],
  },
  'reports.v1': {
    partitions: 12,
    retentionDays: 'compacted',
    key: 'report id, or table and key of a row',
    carries: 'notice of publication; rows of reporting that no restore of its database may undo',
    producers: ['reporting'],
    // Reads back, after a restore, what it published and withdrew.
    consumers: ['reporting'],
  },
};

/** Dead letters of a service; only that service writes and reads them. */
export const deadLetterTopic = (service: ServicePrincipal): string => `${service}.dead-letters.v1`;
/** Name of a force's topic in a family. */
export const forceTopic = (family: 'police.case-events' | 'police.receipts', force: string): string =>
  `${family}.${force}`;
