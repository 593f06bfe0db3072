import { randomUUID } from 'node:crypto';
import type { ContactWish } from '@answerable/contracts';
import type { OutboxMessage } from '@answerable/messaging';
import { Database } from '@answerable/persistence';
import { onPath, type Answers } from '@answerable/questionnaire';
import { Clock, london } from '@answerable/service';
import { Injectable } from '@nestjs/common';
import { answersOf, openDraft, openMessage, type Draft } from '../answering/draft.js';
import { DraftStore, type FoundToSend } from '../answering/draft.store.js';
import { MixingKeys } from '../closing/mixing-keys.js';
import { modeOf, type Receipt, type Session } from '../entry/session.js';
import { PublicKeys } from '../keys/public-keys.js';
import { seal } from '../keys/sealing.js';
import { isAnswerable, stillOpens } from '../survey/survey.js';
import { SubmissionStore, type SealedRow } from './submission.store.js';
import {
  clearEvidence,
  clearRecords,
  isStraightLined,
  newWithdrawalCode,
  noWithdrawal,
  pageLeft,
  withdrawalHashes,
  type Evidence,
} from './submission.js';

const TRIES = 3;

/** Sends: the answers become unlinked sealed records, and the survey's link to them ends, in one transaction. */
@Injectable()
export class SubmitSurvey {
  constructor(
    private readonly database: Database,
    private readonly drafts: DraftStore,
    private readonly submissions: SubmissionStore,
    private readonly mixing: MixingKeys,
    private readonly keys: PublicKeys,
    private readonly clock: Clock,
  ) {}

  /** Undefined where the survey can no longer be sent; sent already by this session with its code, it is heard again. 'late': it ended unsent. */
  async execute(session: Session, language: string, wantsCode: boolean): Promise<Receipt | 'late' | undefined> {
    return (await this.submit(session, language, wantsCode)) ?? (await this.sentBefore(session.code));
  }

  /** The answer to her first try was lost on the way, or she pressed twice. */
  private async sentBefore(code: string | undefined): Promise<Receipt | undefined> {
    const until = code && (await this.submissions.monthOf(withdrawalHashes(code)));
    return until ? { code, until } : undefined;
  }

  private async submit(session: Session, language: string, wantsCode: boolean): Promise<Receipt | 'late' | undefined> {
    const code = wantsCode ? (session.code ?? newWithdrawalCode()) : undefined;
    for (let attempt = 1; attempt <= TRIES; attempt += 1) {
      const found = await this.drafts.findToSend(session.surveyId, session.draftId);
      const draft = found && openDraft(session.draftKey, found.draft.sealedAnswers);
      if (!found || !draft || !stillOpens(session, found)) return undefined;
      if (!isAnswerable(found, this.clock.now())) return found.state === 'open' ? 'late' : undefined;
      const lastMonth = london.month(found.expiresAt);
      const sent = await this.mixing.withCurrent(async (key) => {
        // Sent at the stroke of midnight into the month after the survey's end: its attributes can be opened no longer.
        if (key.month > lastMonth) return 'late' as const;
        return (await this.send(session, found, draft, language, key, code)) && key.month;
      });
      if (sent === 'late') return 'late';
      if (sent) return code ? { code, until: sent } : {};
    }
    return undefined;
  }

  private async send(
    session: Session,
    found: FoundToSend,
    draft: Draft,
    language: string,
    key: Awaited<ReturnType<MixingKeys['current']>>,
    code: string | undefined,
  ): Promise<boolean> {
    const answers = onPath(draft.questionnaire, answersOf(draft));
    const message = openMessage(session.draftKey, found.draft.sealedMessage);
    const wish = await this.sealedWish(answers, draft.tie ? message : '');
    const evidence: Evidence = {
      mode: modeOf(session),
      sent: true,
      language,
      stoppedAt: pageLeft(draft.questionnaire, answers) ?? null,
      straightLined: isStraightLined(draft.questionnaire, answers),
    };
    const records = [
      ...clearRecords({
        month: key.month,
        questionnaire: draft.questionnaire,
        answers,
        bundles: found.bundles,
        message: draft.tie ? '' : message,
      }),
      { kind: 'evidence' as const, leaves: key.month, clear: clearEvidence(evidence) },
    ];
    const hashes = code ? withdrawalHashes(code) : noWithdrawal();
    const rows = records.map(({ kind, leaves, clear }, place): SealedRow => ({
      recordId: kind === 'evidence' ? found.draft.evidenceId : randomUUID(),
      kind,
      leaves,
      sealed: seal(key.to, clear),
      withdrawalHash: hashes[place]!,
    }));
    const { surveyId, draftId } = session;
    const { sealedAnswers } = found.draft;
    const announcements = this.announcements(surveyId, draft.consent, wish);
    return this.database.transaction((tx) =>
      this.submissions.submit(tx, { surveyId, draftId, sealedAnswers }, key.month, rows, announcements),
    );
  }

  private announcements(surveyId: string, consentVersion: string, wish: string | undefined): OutboxMessage[] {
    const on = this.clock.today();
    return [
      { type: 'responses.survey.submitted.v1', data: { surveyId, on, consentVersion } },
      ...(wish ? [{ type: 'responses.contact.wanted.v1' as const, data: { surveyId, on, sealed: wish } }] : []),
    ];
  }

  /** To Victim Support alone, padded: who reads the topic learns that she wants contact, and not how much she wrote. */
  private async sealedWish(answers: Answers, message: string): Promise<string | undefined> {
    const given = answers['contact-me'];
    const wishes = (Array.isArray(given) ? given : []).filter((code) => code !== 'no') as ContactWish['wishes'];
    if (wishes.length === 0 && message === '') return undefined;
    const clear = JSON.stringify({ wishes, message: message || null, notSafeNow: false } satisfies ContactWish);
    return seal(
      await this.keys.vault(),
      Buffer.from(clear.padEnd(WISH_SIZE - (Buffer.byteLength(clear) - clear.length))),
    );
  }
}

const WISH_SIZE = 4608;
