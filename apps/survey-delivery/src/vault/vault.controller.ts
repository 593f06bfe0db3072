import { CurrentPrincipal, type Principal } from '@answerable/access';
import type { KeptContact, dataSubjectRequest, EpisodeView } from '@answerable/contracts';
import { isDeepStrictEqual } from 'node:util';
import type { Tx } from '@answerable/persistence';
import { Clock, CONFIG, london } from '@answerable/service';
import { Body, Controller, Inject, Param, Query } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import type { z } from 'zod';
import { ApiRoute, bodyOf, paramsOf, queryOf } from '../api-route.js';
import type { Config } from '../config.js';
import { EpisodeStore } from '../episodes/episode.store.js';
import { ReadEpisode } from '../episodes/read-episode.js';
import { RevealContact } from '../episodes/reveal-contact.js';
import { StopAsking } from '../episodes/stop-asking.js';
import { personOf } from '../person.js';
import { deliveryProblem } from '../problems.js';
import { DataRequestStore, type DataRequest } from './data-request.store.js';
import { EraseNotes } from './erase-notes.js';
import { ErasureList } from './erasure-list.js';
import { Vault } from './vault.js';

type RequestView = z.infer<typeof dataSubjectRequest>;
interface Fulfilled {
  request: RequestView;
  held: {
    contact: KeptContact | null;
    others: KeptContact[];
    notes: string[];
    story: EpisodeView['story'];
    episodes: EpisodeView[];
    reads: { at: string; by: string; purpose: string }[];
  } | null;
}
const PAGE = 100;

/** Requests of data subjects, the audit of reads, the register of keys. */
@Controller()
export class VaultController {
  constructor(
    private readonly vault: Vault,
    private readonly requests: DataRequestStore,
    private readonly episodes: EpisodeStore,
    private readonly stories: ReadEpisode,
    private readonly reveal: RevealContact,
    private readonly stop: StopAsking,
    private readonly notes: EraseNotes,
    private readonly erasures: ErasureList,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @ApiRoute('listRequests')
  async list(): Promise<{ requests: RequestView[] }> {
    const rows = await this.vault.transaction((tx) => this.requests.list(tx, this.config.ORGANISATION_ID));
    return { requests: rows.map(shown) };
  }

  @ApiRoute('receiveRequest')
  async receive(
    @CurrentPrincipal() principal: Principal,
    @Body(bodyOf('receiveRequest')) body: { episodeId: string; kind: DataRequest['kind']; receivedOn: string },
  ): Promise<RequestView> {
    return this.vault.transaction(async (tx) => {
      if (!(await this.episodes.byIdLocked(tx, body.episodeId))) throw deliveryProblem('no-such-episode');
      const id = uuid();
      await this.requests.add(tx, this.config.ORGANISATION_ID, {
        ...body,
        id,
        dueOn: london.addMonths(body.receivedOn, 1),
      });
      const detail = { request: body.kind, requestId: id };
      const [at, by] = [this.clock.now(), personOf(principal)];
      await this.episodes.tell(tx, [{ episodeId: body.episodeId, at, kind: 'request-received', detail, by }]);
      return shown((await this.requests.locked(tx, id))!);
    });
  }

  /** Access answers with everything held; erasure and objection delete at once, unless a legal hold keeps the details. */
  @ApiRoute('fulfilRequest')
  async fulfil(
    @CurrentPrincipal() principal: Principal,
    @Param(paramsOf('fulfilRequest')) { id }: { id: string },
  ): Promise<Fulfilled> {
    const person = personOf(principal);
    return this.vault.transaction(async (tx) => {
      const request = await this.open(tx, id);
      const episode = (await this.episodes.byIdLocked(tx, request.episodeId))!;
      let held: Fulfilled['held'] = null;
      if (request.kind === 'access') {
        await this.reveal.admit(tx, principal);
        const episodes = await this.stories.ofPerson(tx, episode.subjectKey, principal);
        const ids = episodes.map((e) => e.episodeId);
        const contact = await this.vault.currentContact(tx, episode.subjectKey);
        const all = (await this.vault.openAll(tx, [episode.subjectKey])).get(episode.subjectKey) ?? [];
        held = {
          contact,
          others: all.flatMap(({ block }) => (block && !isDeepStrictEqual(block, contact) ? [block] : [])),
          notes: await this.vault.notesOf(tx, episode.subjectKey),
          story: await this.stories.story(tx, episode.id),
          episodes,
          reads: (await this.vault.readLog.readsOf(tx, ids)).map((r) => ({ ...r, at: r.at.toISOString() })),
        };
        await this.vault.noteRead(tx, {
          ...person,
          purpose: 'data-subject-request',
          episodeId: episode.id,
          reference: episode.reference,
        });
      } else if (request.kind === 'rectification') {
        if (!(await this.requests.putRightSince(tx, request)))
          throw deliveryProblem(
            'not-possible-now',
            'Nothing was changed since she asked: write down what is right first.',
          );
      } else {
        const underHold = await this.episodes.underLegalHold(tx, [episode.subjectKey]);
        if (request.kind === 'erasure' && underHold.size > 0) throw deliveryProblem('legal-hold');
        await this.stop.execute(tx, episode, { never: request.kind === 'objection', by: person, forGood: true });
        if (request.kind === 'erasure') {
          await this.notes.execute(tx, episode.subjectKey, this.clock.today(), person);
          this.erasures.add('notes', episode.subjectKey);
        }
      }
      await this.requests.close(tx, id, 'done', person, this.clock.now());
      return { request: shown((await this.requests.locked(tx, id))!), held };
    });
  }

  /** She is told why; what was asked is not done. */
  @ApiRoute('refuseRequest')
  async refuse(
    @CurrentPrincipal() principal: Principal,
    @Param(paramsOf('refuseRequest')) { id }: { id: string },
    @Body(bodyOf('refuseRequest')) { reason }: { reason: string },
  ): Promise<RequestView> {
    const by = personOf(principal);
    return this.vault.transaction(async (tx) => {
      const { episodeId, kind } = await this.open(tx, id);
      const at = this.clock.now();
      await this.requests.close(tx, id, 'refused', by, at);
      await this.episodes.tell(tx, [{ episodeId, at, kind: 'request-refused', detail: { request: kind, reason }, by }]);
      return shown((await this.requests.locked(tx, id))!);
    });
  }

  private async open(tx: Tx, id: string): Promise<DataRequest> {
    const request = await this.requests.locked(tx, id);
    if (!request) throw deliveryProblem('no-such-entry');
    if (request.state !== 'open') throw deliveryProblem('not-possible-now', 'This request was dealt with.');
    return request;
  }

  @ApiRoute('listVaultReads')
  async reads(@Query(queryOf('listVaultReads')) { after, limit }: { after?: string; limit?: number }) {
    const size = limit ?? PAGE;
    const before = after && /^\d{1,9}$/.test(after) ? Number(after) : null;
    const rows = await this.vault.transaction((tx) => this.vault.readLog.reads(tx, before, size));
    return {
      reads: rows.map((r) => ({
        at: r.at.toISOString(),
        person: { subject: r.subject, name: r.name },
        purpose: r.purpose,
        reference: r.reference,
      })),
      next: rows.length === size ? String(rows.at(-1)!.position) : null,
    };
  }

  @ApiRoute('listVaultKeys')
  async keys() {
    const rows = await this.vault.transaction((tx) => this.vault.keyStore.keyRegister(tx));
    return { keys: rows.map((r) => ({ ...r, destroyedAt: r.destroyedAt?.toISOString() ?? null })) };
  }
}

const shown = (r: DataRequest): RequestView => ({
  requestId: r.id,
  kind: r.kind,
  reference: r.reference,
  receivedOn: r.receivedOn,
  dueOn: r.dueOn,
  state: r.state,
  handledBy: r.handledBy ? { subject: r.handledBy, name: r.handledName! } : null,
});
