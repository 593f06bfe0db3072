import { topics } from '@answerable/contracts';
import kafkajs from 'kafkajs';
import { describe, expect, it } from 'vitest';
import { planKafka } from './kafka-access.js';

const { AclOperationTypes, AclResourceTypes } = kafkajs;
const plan = planKafka(['01', '48']);
const named = new Map(plan.topics.map((topic) => [topic.topic, topic]));
const settings = (topic: string) =>
  Object.fromEntries(named.get(topic)!.configEntries!.map(({ name, value }) => [name, value]));
const may = (operation: number, topic: string) =>
  plan.acls
    .filter(
      (acl) => acl.resourceType === AclResourceTypes.TOPIC && acl.resourceName === topic && acl.operation === operation,
    )
    .map((acl) => acl.principal.replace('User:', ''));

describe('topics on Kafka', () => {
  it('have one member a force where the contract says so, and that force alone is its police side', () => {
    expect(may(AclOperationTypes.WRITE, 'police.case-events.01')).toEqual(['police-01']);
    expect(may(AclOperationTypes.READ, 'police.receipts.48')).toEqual(['police-48']);
    expect(named.has('police.case-events')).toBe(false);
  });

  it('are written and read by nobody but those of the contract', () => {
    for (const [name, topic] of Object.entries(topics)) {
      if (topic.family) continue;
      expect(may(AclOperationTypes.WRITE, name)).toEqual([...topic.producers]);
      expect(may(AclOperationTypes.READ, name)).toEqual([...topic.consumers]);
    }
  });

  it('keep what carries contacts or links seven days and no longer', () => {
    for (const topic of ['police.case-events.01', 'cases.v1', 'surveys.v1']) {
      expect(settings(topic)['retention.ms']).toBe(String(7 * 24 * 3600 * 1000));
    }
  });

  it('that hold snapshots are compacted', () => {
    expect(settings('coverage.v1')).toEqual({ 'cleanup.policy': 'compact' });
  });

  it('of a test have the same rights under its prefix', () => {
    const withPrefix = planKafka(['01', '48'], 't-1.', 3);
    expect(withPrefix.acls.map((acl) => acl.resourceName)).toEqual(plan.acls.map((acl) => `t-1.${acl.resourceName}`));
  });
});
