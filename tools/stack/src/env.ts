import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { inStack, stackDirectory } from './paths.js';

const login = z.object({ username: z.string(), password: z.string() });

const demoUser = login.extend({
  name: z.string(),
  roles: z.array(z.string()),
  organisation: z.string().optional(),
  force: z.string().optional(),
  seat: z.string().optional(),
  seatFrom: z.string().optional(),
});

const stackEnv = z.object({
  mode: z.enum(['native', 'docker']),
  postgres: z.object({
    host: z.string(),
    port: z.number(),
    /** Superuser; only the stack tool and its test harness use it. */
    adminUrl: z.string(),
    /** By database name: the service's own role, and the owner that runs its migrations. */
    databases: z.record(z.string(), z.object({ url: z.string(), ownerUrl: z.string() })),
  }),
  kafka: z.object({
    brokers: z.array(z.string()),
    controllerPort: z.number(),
    /** SCRAM-SHA-512 credentials by principal: each service, each `police-<force>`, and `admin`. */
    users: z.record(z.string(), login),
  }),
  keycloak: z.object({ url: z.string(), realm: z.string(), issuer: z.string(), adminUser: login }),
  demoUsers: z.array(demoUser),
  clients: z.record(z.string(), z.object({ clientId: z.string(), clientSecret: z.string() })),
});

/** Addresses and credentials of the running stack. */
export type StackEnv = z.infer<typeof stackEnv>;
export type DemoUser = z.infer<typeof demoUser>;

const file = (): string => inStack('env.json');

/** What the last start recorded in .stack/env.json; throws where the stack was never started. */
export function readStackEnv(): StackEnv {
  if (!existsSync(file())) throw new Error('the stack is not running: start it with `npm run stack -- up`');
  return stackEnv.parse(JSON.parse(readFileSync(file(), 'utf8')));
}

export const hasStackEnv = (): boolean => existsSync(file());

export function writeStackEnv(env: StackEnv): void {
  mkdirSync(stackDirectory, { recursive: true });
  writeFileSync(file(), `${JSON.stringify(env, null, 2)}\n`, { mode: 0o600 });
}
