import { randomBytes } from 'node:crypto';

/** Processes of the platform, in the order in which they start. The portal runs twice: for staff and for readers. */
export const appNames = [
  'reporting',
  'survey-delivery',
  'response-collection',
  'case-intake',
  'portal-staff',
  'portal-readers',
] as const;
export type AppName = (typeof appNames)[number];

export interface AppPlan {
  readonly folder: string;
  readonly database: string;
  /** Kafka principal; the portal has none. */
  readonly principal?: string;
  readonly env: (at: Surroundings) => Record<string, string>;
}

/** What an app may need to know of the others and of the outside. */
export interface Surroundings {
  readonly url: (app: AppName) => string;
  readonly smtpUrl: string;
  readonly telephonyUrl?: string;
  readonly secrets: Secrets;
  readonly client: (id: string) => { clientId: string; clientSecret: string };
}

/** Keys one run of the platform shares between its processes; made new for every run, never written to disk. */
export interface Secrets {
  readonly of: (name: string) => string;
}

/** 32 random bytes in base64url by name, the same for the whole run. */
export function freshSecrets(): Secrets {
  const known = new Map<string, string>();
  return {
    of: (name) => {
      const made = known.get(name) ?? randomBytes(32).toString('base64url');
      known.set(name, made);
      return made;
    },
  };
}

export const apps: Readonly<Record<AppName, AppPlan>> = {
  reporting: {
    folder: 'apps/reporting',
    database: 'reporting',
    principal: 'reporting',
    env: (at) => ({
      KEY_ENCRYPTION_KEY: at.secrets.of('reporting.kek'),
      SMTP_URL: at.smtpUrl,
      MAIL_FROM: 'reports@answerable.example',
      READERS_URL: at.url('portal-readers'),
    }),
  },
  'survey-delivery': {
    folder: 'apps/survey-delivery',
    database: 'survey_delivery',
    principal: 'survey-delivery',
    env: (at) => ({
      VAULT_KEY_ENCRYPTION_KEY: at.secrets.of('survey-delivery.vault'),
      HASH_KEY: at.secrets.of('survey-delivery.hash'),
      LINK_KEY: at.secrets.of('survey-delivery.link'),
      SURVEY_CODE_KEY: at.secrets.of('survey-code'),
      HANDOVER_KEY: at.secrets.of('survey-delivery.handover'),
      FORM_KEY: at.secrets.of('survey-delivery.form'),
      REPORTING_KEYS_URL: `${at.url('reporting')}/v1/public/sealing-keys`,
      COLLECTION_KEYS_URL: `${at.url('response-collection')}/v1/public/mixing-keys`,
      SURVEY_URL: at.url('response-collection'),
      SMTP_URL: at.smtpUrl,
      ...(at.telephonyUrl && { TELEPHONY_URL: at.telephonyUrl, TELEPHONY_TOKEN: at.secrets.of('telephony') }),
      // Simulated days pass in seconds of the machine's time.
      STEP_UP_SECONDS: '86400',
    }),
  },
  'response-collection': {
    folder: 'apps/response-collection',
    database: 'response_collection',
    principal: 'response-collection',
    env: (at) => ({
      SURVEY_CODE_KEY: at.secrets.of('survey-code'),
      SESSION_KEY: at.secrets.of('response-collection.session'),
      MIXING_WRAP_KEY: at.secrets.of('response-collection.mixing'),
      DRAFT_KEY: at.secrets.of('response-collection.draft'),
      VAULT_KEYS_URL: `${at.url('survey-delivery')}/v1/public/vault-keys`,
      REPORTING_KEYS_URL: `${at.url('reporting')}/v1/public/sealing-keys`,
      HANDOVER_KEYS_URL: `${at.url('survey-delivery')}/v1/public/handover-keys`,
    }),
  },
  'case-intake': {
    folder: 'apps/case-intake',
    database: 'case_intake',
    principal: 'case-intake',
    env: (at) => ({
      REFERENCE_KEYS: Buffer.from(at.secrets.of('case-intake.references'), 'base64url').toString('base64'),
      VAULT_KEYS_URL: `${at.url('survey-delivery')}/v1/public/vault-keys`,
    }),
  },
  'portal-staff': {
    folder: 'apps/portal',
    database: 'portal',
    env: (at) => ({ ...portal(at, 'portal-staff'), PORTAL: 'staff', SURVEY_DELIVERY_URL: at.url('survey-delivery') }),
  },
  'portal-readers': {
    folder: 'apps/portal',
    database: 'portal',
    env: (at) => ({ ...portal(at, 'portal-readers'), PORTAL: 'readers' }),
  },
};

function portal(at: Surroundings, client: string): Record<string, string> {
  const { clientId, clientSecret } = at.client(client);
  return {
    KEYCLOAK_CLIENT_ID: clientId,
    KEYCLOAK_CLIENT_SECRET: clientSecret,
    SESSION_KEY: at.secrets.of(`${client}.session`),
    FORM_KEY: at.secrets.of(`${client}.form`),
    CASE_INTAKE_URL: at.url('case-intake'),
    REPORTING_URL: at.url('reporting'),
    SURVEY_PUBLIC_URL: at.url('response-collection'),
    NOBODY_ASKED_ME_URL: at.url('survey-delivery'),
  };
}
