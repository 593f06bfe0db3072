export interface ProblemFields {
  /** Readable, stable, kebab-case: what a client decides on. */
  code: string;
  status: number;
  title: string;
  /** What is wrong this time. */
  detail?: string;
  /** What to do about it, whatever the case. */
  fix?: string;
  [extension: string]: unknown;
}

/** The JSON of RFC 9457; `type` is `urn:answerable:problem:<code>`. */
export interface ProblemDocument extends ProblemFields {
  type: string;
}

/** An expected failure with a readable code; rendered once as RFC 9457 `application/problem+json`, or as a page. */
export class Problem extends Error {
  override readonly name: string = 'Problem';
  readonly code: string;
  readonly status: number;
  readonly title: string;
  readonly detail: string | undefined;
  readonly fix: string | undefined;
  readonly extensions: Record<string, unknown>;

  constructor({ code, status, title, detail, fix, ...extensions }: ProblemFields, options?: ErrorOptions) {
    super(detail ?? title, options);
    this.code = code;
    this.status = status;
    this.title = title;
    this.detail = detail;
    this.fix = fix;
    this.extensions = extensions;
  }

  toJSON(): ProblemDocument {
    return {
      type: `urn:answerable:problem:${this.code}`,
      code: this.code,
      status: this.status,
      title: this.title,
      ...(this.detail === undefined ? {} : { detail: this.detail }),
      ...(this.fix === undefined ? {} : { fix: this.fix }),
      ...this.extensions,
    };
  }
}

/** Declares one named failure of a feature; calling the result makes the Problem with its detail and extension members. */
export function problem(
  code: string,
  status: number,
  title: string,
): (detail?: string, extensions?: Record<string, unknown>) => Problem {
  return (detail, extensions) => new Problem({ ...extensions, code, status, title, detail });
}

/** The failures of an API's published catalogue: makes the Problem of a code, with what is wrong this time, and with the catalogue's `fix`. */
export function problemsOf<Code extends string>(
  catalogue: Readonly<Record<Code, { readonly status: number; readonly title: string; readonly fix?: string }>>,
): (code: Code, detail?: string, extensions?: Record<string, unknown>) => Problem {
  return (code, detail, extensions) => new Problem({ ...extensions, ...catalogue[code], code, detail });
}

export const invalidInput = problem('invalid-input', 400, 'The input is not valid');
export const notFound = problem('not-found', 404, 'There is nothing here');
