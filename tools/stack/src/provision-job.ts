import { z } from 'zod';
import { describeElsewhere } from './describe-stack.js';
import { provisionPostgres, provisionRealm, provisionTopics } from './provision.js';
import { Secrets } from './secrets.js';

/**
 * Makes databases, roles, topics, ACLs and the demo realm in parts that run elsewhere, as the containers of
 * docker-compose.yml do; a second run changes nothing. Passwords come from the environment, each in its own variable.
 */
const settings = z
  .object({
    POSTGRES_HOST: z.string(),
    POSTGRES_PORT: z.coerce.number(),
    KAFKA_BROKER: z.string(),
    KEYCLOAK_URL: z.url(),
  })
  .parse(process.env);
const secrets = Secrets.ofEnvironment(process.env);
const env = describeElsewhere(
  {
    postgres: `${settings.POSTGRES_HOST}:${settings.POSTGRES_PORT}`,
    kafka: settings.KAFKA_BROKER,
    keycloak: settings.KEYCLOAK_URL,
  },
  secrets,
);

await Promise.all([
  provisionPostgres(env, secrets, false),
  provisionTopics(env, false),
  provisionRealm(env, secrets, true),
]);
process.stdout.write('Databases, topics and realm are as declared\n');
