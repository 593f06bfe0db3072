import { testDatabase, testTopics } from '@answerable/stack';
import { expect, test } from 'vitest';
import { measureThroughput, messagingMigrations } from '../src/index.js';
import { messaging } from './services.js';

test('ten thousand events go the whole way; how fast is printed, not judged', async () => {
  const [topics, intakeDb, deliveryDb] = await Promise.all([
    testTopics(),
    testDatabase(messagingMigrations, 'case_intake'),
    testDatabase(messagingMigrations, 'survey_delivery'),
  ]);
  const { eventsPerSecond, latencyMs } = await measureThroughput({
    intakeDatabaseUrl: intakeDb.url,
    deliveryDatabaseUrl: deliveryDb.url,
    intake: messaging(topics, 'case-intake'),
    delivery: messaging(topics, 'survey-delivery'),
    count: 10_000,
  });
  console.log(`${Math.round(eventsPerSecond)} events/s from commit to effect, one alone in ${latencyMs.toFixed(0)} ms`);
  expect(eventsPerSecond).toBeGreaterThan(0);
  await Promise.all([topics.drop(), intakeDb.drop(), deliveryDb.drop()]);
}, 120_000);
