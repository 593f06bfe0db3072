import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Audience, audiences } from '@answerable/contracts';
import { type Platform, type PlatformOptions, startPlatform } from '@answerable/platform';
import { Journal, type Fact } from './journal.js';
import { live, type LivedThrough, type LiveSettings } from './live.js';
import { Mailbox } from './mailbox.js';
import { Post } from './post.js';
import { Telephone } from './telephone.js';
import type { Doors } from './front-door.js';

/** The services that months are lived through with; portals only show. */
export const services = audiences;
export type Service = Audience;

export interface LivingOptions extends Omit<PlatformOptions, 'smtpUrl' | 'telephonyUrl' | 'env' | 'clock'> {
  /** Instant (ISO 8601) at which the simulated time begins. */
  readonly begins: string;
  /** Where the journal is written; a temporary file unless told. */
  readonly journalFile?: string;
}

/** How messages and calls reach people. */
interface Ways {
  readonly mailbox: Mailbox;
  readonly telephone: Telephone;
  readonly post: Post;
}

/** A platform of its own, the people who deal with it, and the simulated time in which both live. */
export class LivingPlatform {
  private constructor(
    readonly platform: Platform,
    private readonly ways: Ways,
    private readonly time: { now: string },
    private readonly journalFile: string,
  ) {}

  static async start({ begins, journalFile, ...options }: LivingOptions): Promise<LivingPlatform> {
    const time = { now: begins };
    let platform: Platform | undefined;
    const ways = {
      mailbox: await Mailbox.open(),
      telephone: await Telephone.open(),
      post: await Post.open(() => platform!.url('survey-delivery')),
    };
    try {
      platform = await startPlatform({
        ...options,
        smtpUrl: `smtp://127.0.0.1:${ways.mailbox.port}`,
        telephonyUrl: ways.telephone.url,
        env: { 'survey-delivery': ways.post.env },
        clock: () => time.now,
      });
    } catch (error) {
      await close(ways);
      throw error;
    }
    const journal = journalFile ?? join(mkdtempSync(join(tmpdir(), 'answerable-')), 'journal.jsonl');
    return new LivingPlatform(platform, ways, time, journal);
  }

  /** The simulated instant, ISO 8601. */
  get now(): string {
    return this.time.now;
  }

  /** Who carries messages, to be made to fail. */
  get providers(): Pick<Ways, 'mailbox' | 'post'> {
    return this.ways;
  }

  get doors(): Doors {
    return {
      caseIntake: this.platform.url('case-intake'),
      surveyDelivery: this.platform.url('survey-delivery'),
      survey: this.platform.url('response-collection'),
      reporting: this.platform.url('reporting'),
    };
  }

  /** Lives through months; `facts` is what really happened in them, which only the simulator knows. */
  async live(
    settings: Omit<LiveSettings, 'doors' | 'journal' | 'onClock' | keyof Ways>,
  ): Promise<LivedThrough & { readonly facts: readonly Fact[] }> {
    const lived = await live({
      ...settings,
      ...this.ways,
      doors: this.doors,
      journal: new Journal(this.journalFile),
      onClock: (at) => (this.time.now = at),
    });
    return { ...lived, facts: Journal.read(this.journalFile) };
  }

  async stop(): Promise<void> {
    await this.platform.stop();
    await close(this.ways);
  }
}

const close = async ({ mailbox, telephone, post }: Ways): Promise<void> => {
  await Promise.all([mailbox.close(), telephone.close(), post.close()]);
};
