/**
 * What no log may hold: answers, tokens and codes, contact details. Matching is by the name of the field, at any depth,
 * without regard to case, `-` or `_`; so `contactEmail`, `contact_email` and `x-contact-email` are the same.
 */
const FORBIDDEN = words(`
  authorization cookie password secret token passphrase privatekey apikey credential assertion
  answer freetext comment response wish body payload parameters
  contact jwe ciphertext telephone phone mobile email address postcode birth recipient
  firstname lastname fullname surname givenname familyname victimname casereference sourcereference pseudonym
  linktoken lettercode checkword accesscode onetimecode sealed bundle`);
/** These only where they are the whole name. */
const EXACT = new Set(
  words('name text note notes link url path href otp dob reference data detail headers sql query querystring'),
);
const CENSORED = '[redacted]';
const MAX_DEPTH = 6;

/** A copy of a log field in which every forbidden value is replaced and every error is reduced to what is safe to keep. */
export function redact(value: unknown, depth = 0): unknown {
  if (value instanceof Error) return safeError(value);
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= MAX_DEPTH || Buffer.isBuffer(value)) return CENSORED;
  if (Array.isArray(value)) return value.map((item) => redact(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      isForbidden(key) && !isCount(item) ? CENSORED : redact(item, depth + 1),
    ]),
  );
}

function isForbidden(key: string): boolean {
  const plain = key.toLowerCase().replace(/[^a-z0-9]/g, '');
  return EXACT.has(plain) || FORBIDDEN.some((word) => plain.includes(word));
}

/** `answers: 12` is a count, not an answer. */
function isCount(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'boolean' || value === null || value === undefined;
}

interface DriverError extends Error {
  code?: unknown;
  severity?: unknown;
  table?: unknown;
  constraint?: unknown;
  routine?: unknown;
  driverError?: DriverError;
}

/** An error's type, place and code; its message only where that cannot quote a value (PostgreSQL and JSON messages do). */
function safeError(error: Error, depth = 0): Record<string, unknown> {
  const driver = (error as DriverError).driverError ?? (error as DriverError);
  const fromDatabase = typeof driver.severity === 'string';
  const quotes = fromDatabase || error instanceof SyntaxError;
  const message = fromDatabase ? `SQLSTATE ${String(driver.code)}` : quotes ? 'message left out' : error.message;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return {
    type: error.constructor.name,
    message,
    code: driver.code,
    ...(fromDatabase ? { table: driver.table, constraint: driver.constraint, routine: driver.routine } : {}),
    stack: frames.slice(0, 12).join('\n'),
    ...(error.cause instanceof Error && depth < 3 ? { cause: safeError(error.cause, depth + 1) } : {}),
  };
}

function words(text: string): string[] {
  return text.trim().split(/\s+/);
}
