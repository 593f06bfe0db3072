import kafkajs, { type AclEntry, type Admin } from 'kafkajs';
import { topicPrefix } from './harness/test-prefix.js';
import type { KafkaPlan } from './kafka-access.js';

const { AclOperationTypes, AclPermissionTypes, AclResourceTypes, ConfigResourceTypes, ResourcePatternTypes } = kafkajs;

/**
 * Creates the topics and ACLs that are missing and sets how long the others keep what they hold. ACLs outside the plan are removed: an old right must not linger. Topics and
 * ACLs of tests are spared while a test may run (`spared` is their prefix), else removed too.
 */
export async function provisionKafka(admin: Admin, plan: KafkaPlan, spared: string | undefined): Promise<void> {
  const known = new Set(await admin.listTopics());
  const left = spared === undefined ? [...known].filter((topic) => topic.startsWith(topicPrefix)) : [];
  if (left.length > 0) await admin.deleteTopics({ topics: left });
  const missing = plan.topics.filter(({ topic }) => !known.has(topic));
  if (missing.length > 0) await admin.createTopics({ topics: missing, waitForLeaders: true, timeout: 30_000 });
  const others = plan.topics.filter(({ topic }) => known.has(topic));
  if (others.length > 0) {
    const resources = others.map(({ topic, configEntries = [] }) => ({
      type: ConfigResourceTypes.TOPIC,
      name: topic,
      configEntries,
    }));
    await admin.alterConfigs({ validateOnly: false, resources });
  }

  const actual = await listAcls(admin);
  const wanted = new Map(plan.acls.map((acl) => [identity(acl), acl]));
  const found = new Map(actual.map((acl) => [identity(acl), acl]));
  const added = [...wanted].filter(([id]) => !found.has(id)).map(([, acl]) => acl);
  const isSpared = (acl: AclEntry): boolean => spared !== undefined && acl.resourceName.startsWith(spared);
  const stale = [...found].filter(([id, acl]) => !wanted.has(id) && !isSpared(acl)).map(([, acl]) => acl);
  if (added.length > 0) await admin.createAcls({ acl: added });
  if (stale.length > 0) await admin.deleteAcls({ filters: stale });
}

async function listAcls(admin: Admin): Promise<AclEntry[]> {
  const { resources } = await admin.describeAcls({
    resourceType: AclResourceTypes.ANY,
    resourceName: undefined as unknown as string,
    resourcePatternType: ResourcePatternTypes.ANY,
    operation: AclOperationTypes.ANY,
    permissionType: AclPermissionTypes.ANY,
    principal: undefined,
    host: undefined,
  });
  return resources.flatMap(({ acls, resourceName, resourceType, resourcePatternType }) =>
    acls.map((acl) => ({ ...acl, resourceName, resourceType, resourcePatternType })),
  );
}

const identity = (acl: AclEntry): string =>
  [acl.principal, acl.resourceType, acl.resourcePatternType, acl.resourceName, acl.operation, acl.permissionType].join(
    ' ',
  );
