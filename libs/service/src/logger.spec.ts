import { expect, test } from 'vitest';
import { createLogger } from './logger.js';
import { currentTrace, runWithTrace } from './trace.js';

function logged(fields: Record<string, unknown>): string {
  let line = '';
  createLogger('test', 'info', { write: (text) => void (line += text) }).info(fields, 'something happened');
  return line;
}

const SECRET = 'her-secret-value';

const forbidden = `
  authorization Authorization cookie set-cookie password client_secret access_token linkToken csrfToken
  answer answers freeText free_text wish comment body payload data query parameters sql headers detail
  contact contactBlock jwe telephone phoneNumber mobile email e_mail emailAddress address postcode dateOfBirth recipient
  name firstName first_name surname givenName family_name
  checkWord check_word letterCode accessCode link url path otp caseReference victimPseudonym`
  .trim()
  .split(/\s+/);

test.each(forbidden)('%s is never logged, at any depth', (field) => {
  const line = logged({ [field]: SECRET, inner: { list: [{ [field]: { deep: SECRET } }] } });
  expect(line).not.toContain(SECRET);
  expect(line).toContain('[redacted]');
});

test('counts stay readable, whatever they count', () => {
  expect(logged({ answers: 12, contacts: 3, emailSent: true })).toMatch(/"answers":12,"contacts":3,"emailSent":true/);
});

test('the message of a database error is left out, for it quotes values', () => {
  const driver = Object.assign(new Error(`invalid input syntax for type uuid: "${SECRET}"`), {
    severity: 'ERROR',
    code: '22P02',
    detail: `Key (email)=(${SECRET}) already exists.`,
    where: SECRET,
    table: 'closures',
  });
  const typeorm = Object.assign(new Error(driver.message), {
    driverError: driver,
    parameters: [SECRET],
    query: SECRET,
  });
  for (const error of [driver, typeorm, new Error('wrapped', { cause: typeorm })]) {
    const line = logged({ error });
    expect(line).not.toContain(SECRET);
    expect(line).toContain('SQLSTATE 22P02');
    expect(line).toContain('"table":"closures"');
  }
});

test('the message of a JSON error is left out, for it quotes the text', () => {
  let error: unknown;
  try {
    JSON.parse(`{"x": ${SECRET}`);
  } catch (reason) {
    error = reason;
  }
  expect(logged({ error })).not.toContain('secret');
});

test('an error keeps its type, message and place', () => {
  const line = JSON.parse(logged({ error: new TypeError('no such thing') })) as {
    error: { type: string; message: string; stack: string };
  };
  expect(line.error).toMatchObject({ type: 'TypeError', message: 'no such thing' });
  expect(line.error.stack).toContain('logger.spec');
});

test('a line names service, level, time and the trace it belongs to', () => {
  const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
  const line = JSON.parse(runWithTrace(traceparent, () => logged({ closures: 3 }), 'niche-export-7')) as Record<
    string,
    unknown
  >;
  expect(line).toMatchObject({ service: 'test', level: 'info', closures: 3, message: 'something happened' });
  expect(line).toMatchObject({ traceId: '0af7651916cd43dd8448eb211c80319c', correlationId: 'niche-export-7' });
  expect(line['time']).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
});

test('a malformed traceparent starts a new trace, and a correlation id that could forge a line is not taken over', () => {
  for (const header of ['garbage', '00-xyz', '01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01']) {
    const trace = runWithTrace(header, () => currentTrace()!, 'line\nbreak');
    expect(trace.traceId).toMatch(/^[0-9a-f]{32}$/);
    expect(trace.traceId).not.toContain('0af765');
    expect(trace.correlationId).toBe(trace.traceId);
  }
});
