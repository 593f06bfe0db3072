import { z } from 'zod';

export type JsonSchema = { readonly [key: string]: unknown };

/** JSON Schema 2020-12 of what may be sent (`input`: defaults may be left out) or is answered (`output`). */
export function jsonSchemaOf(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
}
