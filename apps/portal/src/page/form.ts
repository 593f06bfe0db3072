import type { z } from 'zod';

export interface FieldErrors {
  /** For govukErrorSummary: each leads to its field. */
  list: { text: string; href: string }[];
  /** For `errorMessage` of each field's macro. */
  of: Record<string, { text: string } | undefined>;
}

export type ReadForm<T> = { ok: true; data: T } | { ok: false; errors: FieldErrors };

/** Judges a posted form by its schema; an empty field counts as absent, `_csrf` and `_kept` are none of the form's. */
export function readForm<T>(schema: z.ZodType<T>, body: unknown): ReadForm<T> {
  const fields = Object.fromEntries(
    Object.entries((body ?? {}) as Record<string, unknown>).filter(
      ([name, value]) => !name.startsWith('_') && value !== '',
    ),
  );
  const parsed = schema.safeParse(fields);
  return parsed.success ? { ok: true, data: parsed.data } : { ok: false, errors: errorsOf(parsed.error) };
}

/** One message a field, the first; the summary leads to the field by its id. */
export function errorsOf(error: z.ZodError): FieldErrors {
  const errors: FieldErrors = { list: [], of: {} };
  for (const issue of error.issues) {
    const field = String(issue.path[0] ?? 'form');
    if (errors.of[field]) continue;
    errors.of[field] = { text: issue.message };
    errors.list.push({ text: issue.message, href: `#${field}` });
  }
  return errors;
}

export const noErrors: FieldErrors = { list: [], of: {} };

/** A form whose fault only the service could see. */
export const formError = (field: string, text: string): FieldErrors => ({
  list: [{ text, href: `#${field}` }],
  of: { [field]: { text } },
});
