import { baseConfig, keysOf, loadConfig } from '@answerable/service';
import { z } from 'zod';

const key = z.string().regex(/^[\w-]{43,}$/, 'at least 32 bytes, base64url');
export const configSchema = z.object({
  ...baseConfig,
  /** Which of the two portals this deployment is: Victim Support's own, or that of MPs, police and auditors. */
  PORTAL: z.enum(['staff', 'readers']),
  KEYCLOAK_CLIENT_ID: z.string().min(1),
  KEYCLOAK_CLIENT_SECRET: z.string().min(1),
  /** Seal the tokens of sessions and the forms kept for people whose session ended. */
  SESSION_KEY: keysOf(key),
  /** Sign the value that every form carries. */
  FORM_KEY: keysOf(key),
  CASE_INTAKE_URL: z.url(),
  REPORTING_URL: z.url(),
  /** Staff portal only: the readers portal has no business there. */
  SURVEY_DELIVERY_URL: z.url().optional(),
  /** Origin of the survey, where telephone interviews are opened. */
  SURVEY_PUBLIC_URL: z.url(),
  /** Origin of the public page for people whose case was closed and whom nobody asked. */
  NOBODY_ASKED_ME_URL: z.url(),
});
export type PortalConfig = z.infer<typeof configSchema>;

export const readConfig = (env?: Record<string, string | undefined>): PortalConfig => loadConfig(configSchema, env);
