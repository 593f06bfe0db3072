import type { KeyObject } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { contactBlock, keptContact, type KeptContact } from '@answerable/contracts';
import { Database, type Tx } from '@answerable/persistence';
import { Clock, CONFIG, london } from '@answerable/service';
import type { CryptoKey } from 'jose';
import { v7 as uuid } from 'uuid';
import type { Config } from '../config.js';
import { usable, type WayUse } from '../episodes/contact-assessment.js';
import { SYSTEM } from '../person.js';
import { erasureName } from './erasure-list.js';
import { KeyedHashes } from './keyed-hashes.js';
import { hintOf } from './police-hint.js';
import { kidOf, openText, privateKeyOf, publicKeyOf, sealText, type VaultPublicKey } from './sealing.js';
import { VaultKeyStore, type KeyRow } from './vault-key.store.js';
import { ReadLogStore, type ReadLine } from './read-log.store.js';
import { VaultStore, type ContactRow } from './vault.store.js';

export type NoteKind = 'wish' | 'untied-message' | 'own-route' | 'concern' | 'reply';
export interface Opened extends Omit<ContactRow, 'sealed' | 'kid'> {
  block: KeptContact | null;
  /** Names of fields that could not be read, never their content. */
  malformed: string[];
}
/** What is remembered of STOP in answer to a message: no message goes to her until somebody has spoken with her. */
export const stopOf = (subjectKey: string): string => `stop ${subjectKey}`;
const NOTES_KEPT_DAYS = 180;
/** Built once: zod compiles a schema at its first use. */
const policeBlock = contactBlock.transform(hintOf);

/** Where contacts rest as JWE and are opened for the moment of use. Nothing else in the service holds a contact. */
@Injectable()
export class Vault {
  private readonly privateKeys = new Map<string, KeyObject>();
  private readonly publicKeys = new Map<string, CryptoKey>();

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    readonly hashes: KeyedHashes,
    private readonly database: Database,
    readonly store: VaultStore,
    readonly readLog: ReadLogStore,
    readonly keyStore: VaultKeyStore,
    private readonly clock: Clock,
  ) {}

  get organisationId(): string {
    return this.config.ORGANISATION_ID;
  }

  /** Runs work on the vault's tables in a transaction of its own. */
  async transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.database.transaction(async (tx) => {
      await this.enter(tx);
      return work(tx);
    });
  }

  async enter(tx: Tx): Promise<void> {
    await this.store.enter(tx, this.config.ORGANISATION_ID);
  }

  /** Public halves: the current one first, then those that still open what was sealed to them. */
  async offeredPublicKeys(): Promise<VaultPublicKey[]> {
    const keys = await this.transaction((tx) => this.keyStore.keys(tx));
    return keys.filter((k) => k.privateSealed !== null).map((k) => k.publicKey);
  }

  async putPoliceContacts(
    tx: Tx,
    rows: readonly { subjectKey: string; caseKey: string; sealed: string; version: number }[],
  ): Promise<void> {
    const receivedOn = this.clock.today();
    await this.store.putContacts(
      tx,
      this.config.ORGANISATION_ID,
      rows.map((r) => ({ ...r, source: 'police' as const, kid: kidOf(r.sealed), receivedOn })),
    );
  }

  /** What was agreed with her stands above what the police sent. */
  async putStaffContact(tx: Tx, subjectKey: string, block: KeptContact): Promise<void> {
    const { sealed, kid } = await this.seal(tx, JSON.stringify(block));
    await this.store.putContacts(tx, this.config.ORGANISATION_ID, [
      { subjectKey, caseKey: null, source: 'staff', kid, sealed, receivedOn: this.clock.today(), version: 1 },
    ]);
    await this.rememberWays(tx, [{ subjectKey, block, source: 'staff' }]);
  }

  /** Opens everything kept of these people. Unreadable blocks come out as null with the names of the fields at fault. */
  async openAll(tx: Tx, subjectKeys: readonly string[]): Promise<Map<string, Opened[]>> {
    const rows = await this.store.contactsOf(tx, subjectKeys);
    await this.loadKeys(
      tx,
      rows.map((r) => r.kid),
    );
    return Map.groupBy(
      rows.map((row) => this.openRow(row)),
      (o) => o.subjectKey,
    );
  }

  /** The block that counts for one person: the one written with her, else the newest readable one. */
  async currentContact(tx: Tx, subjectKey: string): Promise<KeptContact | null> {
    return counting((await this.openAll(tx, [subjectKey])).get(subjectKey) ?? []);
  }

  /** Her word that links are safe has ended; what she named stays. */
  async linksNoLongerSafe(tx: Tx, subjectKey: string): Promise<void> {
    const current = await this.currentContact(tx, subjectKey);
    if (current?.linksSafeConfirmedOn)
      await this.putStaffContact(tx, subjectKey, { ...current, linksSafeConfirmedOn: null });
  }

  /** All blocks of each of these people: how she is found by what she says, and which of it would be used. */
  async rememberWays(
    tx: Tx,
    contacts: readonly { subjectKey: string; block: KeptContact | null; source: ContactRow['source'] }[],
  ): Promise<void> {
    const rows = [...Map.groupBy(contacts, (c) => c.subjectKey)].flatMap(([subjectKey, all]) => {
      const current = counting(all);
      return [...this.waysIn(all, current && usable(current))].map(([wayHash, usedFor]) => ({
        subjectKey,
        wayHash,
        usedFor: [...usedFor],
      }));
    });
    await this.store.putHashes(tx, this.config.ORGANISATION_ID, rows);
  }

  /** Hashes of all numbers and addresses, with what each is used for. */
  private waysIn(
    all: readonly { block: KeptContact | null }[],
    used: ReturnType<typeof usable> | null,
  ): Map<string, Set<WayUse>> {
    const ways = new Map<string, Set<WayUse>>();
    const put = (wayHash: string, ...uses: (WayUse | false)[]) => {
      const known = ways.get(wayHash) ?? new Set();
      ways.set(wayHash, new Set([...known, ...uses.filter((use) => use !== false)]));
    };
    for (const block of all.flatMap((c) => c.block ?? [])) {
      for (const t of block.telephones)
        put(this.hashes.telephone(t.number), t === used?.telephone && 'telephone', t === used?.text && 'text');
      for (const e of block.emails) put(this.hashes.email(e.address), e === used?.email && 'email');
    }
    return ways;
  }

  async seal(tx: Tx, clear: string): Promise<{ sealed: string; kid: string }> {
    const current = (await this.keyStore.keys(tx)).find((k) => k.retiredOn === null);
    if (!current) throw new Error('the vault has no current key');
    return { sealed: await sealText(clear, await this.publicKey(current), current.kid), kid: current.kid };
  }

  /** Keeps something sealed already (by response-collection or by our own page) until it is old. */
  async keepNote(
    tx: Tx,
    kind: NoteKind,
    sealed: string,
    id: string = uuid(),
    receivedOn: string = this.clock.today(),
  ): Promise<string> {
    await this.store.putNote(tx, this.config.ORGANISATION_ID, {
      id,
      kind,
      kid: kidOf(sealed),
      sealed,
      receivedOn,
      deleteAfter: london.addDays(receivedOn, NOTES_KEPT_DAYS),
    });
    return id;
  }

  async sealNote(tx: Tx, kind: NoteKind, clear: string, id: string = uuid()): Promise<string> {
    return this.keepNote(tx, kind, (await this.seal(tx, clear)).sealed, id);
  }

  async openNote(tx: Tx, kind: NoteKind, id: string): Promise<string | null> {
    const row = await this.store.note(tx, id, kind);
    if (!row) return null;
    return this.openSealed(tx, row.kid, row.sealed);
  }

  async holdsNote(tx: Tx, kind: NoteKind, id: string): Promise<boolean> {
    return (await this.store.note(tx, id, kind)) !== undefined;
  }

  /** What she wrote to us: wishes and forms, opened. */
  async notesOf(tx: Tx, subjectKey: string): Promise<string[]> {
    const texts = [];
    for (const { kid, sealed } of await this.store.notesOf(tx, subjectKey, this.clock.today())) {
      const text = await this.openSealed(tx, kid, sealed);
      if (text !== null) texts.push(text);
    }
    return texts;
  }

  async openSealed(tx: Tx, kid: string, sealed: string): Promise<string | null> {
    await this.loadKeys(tx, [kid]);
    return this.openLoaded(kid, sealed);
  }

  /** Opens with a key loaded before; null where it is not held or the text is not sealed to it. */
  openLoaded(kid: string, sealed: string): string | null {
    const key = this.privateKeys.get(kid);
    try {
      return key ? openText(sealed, key) : null;
    } catch {
      return null;
    }
  }

  async noteRead(tx: Tx, read: Omit<ReadLine, 'at'>): Promise<void> {
    await this.readLog.noteReads(tx, this.config.ORGANISATION_ID, [{ ...read, at: this.clock.now() }]);
  }

  /** What the system opened by itself, for whom and what for; where nothing of it came out, one line for what was opened at once. */
  async noteOwnReads(
    tx: Tx,
    purpose: string,
    of: readonly { episodeId: string | null; reference: string | null }[],
  ): Promise<void> {
    const at = this.clock.now();
    await this.readLog.noteReads(
      tx,
      this.config.ORGANISATION_ID,
      of.map(({ episodeId, reference }) => ({ ...SYSTEM, purpose, episodeId, reference, at })),
    );
  }

  /**
   * Names under which somebody who said never is known again in another system's record: her number or address together with her
   * date of birth, for a number alone may be shared.
   */
  personKeys(block: KeptContact): string[] {
    if (!block.dateOfBirth) return [];
    const ways = [
      ...block.telephones.map((t) => this.hashes.telephone(t.number)),
      ...block.emails.map((e) => this.hashes.email(e.address)),
    ];
    return ways.map((way) => `person ${way} ${block.dateOfBirth}`);
  }

  /** She says no: only keyed hashes remember not to ask again, whose they are and when she said it, so that a mistake can be taken back. */
  async refuse(tx: Tx, subjectKey: string, remembered: readonly string[], saidAt: Date): Promise<void> {
    await this.store.addRefusals(tx, this.config.ORGANISATION_ID, erasureName(subjectKey), {
      hashes: remembered.map((k) => this.hashes.refusal(k)),
      on: this.clock.today(),
      saidAt,
    });
  }

  /** Whether a no of hers is remembered, to whichever case. */
  async hasRefused(tx: Tx, subjectKey: string): Promise<boolean> {
    return this.store.refusedBy(tx, erasureName(subjectKey));
  }

  /**
   * She said no such thing, then or (null) ever. `caseKeys` are hers: of a refusal from before whose it is was kept, nothing else tells.
   */
  async unrefuse(tx: Tx, subjectKey: string, caseKeys: readonly string[], saidAt: Date | null): Promise<void> {
    const hashes = [subjectKey, ...caseKeys].map((k) => this.hashes.refusal(k));
    const on = saidAt && london.today(saidAt);
    await this.store.dropRefusals(tx, erasureName(subjectKey), { hashes, saidAt, on });
  }

  /** Whether she is remembered as somebody who said never. */
  async saidNever(tx: Tx, subjectKey: string): Promise<boolean> {
    return (await this.store.refusalsAmong(tx, [this.hashes.refusal(subjectKey)])).size > 0;
  }

  /** Whether she has said no since the details that are kept of her came. */
  async refusedSince(tx: Tx, subjectKey: string): Promise<boolean> {
    return this.store.refusedSince(tx, erasureName(subjectKey), subjectKey);
  }

  /** A key that was destroyed, by whichever instance, is not kept in memory either. */
  async forgetDestroyed(): Promise<void> {
    const keys = await this.transaction((tx) => this.keyStore.keys(tx));
    const held = new Set(keys.filter((key) => key.privateSealed !== null).map((key) => key.kid));
    for (const known of [this.privateKeys, this.publicKeys])
      for (const kid of known.keys()) if (!held.has(kid)) known.delete(kid);
  }

  async publicKey(row: KeyRow): Promise<CryptoKey> {
    let key = this.publicKeys.get(row.kid);
    if (!key) this.publicKeys.set(row.kid, (key = await publicKeyOf(row.publicKey)));
    return key;
  }

  async loadKeys(tx: Tx, kids: readonly string[]): Promise<void> {
    if (kids.every((kid) => this.privateKeys.has(kid) || kid === 'unknown')) return;
    for (const row of await this.keyStore.keys(tx)) {
      if (row.privateSealed && !this.privateKeys.has(row.kid)) {
        this.privateKeys.set(row.kid, await privateKeyOf(row.privateSealed, this.config.VAULT_KEY_ENCRYPTION_KEY));
      }
    }
  }

  /** Whether blocks that are not kept could be read, and the names of the fields at fault; in the order given. */
  async faultsOf(tx: Tx, sealed: readonly string[]): Promise<{ readable: boolean; malformed: string[] }[]> {
    await this.loadKeys(tx, sealed.map(kidOf));
    return sealed.map((text) => {
      const { block, malformed } = this.readBlock(text, kidOf(text), 'police');
      return { readable: block !== null, malformed };
    });
  }

  private openRow({ sealed, kid, ...row }: ContactRow): Opened {
    return { ...row, ...this.readBlock(sealed, kid, row.source) };
  }

  private readBlock(sealed: string, kid: string, source: ContactRow['source']): Pick<Opened, 'block' | 'malformed'> {
    const key = this.privateKeys.get(kid);
    if (!key) return { block: null, malformed: ['(sealed to a key we do not hold)'] };
    try {
      const content: unknown = JSON.parse(openText(sealed, key));
      const parsed = source === 'staff' ? keptContact.safeParse(content) : policeBlock.safeParse(content);
      if (parsed.success) return { block: parsed.data, malformed: [] };
      return { block: null, malformed: [...new Set(parsed.error.issues.map((i) => fieldName(i.path)))] };
    } catch {
      return { block: null, malformed: ['(could not be opened)'] };
    }
  }
}

/** The block that counts for one person: the one written with her, else the newest readable one. */
function counting(all: readonly Pick<Opened, 'block' | 'source'>[]): KeptContact | null {
  const readable = all.filter((o) => o.block);
  return (readable.filter((o) => o.source === 'staff').at(-1) ?? readable.at(-1))?.block ?? null;
}

/** `telephones[0].number`; a key that the sender made up is content and is not repeated. */
const fieldName = (path: readonly PropertyKey[]): string =>
  path.map((p, i) => (typeof p === 'number' ? `[${p}]` : `${i > 0 ? '.' : ''}${String(p)}`)).join('') || '(whole)';
