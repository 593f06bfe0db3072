import { createHash, createHmac, randomBytes, randomUUID } from 'node:crypto';
import {
  checkWordInput,
  events,
  mixingKid,
  surveyCodeInput,
  type EventData,
  type EventType,
  type SealingKey,
  type SurveyState,
} from '@answerable/contracts';
import { Database } from '@answerable/persistence';
import { Clock, DueWorks, london, type RunningService } from '@answerable/service';
import { eventually, serviceEnvironment, testDatabase, testTopics } from '@answerable/stack';
import { Kafka, logLevel, type Producer } from 'kafkajs';
import { Pool } from 'pg';
import { configSchema, type Config } from '../src/config.js';
import { migrations } from '../src/migrations.js';
import { start } from '../src/start.js';
import { OtherServices } from './other-services.js';

const secret = () => randomBytes(32).toString('base64url');

/** Where and when Kafka has an event. */
export interface Travelled {
  readonly partition: number;
  readonly offset: number;
  readonly timestamp: number;
}

export interface IssuedSurvey {
  readonly state: SurveyState;
  readonly token: string;
  readonly code: string;
  readonly word: string;
}

/** The service on real parts, with what the services around it would send and hold. */
export class TestSurvey {
  readonly pool: Pool;
  /** For tests that take the outer seal away. */
  outerSeal = true;
  private readonly received: (Travelled & { type: string; key: string; data: unknown })[] = [];

  private constructor(
    readonly service: RunningService,
    readonly others: OtherServices,
    readonly config: Config,
    readonly log: string[],
    private readonly parts: {
      database: Awaited<ReturnType<typeof testDatabase>>;
      topics: Awaited<ReturnType<typeof testTopics>>;
      producer: Producer;
      consumers: { disconnect(): Promise<void> }[];
    },
  ) {
    this.pool = new Pool({ connectionString: parts.database.ownerUrl, max: 2 });
  }

  static async start(at: string, settings: Record<string, string> = {}): Promise<TestSurvey> {
    const [database, topics, others] = await Promise.all([
      testDatabase(migrations, 'response_collection'),
      testTopics(),
      OtherServices.start(),
    ]);
    const config = configSchema.parse({
      ...serviceEnvironment('response-collection', database, topics),
      PUBLIC_URL: 'http://localhost:4102',
      LOG_LEVEL: 'info',
      SURVEY_CODE_KEY: secret(),
      SESSION_KEY: secret(),
      MIXING_WRAP_KEY: secret(),
      DRAFT_KEY: secret(),
      VAULT_KEYS_URL: `${others.url}/vault`,
      REPORTING_KEYS_URL: `${others.url}/reporting`,
      HANDOVER_KEYS_URL: `${others.url}/handover`,
      EXIT_URL: `${others.url}/weather`,
      TRUST_PROXY: '1',
      ...settings,
    });
    const log: string[] = [];
    const service = await start(config, { write: (line: string) => void log.push(line) });
    const kafkaOf = (principal: string) =>
      new Kafka({
        brokers: topics.brokers,
        logLevel: logLevel.NOTHING,
        sasl: { mechanism: 'scram-sha-512', ...topics.user(principal) },
      });
    const producer = kafkaOf('survey-delivery').producer();
    await producer.connect();
    const survey = new TestSurvey(service, others, config, log, { database, topics, producer, consumers: [] });
    survey.setClock(at);
    for (const [principal, topic] of [
      ['survey-delivery', 'survey-progress.v1'],
      ['reporting', 'responses.v1'],
    ] as const) {
      const consumer = kafkaOf(principal).consumer({ groupId: `${topics.prefix}${principal}` });
      await consumer.connect();
      await consumer.subscribe({ topic: topics.prefix + topic, fromBeginning: true });
      await consumer.run({
        eachMessage: async ({ partition, message }) =>
          void survey.received.push({
            type: String(message.headers?.type),
            key: String(message.key),
            data: JSON.parse(String(message.value)),
            partition,
            offset: Number(message.offset),
            timestamp: Number(message.timestamp),
          }),
      });
      survey.parts.consumers.push(consumer);
    }
    return survey;
  }

  get url(): string {
    return this.service.url;
  }

  setClock(iso: string): void {
    this.service.app.get(Clock, { strict: false }).set(new Date(iso));
  }

  run(job: 'close-month' | 'expire-surveys' | 'forget-records'): Promise<number> {
    return this.service.app.get(DueWorks, { strict: false }).runNow(job);
  }

  get database(): Database {
    return this.service.app.get(Database, { strict: false });
  }

  events<T extends EventType>(type: T): (Travelled & { key: string; data: EventData<T> })[] {
    return this.received.filter((event) => event.type === type) as (Travelled & { key: string; data: EventData<T> })[];
  }

  /** Every message in Kafka that this service has sent, as it lies there. */
  get travelled(): string {
    return this.received.map((message) => JSON.stringify(message)).join('\n');
  }

  /** Resolves once a session of the service waits for somebody else's lock. */
  async somebodyWaits(unless = () => false): Promise<void> {
    await eventually(async () => {
      const { rowCount } = await this.pool.query(
        'select 1 from pg_locks join pg_stat_activity using (pid) where not granted and datname = current_database()',
      );
      if (!rowCount && !unless()) throw new Error('nobody waits');
    });
  }

  async newSurvey(
    changes: Partial<SurveyState> = {},
    { word = 'Blue Kettle', code = randomBytes(6).toString('hex').toUpperCase() } = {},
  ): Promise<IssuedSurvey> {
    const surveyId = changes.surveyId ?? randomUUID();
    const token = randomBytes(16).toString('base64url');
    const key = Buffer.from(this.config.SURVEY_CODE_KEY, 'base64url');
    const keyed = (input: string) => createHmac('sha256', key).update(input).digest('hex');
    const now = this.service.app.get(Clock, { strict: false }).now();
    const expiresAt = changes.expiresAt ?? new Date(now.getTime() + 60 * 86_400_000).toISOString();
    // Asked for in any case: a survey is taken over only where the key of its last month is there.
    const outer = await this.mixingKey(expiresAt);
    const each = (attributes: object) => this.others.bundle(attributes, this.outerSeal ? outer : undefined);
    const state: SurveyState = {
      organisationId: 'southwark',
      surveyId,
      version: 1,
      cancelled: false,
      linkHash: createHash('sha256').update(token).digest('hex'),
      codeHash: keyed(surveyCodeInput(code)),
      checkWordHash: keyed(checkWordInput(surveyId, word)),
      language: 'en',
      cueMonth: '2026-05',
      questionnaireVersion: '2026-1',
      opensAt: '2026-01-01T00:00:00Z',
      expiresAt,
      bundles: {
        area: await Promise.all([1, 2, 3].map(() => each({ kind: 'area', area: 'peckham' }))),
        borough: await each({
          kind: 'borough',
          recordClass: 'withdrew',
          offenceGroup: 'rape',
          age: '25-plus',
          closedWithin30Days: true,
        }),
        constituency: await Promise.all([1, 2, 3].map(() => each({ kind: 'constituency', constituency: 'E14001421' }))),
      },
      ...changes,
    };
    return { state, token, code, word };
  }

  /** The key for a survey that ends then; the first where that is over. */
  private async mixingKey(expiresAt: string): Promise<SealingKey> {
    const { keys } = (await (await fetch(`${this.url}/v1/public/mixing-keys`)).json()) as { keys: SealingKey[] };
    return keys.find(({ kid }) => kid === mixingKid(london.month(new Date(expiresAt)))) ?? keys[0]!;
  }

  async issue(...surveys: readonly { state: SurveyState }[]): Promise<void> {
    const { topic } = events['surveys.survey.issued.v1'];
    await this.parts.producer.send({
      topic: this.parts.topics.prefix + topic,
      messages: surveys.map(({ state }) => ({
        key: state.surveyId,
        value: JSON.stringify(state),
        headers: { id: randomUUID(), type: 'surveys.survey.issued.v1', 'content-type': 'application/json' },
      })),
    });
    await eventually(async () => {
      const { rows } = await this.pool.query(
        'select survey_id, version from surveys where survey_id = any($1::uuid[])',
        [surveys.map(({ state }) => state.surveyId)],
      );
      for (const { state } of surveys)
        if (!rows.some((row) => row.survey_id === state.surveyId && row.version >= state.version))
          throw new Error('survey has not arrived');
    });
  }

  async issued(changes: Partial<SurveyState> = {}): Promise<IssuedSurvey> {
    const survey = await this.newSurvey(changes);
    await this.issue(survey);
    return survey;
  }

  async close(): Promise<void> {
    await Promise.all(this.parts.consumers.map((consumer) => consumer.disconnect()));
    await this.parts.producer.disconnect();
    await this.service.close();
    await this.others.close();
    await this.pool.end();
    await Promise.all([this.parts.database.drop(), this.parts.topics.drop()]);
  }
}
