import type { EventDefinition } from '../define-event.js';
import { events } from '../events/index.js';
import { topics, type TopicName } from '../topics.js';
import { jsonSchemaOf, type JsonSchema } from './json-schema.js';
import { contractVersion } from './openapi.js';

/** The AsyncAPI 3.0 document of every topic and event. */
export function asyncApi(): JsonSchema {
  const definitions = Object.entries(events) as [string, EventDefinition][];
  const on = (topic: string) => definitions.filter(([, event]) => event.topic === topic);
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Answerable events',
      version: contractVersion,
      description:
        'Headers: id (uuid; v5 of key, version and type unless random), type, traceparent, content-type. The value is the JSON of the payload.',
    },
    defaultContentType: 'application/json',
    channels: Object.fromEntries(
      Object.entries(topics).map(([name, topic]) => [
        name,
        {
          address: topic.family === 'force' ? `${name}.{force}` : name,
          description: topic.carries,
          ...(topic.family === 'force' && { parameters: { force: { description: 'two-digit force code' } } }),
          messages: Object.fromEntries(on(name).map(([type]) => [type, { $ref: `#/components/messages/${type}` }])),
          'x-key': topic.key,
          'x-partitions': topic.partitions,
          'x-retention': topic.retentionDays === 'compacted' ? 'compacted' : `${topic.retentionDays} days`,
        },
      ]),
    ),
    operations: Object.fromEntries((Object.keys(topics) as TopicName[]).flatMap(operationsOf)),
    components: {
      messages: Object.fromEntries(
        definitions.map(([type, event]) => [
          type,
          {
            name: type,
            summary: event.description,
            payload: jsonSchemaOf(event.schema, 'input'),
            examples: [{ payload: event.example }],
            'x-trace': event.trace,
          },
        ]),
      ),
    },
  };
}

function operationsOf(name: TopicName): [string, JsonSchema][] {
  const channel = { $ref: `#/channels/${name}` };
  const { producers, consumers } = topics[name];
  return [
    ...producers.map((who): [string, JsonSchema] => [`${who} sends ${name}`, { action: 'send', channel }]),
    ...consumers.map((who): [string, JsonSchema] => [`${who} receives ${name}`, { action: 'receive', channel }]),
  ];
}
