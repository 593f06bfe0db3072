import { Injectable, Module } from '@nestjs/common';
import { afterEach, expect, test } from 'vitest';
import { bootstrap, type RunningService } from './bootstrap.js';
import { DueWork, DueWorks } from './due-work.js';

let service: RunningService | undefined;

afterEach(async () => {
  await service?.close();
  service = undefined;
});

function start(...providers: (new () => object)[]): Promise<RunningService> {
  @Module({ providers })
  class Works {}
  return bootstrap({
    name: 'works',
    module: Works,
    config: { MODE: 'test', PORT: 0, LOG_LEVEL: 'silent', METRICS_PORT: undefined },
  });
}

test('work is done until nothing is due, without waiting in between', async () => {
  @Injectable()
  class Letters {
    due = 5;
    readonly done = Promise.withResolvers<void>();

    @DueWork({ name: 'letters', everyMs: 3_600_000 })
    async run(): Promise<number> {
      if (this.due === 0) this.done.resolve();
      return this.due === 0 ? 0 : this.due--;
    }
  }
  service = await start(Letters);
  await service.app.get(Letters).done.promise;
  expect(service.app.get(Letters).due).toBe(0);
});

test('two runs of one work never overlap', async () => {
  @Injectable()
  class Wave {
    running = 0;
    most = 0;

    @DueWork({ name: 'wave', everyMs: 1 })
    async run(): Promise<number> {
      this.most = Math.max(this.most, ++this.running);
      await new Promise((resolve) => setImmediate(resolve));
      this.running -= 1;
      return 0;
    }
  }
  service = await start(Wave);
  const works = service.app.get(DueWorks);
  await Promise.all([works.runNow('wave'), works.runNow('wave'), works.runAll()]);
  expect(service.app.get(Wave).most).toBe(1);
});

test('no work begins where a condition does not hold, and it is not taken for done', async () => {
  @Injectable()
  class Letters {
    sent = 0;

    @DueWork({ name: 'letters', everyMs: 3_600_000 })
    async run(): Promise<number> {
      return ++this.sent > 1 ? 0 : 1;
    }
  }
  @Injectable()
  class Clocks {
    agree = false;
  }
  service = await start(Letters, Clocks);
  const works = service.app.get(DueWorks);
  await works.runNow('letters');
  const before = service.app.get(Letters).sent;
  works.runOnlyIf(async () => {
    if (!service!.app.get(Clocks).agree) throw new Error('the clocks differ');
  });
  await expect(works.runNow('letters')).rejects.toThrow('the clocks differ');
  expect(await works.runAll()).toEqual({ letters: 1 });
  expect(service.app.get(Letters).sent).toBe(before);
  service.app.get(Clocks).agree = true;
  await works.runNow('letters');
  expect(service.app.get(Letters).sent).toBe(before + 1);
});

test('a work that fails is tried again, and does not stop the others', async () => {
  @Injectable()
  class Flaky {
    tries = 0;

    @DueWork({ name: 'flaky', everyMs: 1 })
    async run(): Promise<number> {
      this.tries += 1;
      if (this.tries < 2) throw new Error('not yet');
      return 0;
    }
  }
  service = await start(Flaky);
  const works = service.app.get(DueWorks);
  await works.runAll();
  expect(await works.runAll()).toEqual({ flaky: 0 });
  expect(service.app.get(Flaky).tries).toBeGreaterThanOrEqual(2);
});

test('what waits for a date alone is left out of a look at everything until the clock is set again', async () => {
  const runs: Record<string, number> = { seldom: 0, often: 0 };
  @Injectable()
  class Works {
    @DueWork({ name: 'seldom', everyMs: 3_600_000 })
    async forget(): Promise<number> {
      return runs['seldom']!++ === 0 ? 1 : 0;
    }
    @DueWork({ name: 'often', everyMs: 50_000 })
    async send(): Promise<number> {
      runs['often']!++;
      return 0;
    }
  }
  service = await start(Works);
  const works = service.app.get(DueWorks);
  const clockSetAt = performance.now();
  while (Object.values(await works.runAll(clockSetAt)).some((done) => done > 0));
  const before = { ...runs };
  expect(await works.runAll(clockSetAt)).toEqual({ often: 0 });
  expect(await works.runAll(performance.now())).toEqual({ seldom: 0, often: 0 });
  expect(runs).toEqual({ seldom: before['seldom']! + 1, often: before['often']! + 2 });
});

test('two works of one name stop the start', async () => {
  @Injectable()
  class One {
    @DueWork({ name: 'same', everyMs: 1000 })
    async run(): Promise<number> {
      return 0;
    }
  }
  @Injectable()
  class Two {
    @DueWork({ name: 'same', everyMs: 1000 })
    async run(): Promise<number> {
      return 0;
    }
  }
  await expect(start(One, Two)).rejects.toThrow('two due works are called same');
});

test('an unknown work cannot be run', async () => {
  service = await start();
  await expect(service.app.get(DueWorks).runNow('nothing')).rejects.toMatchObject({ status: 404 });
});
