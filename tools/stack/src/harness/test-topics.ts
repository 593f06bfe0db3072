import { eventually } from './eventually.js';
import { readStackEnv } from '../env.js';
import { planKafka } from '../kafka-access.js';
import { kafkaAdmin, type Login } from '../kafka-admin.js';
import { forces } from '../realm.js';
import { randomName, topicPrefix } from './test-prefix.js';

export interface TestTopics {
  readonly prefix: string;
  readonly brokers: string[];
  /** SCRAM credentials of a principal, such as `case-intake`, `police-01` or `admin`; throws where there is none. */
  readonly user: (principal: string) => Login;
  readonly drop: () => Promise<void>;
}

const partitionsInTests = 3;

/** Every topic of the contracts under a prefix of the caller's own, with the same ACLs as without one; 3 partitions each. */
export async function testTopics(): Promise<TestTopics> {
  const { brokers, users } = readStackEnv().kafka;
  const prefix = `${topicPrefix}${randomName()}.`;
  const plan = planKafka(forces, prefix, partitionsInTests);
  const asAdmin = async (work: (admin: ReturnType<typeof kafkaAdmin>) => Promise<unknown>): Promise<void> => {
    const admin = kafkaAdmin(brokers, users['admin']!, 5);
    await admin.connect();
    try {
      await work(admin);
    } finally {
      await admin.disconnect();
    }
  };
  await asAdmin(async (admin) => {
    await admin.createAcls({ acl: plan.acls });
    // A busy broker may not know a topic yet that it has just made.
    await eventually(() => admin.createTopics({ topics: plan.topics, waitForLeaders: true }));
    await eventually(() => admin.fetchTopicMetadata({ topics: plan.topics.map(({ topic }) => topic) }));
  });
  return {
    prefix,
    brokers,
    user: (principal) => {
      const login = users[principal];
      if (!login) throw new Error(`no Kafka principal ${principal}; there are ${Object.keys(users).join(', ')}`);
      return login;
    },
    drop: () =>
      asAdmin(async (admin) => {
        await admin.deleteTopics({ topics: plan.topics.map(({ topic }) => topic) });
        await admin.deleteAcls({ filters: plan.acls });
      }),
  };
}
