import { Agent, request } from 'node:http';
import { Controller, Get, Module, Post } from '@nestjs/common';
import { expect, test } from 'vitest';
import { bootstrap, type RunningService } from './bootstrap.js';

@Controller('v1')
class SlowController {
  @Get('page')
  async page(): Promise<string> {
    await new Promise((resolve) => setTimeout(resolve, 5));
    return 'here';
  }

  @Post('answers')
  async answers(): Promise<string> {
    await new Promise((resolve) => setTimeout(resolve, 20));
    return 'kept';
  }
}

@Module({ controllers: [SlowController] })
class SlowModule {}

const start = (DRAIN_SECONDS: number): Promise<RunningService> =>
  bootstrap({
    name: 'slow',
    module: SlowModule,
    config: { MODE: 'test', PORT: 0, LOG_LEVEL: 'silent', METRICS_PORT: undefined, DRAIN_SECONDS },
  });

/** What stands before two instances: asks each whether it is ready, as often as one asked before has answered. */
class Balancer {
  readonly instances = new Set<RunningService>();
  private ready: RunningService[] = [];
  private next = 0;
  private readonly asking: Promise<void>;
  private over = false;

  constructor(...instances: RunningService[]) {
    for (const instance of instances) this.instances.add(instance);
    this.ready = instances;
    this.asking = this.ask();
  }

  pick(): RunningService {
    return this.ready[this.next++ % this.ready.length]!;
  }

  async end(): Promise<void> {
    this.over = true;
    await this.asking;
  }

  private async ask(): Promise<void> {
    while (!this.over) {
      const states = await Promise.all(
        [...this.instances].map(async (instance) => ({
          instance,
          ready: await fetch(`${instance.url}/health/ready`).then(
            (answer) => answer.ok,
            () => false,
          ),
        })),
      );
      this.ready = states.filter(({ ready }) => ready).map(({ instance }) => instance);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

/** One request over connections that are kept, as a proxy keeps them: the status, or why there is none. */
const send = (agent: Agent, url: string, method: string): Promise<string> =>
  new Promise((resolve) => {
    const sent = request(url, { agent, method }, (answer) => {
      answer.resume().once('end', () => resolve(String(answer.statusCode)));
      answer.once('error', (error) => resolve(error.message));
    });
    sent.once('error', (error) => resolve(error.message));
    sent.end();
  });

/** Replaces both instances, one after the other, under load; gives what the clients got that was no success. */
async function rollOut(drainSeconds: number): Promise<string[]> {
  const old = [await start(drainSeconds), await start(drainSeconds)];
  const balancer = new Balancer(...old);
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  const failed: string[] = [];
  let sent = 0;
  const load = { over: false };
  const clients = Array.from({ length: 8 }, async (_, client) => {
    while (!load.over || sent < 100) {
      const post = (sent + client) % 2 === 0;
      const status = await send(agent, `${balancer.pick().url}/v1/${post ? 'answers' : 'page'}`, post ? 'POST' : 'GET');
      sent++;
      if (!status.startsWith('2')) failed.push(status);
    }
  });
  const fresh: RunningService[] = [];
  for (const instance of old) {
    const successor = await start(drainSeconds);
    fresh.push(successor);
    balancer.instances.add(successor);
    await instance.close();
    balancer.instances.delete(instance);
  }
  load.over = true;
  await Promise.all(clients);
  await balancer.end();
  agent.destroy();
  await Promise.all(fresh.map((instance) => instance.close()));
  return failed;
}

test('a rollout under load fails no request: an instance says that it is not ready and serves on until nobody comes', async () => {
  expect(await rollOut(2)).toEqual([]);
}, 60_000);
