import type { JsonSchema } from './json-schema.js';

/** 'input': everything that was accepted must still be. 'output': everything that was promised must still come. */
type Direction = 'input' | 'output';

const asObject = (value: unknown): JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonSchema) : {};
const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What its readers are promised, and nobody sends to us. */
const answers: ReadonlySet<string> = new Set(['police.receipt.issued.v1']);

/**
 * What in the newer document would break a client of the older one, each as a sentence; of OpenAPI, AsyncAPI or JSON Schema, which does
 * not say by itself whether it is of what is sent or of what is answered.
 */
export function breakingChanges(before: JsonSchema, after: JsonSchema, direction: Direction = 'input'): string[] {
  if ('openapi' in before) return apiChanges(before, after);
  if ('asyncapi' in before) return eventChanges(before, after);
  return schemaChanges(before, after, direction, '');
}

function apiChanges(before: JsonSchema, after: JsonSchema): string[] {
  return entries(before.paths).flatMap(([path, methods]) =>
    entries(methods).flatMap(([method, operation]) => {
      const name = `${method.toUpperCase()} ${path}`;
      const now = asObject(asObject(after.paths)[path])[method];
      if (now === undefined) return [`${name} is gone`];
      return operationChanges(name, asObject(operation), asObject(now));
    }),
  );
}

function operationChanges(name: string, before: JsonSchema, after: JsonSchema): string[] {
  const roles = asList(before['x-access']).filter((role) => !asList(after['x-access']).includes(role));
  const requestOf = (operation: JsonSchema) => asObject(operation.requestBody).content;
  const isDemanded = (operation: JsonSchema) => asObject(operation.requestBody).required === true;
  const given = new Set(parameters(before).flatMap(({ name: its, required }) => (required ? [its] : [])));
  const demanded = parameters(after).filter((parameter) => parameter.required && !given.has(parameter.name));
  const successes = entries(before.responses).filter(([status]) => status.startsWith('2'));
  return [
    ...roles.map((role) => `${name} is closed to ${String(role)}`),
    ...demanded.map((parameter) => `${name} demands the parameter ${String(parameter.name)}`),
    ...parameters(before).flatMap((parameter) => {
      const now = parameters(after).find((other) => other.name === parameter.name);
      if (!now) return [`${name} does not know the parameter ${String(parameter.name)} any more`];
      return schemaChanges(
        asObject(parameter.schema),
        asObject(now.schema),
        'input',
        `${name} ${String(parameter.name)}`,
      );
    }),
    ...(isDemanded(after) && !isDemanded(before) ? [`${name} demands a body`] : []),
    ...contentChanges(requestOf(before), requestOf(after), 'input', `${name} request`),
    ...successes.flatMap(([status, response]) => {
      const now = asObject(after.responses)[status];
      if (now === undefined) return [`${name} does not answer ${status} any more`];
      return contentChanges(asObject(response).content, asObject(now).content, 'output', `${name} answer`);
    }),
  ];
}

const parameters = (operation: JsonSchema): JsonSchema[] => asList(operation.parameters).map(asObject);
const entries = (value: unknown): [string, unknown][] => Object.entries(asObject(value));

function contentChanges(before: unknown, after: unknown, direction: Direction, at: string): string[] {
  return entries(before).flatMap(([type, media]) => {
    const now = asObject(after)[type];
    if (now === undefined) return [`${at}: ${type} is gone`];
    return schemaChanges(asObject(asObject(media).schema), asObject(asObject(now).schema), direction, at);
  });
}

function eventChanges(before: JsonSchema, after: JsonSchema): string[] {
  const messages = (document: JsonSchema) => asObject(asObject(document.components).messages);
  const channels = entries(before.channels).flatMap(([name, channel]) => {
    const now = asObject(asObject(after.channels)[name]);
    const fixed = ['address', 'x-partitions', 'x-key'].filter((part) => !same(asObject(channel)[part], now[part]));
    return fixed.map((part) => `topic ${name}: ${part} changed`);
  });
  const payloads = entries(messages(before)).flatMap(([type, message]) => {
    const now = messages(after)[type];
    if (now === undefined) return [`event ${type} is gone`];
    return schemaChanges(
      asObject(asObject(message).payload),
      asObject(asObject(now).payload),
      answers.has(type) ? 'output' : 'input',
      `event ${type}`,
    );
  });
  return [...channels, ...payloads];
}

const atMost = ['maxLength', 'maximum', 'exclusiveMaximum', 'maxItems'];
const atLeast = ['minLength', 'minimum', 'exclusiveMinimum', 'minItems'];

function schemaChanges(before: JsonSchema, after: JsonSchema, direction: Direction, at: string): string[] {
  const where = at || 'the document';
  const variants = (schema: JsonSchema) => asList(schema.anyOf ?? schema.oneOf).map(asObject);
  if (variants(before).length > 0 || variants(after).length > 0) {
    return variantChanges(orItself(before, variants(before)), orItself(after, variants(after)), direction, where);
  }
  const found: string[] = [];
  if (before.type !== undefined && !same(before.type, after.type)) return [`${where}: type changed`];
  if (!same(before.const, after.const)) found.push(`${where}: constant changed`);
  if (after.pattern !== undefined && !same(before.pattern, after.pattern)) found.push(`${where}: pattern changed`);
  if (direction === 'input') found.push(...narrowed(before, after, where));
  if (before.items || (after.items && direction === 'input'))
    found.push(...schemaChanges(asObject(before.items), asObject(after.items), direction, `${where}[]`));
  return [...found, ...propertyChanges(before, after, direction, where)];
}

const orItself = (schema: JsonSchema, variants: JsonSchema[]): JsonSchema[] =>
  variants.length > 0 ? variants : [schema];

function narrowed(before: JsonSchema, after: JsonSchema, at: string): string[] {
  const lost =
    asList(after.enum).length > 0 ? asList(before.enum).filter((value) => !asList(after.enum).includes(value)) : [];
  // What was not limited at all: any text, any number, any further field.
  const limited = ['type', 'enum', 'format', 'multipleOf'].filter(
    (key) => before[key] === undefined && after[key] !== undefined,
  );
  const changed = ['format', 'multipleOf'].filter((key) => after[key] !== undefined && !same(before[key], after[key]));
  const isClosed =
    after.additionalProperties === false && before.additionalProperties !== false && describesObjects(after);
  const limit = (schema: JsonSchema, key: string, none: number) =>
    typeof schema[key] === 'number' ? schema[key] : none;
  const tighter = [
    ...atMost.filter((key) => limit(after, key, Infinity) < limit(before, key, Infinity)),
    ...atLeast.filter((key) => limit(after, key, -Infinity) > limit(before, key, -Infinity)),
  ];
  return [
    ...lost.map((value) => `${at}: ${String(value)} is not accepted any more`),
    ...tighter.map((key) => `${at}: ${key} is stricter`),
    ...[...new Set([...limited, ...changed])].map((key) => `${at}: ${key} is limited`),
    ...(isClosed ? [`${at}: further fields are not accepted any more`] : []),
  ];
}

const describesObjects = ({ type, properties }: JsonSchema): boolean => type === 'object' || properties !== undefined;

function propertyChanges(before: JsonSchema, after: JsonSchema, direction: Direction, at: string): string[] {
  const was = new Set(asList(before.required));
  const is = new Set(asList(after.required));
  const demanded = direction === 'input' ? [...is].filter((name) => !was.has(name)) : [];
  const unsure = direction === 'output' ? [...was].filter((name) => !is.has(name)) : [];
  return [
    ...demanded.map((name) => `${at}: ${String(name)} is demanded`),
    ...unsure.map((name) => `${at}: ${String(name)} may be missing`),
    ...entries(before.properties).flatMap(([name, own]) => {
      const now = asObject(after.properties)[name];
      if (now !== undefined) return schemaChanges(asObject(own), asObject(now), direction, `${at}.${name}`);
      return direction === 'output' || after.additionalProperties === false ? [`${at}.${name} is gone`] : [];
    }),
  ];
}

/** Each variant of the one side must fit one of the other: of those accepted before, or of those that may come now. */
function variantChanges(before: JsonSchema[], after: JsonSchema[], direction: Direction, at: string): string[] {
  const [each, among] = direction === 'input' ? [before, after] : [after, before];
  return each.flatMap((variant, index) => {
    const tried = among.map((other) =>
      direction === 'input'
        ? schemaChanges(variant, other, direction, at)
        : schemaChanges(other, variant, direction, at),
    );
    if (tried.some((changes) => changes.length === 0)) return [];
    return tried[index] ?? [`${at}: a variant has no counterpart`];
  });
}
