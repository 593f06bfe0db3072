import { Problem } from '@answerable/service';
import type { z } from 'zod';

export interface FieldErrors {
  /** For the error summary: each leads to its field; what is about none of them leads nowhere. */
  list: { text: string; href?: string }[];
  /** For `errorMessage` of each field's macro. */
  of: Record<string, { text: string } | undefined>;
}

export type ReadForm<T> = { ok: true; data: T } | { ok: false; errors: FieldErrors };

/**
 * Judges a posted form by its schema; an empty field counts as absent, `_csrf` and its like are none of the form's. One that was kept
 * and is to be changed first (`_edit`) is not taken: it is shown again, as one with a fault is.
 */
export function readForm<T>(schema: z.ZodType<T>, body: unknown): ReadForm<T> {
  if ((body as { _edit?: unknown } | undefined)?._edit) return { ok: false, errors: noErrors };
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

/** These have answers of their own: sign in, another role, nothing at that address. */
const answeredElsewhere: ReadonlySet<string> = new Set([
  'sign-in-required',
  'step-up-required',
  'role-missing',
  'not-found',
  'form-not-ours',
]);
export const isRefusal = ({ code }: { code: string }): boolean => !answeredElsewhere.has(code);

/**
 * What a service refused, as faults of the form that was sent, which is shown again with everything that was typed. `fields`: the
 * field that a code is about. Throws on what is no refusal of the form.
 */
export function refusedForm(
  error: unknown,
  fields: Readonly<Record<string, string>> = {},
): { status: number; errors: FieldErrors } {
  if (!(error instanceof Problem) || !isRefusal(error)) throw error;
  const { code, status, title, detail, fix } = error;
  const field = fields[code];
  if (field) return { status, errors: formError(field, saidOf(error)) };
  const why = detail ?? fix;
  return { status, errors: { list: [{ text: why ? `${title}. ${why}` : title }], of: {} } };
}

/** A refusal in few words: what is wrong this time, else its title and what to do. */
export const saidOf = ({ title, detail, fix }: Problem): string => detail ?? (fix ? `${title}. ${fix}` : title);
