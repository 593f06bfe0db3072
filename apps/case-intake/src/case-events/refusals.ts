import type { Receipt } from '@answerable/contracts';

export type Reason = Receipt['reasons'][number];

interface Refusal {
  /** true: quarantined here and judged again by itself; false: the sender must send it again, changed. */
  readonly kept: boolean;
  readonly message: (detail: string) => string;
}

/** Everything that can be wrong with an event, each with words that say what to change. */
const refusals = {
  'malformed-json': {
    kept: false,
    message: () => 'This is not one JSON object. Write each event as one CloudEvent in JSON.',
  },
  'line-too-long': {
    kept: false,
    message: (limit) => `The line is longer than ${limit} bytes. An event is far smaller: check that lines end in \\n.`,
  },
  'contact-not-encrypted': {
    kept: false,
    message: () =>
      'The contact is not encrypted and was not kept. Encrypt it to a key of GET /v1/keys (compact JWE) before it leaves you.',
  },
  'contact-wrong-encryption': {
    kept: false,
    message: (wrong) =>
      `The contact cannot be opened: ${wrong}. Use ECDH-ES over X25519 with A256GCM, and name the key in kid.`,
  },
  'field-missing': { kept: false, message: (field) => `${field} is missing. Add it and send the event again.` },
  'field-invalid': { kept: false, message: (why) => `${why}. Correct it and send the event again.` },
  'field-not-accepted': {
    kept: false,
    message: (fields) =>
      `${fields} is not accepted here and was not kept. Leave it out: only the fields of the contract.`,
  },
  'unknown-kind': {
    kept: false,
    message: () => 'This type of event is not known. The types are listed in the contract (GET /v1/contract).',
  },
  'force-not-yours': {
    kept: false,
    message: (own) => `The source belongs to another force. Your sources begin with /forces/${own}/.`,
  },
  'event-in-future': {
    kept: false,
    message: () => 'The time of the event lies more than a day ahead. Check the clock of the sending system.',
  },
  'sequence-implausible': {
    kept: false,
    message: (highest) =>
      `The sequence number lies more than a million above the highest that arrived (${highest}). Count the events of this source from 1, without a gap.`,
  },
  'event-id-reused': {
    kept: false,
    message: () =>
      'This id was used before for different content; the first stands. For a correction use a new id and a higher caseversion.',
  },
  'sequence-reused': {
    kept: false,
    message: (highest) =>
      `The sequence number belongs to another event of this source, which stands. Go on counting after the highest that arrived (${highest}), and send this event again under its next number.`,
  },
  'reference-of-another-victim': {
    kept: false,
    message: () =>
      'By a change of reference two cases would become one, and they name different victims (victimPseudonym). If they are two, correct the reference and send this event again. If they are one, first send the case with the wrong pseudonym again, put right, with a higher caseversion, and then this event.',
  },
  'reported-in-future': {
    kept: false,
    message: () => 'reportedOn lies in the future. Correct the date and send a higher caseversion.',
  },
  'closed-in-future': {
    kept: false,
    message: () => 'The date lies in the future. Correct it and send a higher caseversion.',
  },
  'closed-before-reported': {
    kept: false,
    message: () => 'closedOn is before reportedOn. Correct the dates and send a higher caseversion.',
  },
  'merged-into-itself': {
    kept: false,
    message: () => 'The case is named as its own successor. Correct the reference and send a higher caseversion.',
  },
  'unknown-outcome-code': {
    kept: true,
    message: (code) =>
      `Outcome code ${code} is not in the table for the day of closing. It waits here; correct it with a higher caseversion, or tell the operator if the code is new.`,
  },
  'outcome-not-accepted': {
    kept: false,
    message: (code) => `Outcome ${code} is not used for these offences. Correct it and send a higher caseversion.`,
  },
  'unknown-offence-class': {
    kept: true,
    message: (code) =>
      `Offence class ${code} is not in the table. It waits here; correct it with a higher caseversion, or tell the operator if the class is new.`,
  },
  'offence-out-of-scope': {
    kept: false,
    message: (code) =>
      `Offence class ${code} is outside this survey, and nothing is to be done. If the class is wrong, correct it with a higher caseversion.`,
  },
  'area-out-of-scope': {
    kept: false,
    message: (area) =>
      `The offence was located outside ${area}, and nothing is to be done. If the place is wrong, correct it with a higher caseversion, or send null where it is unknown.`,
  },
  'sent-by-two-systems': {
    kept: false,
    message: () =>
      'The event was accepted, but another system of your force seems to have sent the same crime. If so, send a merged event for one of the two; if not, send this case again with a higher caseversion.',
  },
  'offence-not-in-table': {
    kept: false,
    message: (code) =>
      `The event was accepted, and the case stays in the survey with the offence it had: class ${code} is not in the table. Correct it with a higher caseversion, or tell the operator if the class is new and send it again then.`,
  },
  'contact-not-kept': {
    kept: false,
    message: () =>
      'The event waited so long that its contact could not be kept: nobody can open it any more. Send the event again with the contact, encrypted anew, and with a higher caseversion.',
  },
  'contact-unreadable': {
    kept: false,
    message: (fields) =>
      `The event was accepted, but its contact could not be read (${fields}). Correct it and send it with a higher caseversion.`,
  },
} as const satisfies Record<string, Refusal>;

export type RefusalCode = keyof typeof refusals;

export function refuse(code: RefusalCode, field: string | null = null, detail = ''): Reason {
  const { kept, message } = refusals[code];
  return { code, field, message: message(detail), kept };
}

/** Says of an event that it is none of ours: settled as it comes, nobody has to do anything. */
const outOfScope: ReadonlySet<string> = new Set(['offence-out-of-scope', 'area-out-of-scope'] satisfies RefusalCode[]);

export const isOutOfScope = (reasons: readonly Reason[]): boolean => reasons.some(({ code }) => outOfScope.has(code));

/** Notices about an event that was accepted: nothing is refused, something should be put right. */
const notices: ReadonlySet<string> = new Set([
  'sent-by-two-systems',
  'offence-not-in-table',
  'contact-not-kept',
  'contact-unreadable',
] satisfies RefusalCode[]);

/** Every code, for the page that explains them. */
export const refusalCatalogue = Object.entries(refusals).map(([code, { kept }]) => ({
  code,
  kept,
  accepted: notices.has(code),
}));
