import type { Progress } from './downloads.js';
import type { StackEnv } from './env.js';
import type { Ports } from './ports.js';

interface Start {
  readonly env: StackEnv;
  readonly ports: Ports;
  /** Of the variables in docker-compose.yml. */
  readonly values: Readonly<Record<string, string>>;
  readonly onProgress: Progress;
  /** Whether the parts may go when this process ends, as they should after tests. */
  readonly forThisRun: boolean;
}

/** A way to run the three parts. Both ways take versions and settings from docker-compose.yml. */
export interface Runtime {
  /** What this machine would need for it, one sentence each. */
  lacks(): Promise<string[]>;
  /** By part, whether it runs. */
  status(): Record<string, boolean>;
  /** Ends what a killed part left behind, which may hold its port. */
  clear(): void;
  /** Starts what does not run; each promise is fulfilled when that part answers. */
  start(start: Start): { postgres: Promise<void>; kafka: Promise<void>; keycloak: Promise<void> };
  /** Ends the parts and keeps their data. */
  stop(): Promise<void>;
  /** Ends the parts and deletes their data. */
  remove(): Promise<void>;
}
