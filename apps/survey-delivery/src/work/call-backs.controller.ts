import { CurrentPrincipal, type Principal } from '@answerable/access';
import { contactWish, type CallBackEnd, type ContactWish } from '@answerable/contracts';
import { Database, type Tx } from '@answerable/persistence';
import { Clock, CONFIG, london } from '@answerable/service';
import { Body, Controller, Inject, Param, Query } from '@nestjs/common';
import { ApiRoute, bodyOf, paramsOf, queryOf } from '../api-route.js';
import type { Config } from '../config.js';
import { EpisodeStore } from '../episodes/episode.store.js';
import { StopAsking } from '../episodes/stop-asking.js';
import { personOf } from '../person.js';
import { deliveryProblem } from '../problems.js';
import { RaiseConcern } from '../safeguarding/raise-concern.js';
import { Vault } from '../vault/vault.js';
import { CallBackStore } from './call-back.store.js';
import { TaskStore, type Task } from './task.store.js';
import { Tasks } from './tasks.js';
import { WorklistStore } from './worklist.store.js';

const params = paramsOf('openCallBack');
interface ById {
  id: string;
}

/** Who asked to be called: within one working day, and only whoever claimed it reads what she wrote. */
@Controller()
export class CallBacksController {
  constructor(
    private readonly database: Database,
    private readonly store: CallBackStore,
    private readonly tasks: Tasks,
    private readonly taskStore: TaskStore,
    private readonly worklist: WorklistStore,
    private readonly episodes: EpisodeStore,
    private readonly concern: RaiseConcern,
    private readonly stop: StopAsking,
    private readonly vault: Vault,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @ApiRoute('listCallBacks')
  async list(@Query(queryOf('listCallBacks')) { limit }: { limit?: number }) {
    const now = this.clock.now();
    const rows = await this.database.transaction((tx) =>
      this.store.list(tx, this.config.ORGANISATION_ID, limit ?? 100),
    );
    return {
      callBacks: rows.map((r) => ({
        callBackId: r.callBackId,
        taskId: r.taskId,
        episodeId: r.episodeId,
        reference: r.reference,
        receivedOn: london.today(r.createdAt),
        dueAt: r.dueAt.toISOString(),
        overdue: !r.doneAt && r.dueAt < now,
        state: r.doneAt ? 'done' : 'open',
        saidStop: r.saidStop,
        claimedBy: r.claimedBy && r.claimedUntil! > now ? { subject: r.claimedBy, name: r.claimedName! } : null,
      })),
    };
  }

  @ApiRoute('openCallBack')
  async open(@CurrentPrincipal() principal: Principal, @Param(params) { id }: ById): Promise<ContactWish> {
    return this.database.transaction(async (tx) => {
      const task = await this.task(tx, id);
      if (task.doneAt || task.claimedBy !== principal.subject || task.claimedUntil! <= this.clock.now())
        throw deliveryProblem('not-claimed');
      await this.vault.enter(tx);
      const text = await this.vault.openNote(tx, 'wish', id);
      if (text === null) throw deliveryProblem('no-such-entry');
      await this.vault.noteRead(tx, {
        ...personOf(principal),
        purpose: 'call-back',
        episodeId: task.episodeId,
        reference: null,
      });
      return contactWish.parse(JSON.parse(text));
    });
  }

  @ApiRoute('completeCallBack')
  async complete(
    @CurrentPrincipal() principal: Principal,
    @Param(params) { id }: ById,
    @Body(bodyOf('completeCallBack')) end: CallBackEnd,
  ): Promise<void> {
    await this.database.transaction(async (tx) => {
      const { outcome, supportGiven } = end;
      const person = personOf(principal);
      const found = await this.task(tx, id);
      const task = await this.tasks.mine(tx, found.id, person);
      const now = this.clock.now();
      await this.taskStore.finish(tx, [task.id], person, outcome, now);
      const episode = task.episodeId ? await this.episodes.byIdLocked(tx, task.episodeId) : undefined;
      if (end.outcome === 'handed-to-safeguarding')
        await this.concern.execute(tx, { episodeId: task.episodeId, risk: end.risk, note: end.note }, person);
      if (!episode) return;
      // A lead on her safety may need to reach her.
      if (end.outcome !== 'handed-to-safeguarding') await this.stop.calledBack(tx, episode.subjectKey);
      if (supportGiven) await this.worklist.addSupporter(tx, episode.subjectKey, person, now);
      await this.episodes.tell(tx, [
        { episodeId: episode.id, at: now, kind: 'called-back', detail: { outcome }, by: person },
      ]);
    });
  }

  @ApiRoute('listMessages')
  async messages() {
    const rows = await this.vault.transaction((tx) => this.vault.store.notesOfKind(tx, 'untied-message', 200));
    const read = await this.vault.transaction((tx) => this.vault.readLog.referencesRead(tx, 'untied-message'));
    return { messages: rows.map((r) => ({ messageId: r.id, receivedOn: r.receivedOn, read: read.has(r.id) })) };
  }

  @ApiRoute('openMessage')
  async openMessage(
    @CurrentPrincipal() principal: Principal,
    @Param(paramsOf('openMessage')) { id }: ById,
  ): Promise<{ message: string }> {
    return this.vault.transaction(async (tx) => {
      const text = await this.vault.openNote(tx, 'untied-message', id);
      if (text === null) throw deliveryProblem('no-such-entry');
      await this.vault.noteRead(tx, {
        ...personOf(principal),
        purpose: 'untied-message',
        episodeId: null,
        reference: id,
      });
      return { message: messageFrom(text) };
    });
  }

  private async task(tx: Tx, id: string): Promise<Task> {
    const task = await this.taskStore.byNoteLocked(tx, id);
    if (task?.kind !== 'call-back') throw deliveryProblem('no-such-entry');
    return task;
  }
}

/** Collection seals a message as padded JSON with a field `text`. */
function messageFrom(text: string): string {
  try {
    const parsed = JSON.parse(text) as { text?: unknown };
    return typeof parsed.text === 'string' ? parsed.text : text;
  } catch {
    return text;
  }
}
