import type { Tx } from '@answerable/persistence';

export interface Unreadable {
  readonly source_id: number;
  readonly source: string;
  readonly force: string;
  readonly event_id: string;
  readonly case_key: string;
  readonly unit: string | null;
  readonly malformed: string[];
}

export interface ContactCheck {
  readonly caseKey: string;
  readonly readable: boolean;
  readonly malformedFields: readonly string[];
}

/**
 * Notes the check on its case where it says something new, and settles what the feed said of an earlier contact: nearly all are
 * readable, and rewriting a case for each would cost more than its registration. Returns the cases whose contact is unreadable.
 */
export async function recordContactChecks(tx: Tx, checks: readonly ContactCheck[], at: Date): Promise<Unreadable[]> {
  const rows = await tx.query<Unreadable>(
    `update cases c set contact_malformed = k.malformed
       from (select case_key, array(select json_array_elements_text(malformed)) as malformed
               from json_to_recordset($1::json) as k (case_key text, malformed json)) k, sources s
      where c.source_id = s.source_id and c.case_key = any($2) and c.case_key = k.case_key and coalesce(c.contact_malformed, '{}') <> k.malformed
     returning c.source_id, s.source, s.force, c.contact_event_id as event_id, c.case_key, c.unit, c.contact_malformed as malformed`,
    [
      JSON.stringify(
        checks.map((check) => ({
          case_key: check.caseKey,
          malformed: check.readable ? check.malformedFields : [...check.malformedFields, 'the whole'].slice(0, 10),
        })),
      ),
      // Named again, so that cases are found by their key also while the table grows faster than it is analysed.
      checks.map((check) => check.caseKey),
    ],
  );
  if (rows.length === 0) return [];
  await tx.query(
    `update rejections set state = 'corrected', resolved_at = $2
      where state = 'open' and status = 'accepted' and case_key = any($1) and notice = 'contact-unreadable'`,
    [rows.map((row) => row.case_key), at],
  );
  await tx.query(
    `insert into touched_months (month) select distinct closure_month from cases where case_key = any($1) and closure_month is not null`,
    [rows.map((row) => row.case_key)],
  );
  return rows.filter((row) => row.malformed.length > 0 && row.event_id !== null);
}
