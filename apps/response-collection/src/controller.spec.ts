import { randomBytes } from 'node:crypto';
import { organisationById } from '@answerable/contracts';
import { loadConfig } from '@answerable/service';
import { expect, test } from 'vitest';
import { configSchema } from './config.js';
import { controllerOf } from './controller.js';

const key = () => randomBytes(32).toString('base64url');
const production = {
  MODE: 'production',
  PORT: '8080',
  PUBLIC_URL: 'https://survey.a-charity.uk',
  DATABASE_URL: 'postgresql://app:pw@database/response_collection',
  KAFKA_BROKERS: 'broker:9092',
  KAFKA_USERNAME: 'response-collection',
  KAFKA_PASSWORD: 'pw',
  KEYCLOAK_ISSUER: 'https://sign-in.a-charity.uk/realms/answerable',
  ORGANISATION_ID: 'southwark',
  SURVEY_CODE_KEY: key(),
  SESSION_KEY: key(),
  MIXING_WRAP_KEY: key(),
  DRAFT_KEY: key(),
  VAULT_KEYS_URL: 'http://survey-delivery:8080/v1/public/vault-keys',
  REPORTING_KEYS_URL: 'http://reporting:8080/v1/public/sealing-keys',
  HANDOVER_KEYS_URL: 'http://survey-delivery:8080/v1/public/handover-keys',
  WITHDRAWALS_DIRECTORY: '/var/lib/answerable',
};
const own = { CONTROLLER_CONTACT: 'survey@mopac.london.gov.uk', CONTROLLER_OFFICER: 'dpo@mopac.london.gov.uk' };
const load = (more: Record<string, string>) => () => loadConfig(configSchema, { ...production, ...more });

test('production starts with no controller of a demonstration: whoever was asked must be able to write to somebody', () => {
  expect(load({})).toThrow('missing: CONTROLLER_CONTACT, CONTROLLER_OFFICER');
  expect(load({ CONTROLLER_CONTACT: own.CONTROLLER_CONTACT })).toThrow(/missing: CONTROLLER_OFFICER$/);
  for (const nobody of ['dpo@mopac.example', 'dpo@MOPAC.EXAMPLE', 'dpo@mail.example.com', 'dpo@area.test'])
    expect(load({ ...own, CONTROLLER_OFFICER: nobody }), nobody).toThrow(/; invalid: CONTROLLER_OFFICER$/);
  expect(load(own)()).toMatchObject(own);
  expect(load({ MODE: 'demo', KEYCLOAK_ISSUER: 'http://localhost/realms/answerable' })()).toMatchObject({
    MODE: 'demo',
  });
});

test('what an installation says of the controller stands on the privacy page, and the rest is as its organisation has it', () => {
  const { controller } = organisationById('southwark');
  expect(controllerOf({ ORGANISATION_ID: 'southwark' })).toEqual(controller);
  expect(controllerOf({ ORGANISATION_ID: 'southwark', CONTROLLER_NAME: 'The elected body', ...own })).toEqual({
    name: 'The elected body',
    contact: own.CONTROLLER_CONTACT,
    officer: own.CONTROLLER_OFFICER,
    basis: controller.basis,
  });
});
