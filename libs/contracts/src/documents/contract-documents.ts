import { caseIntakeApi } from '../api/case-intake.js';
import { reportingApi } from '../api/reporting.js';
import { responseCollectionApi } from '../api/response-collection.js';
import { surveyDeliveryApi } from '../api/survey-delivery.js';
import { contactBlock } from '../contact-block.js';
import type { Api } from '../define-api.js';
import { policeCloudEvent, receipt } from '../events/police.js';
import { asyncApi } from './asyncapi.js';
import { jsonSchemaOf, type JsonSchema } from './json-schema.js';
import { openApiOf } from './openapi.js';

export const apis: readonly Api[] = [caseIntakeApi, surveyDeliveryApi, responseCollectionApi, reportingApi];

/** Every document of the contract by file name: OpenAPI of each service, AsyncAPI, and the schemas a police system needs. */
export function contractDocuments(): Readonly<Record<string, JsonSchema>> {
  const schema = (title: string, body: JsonSchema): JsonSchema => ({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title,
    ...body,
  });
  return {
    ...Object.fromEntries(apis.map((api) => [`openapi-${api.service}.json`, openApiOf(api)])),
    'asyncapi.json': asyncApi(),
    'police-event.schema.json': schema('A case event of a police system', jsonSchemaOf(policeCloudEvent, 'input')),
    'receipt.schema.json': schema('What became of an event', jsonSchemaOf(receipt, 'output')),
    'contact-block.schema.json': schema('What is inside the contact JWE', jsonSchemaOf(contactBlock, 'input')),
  };
}
