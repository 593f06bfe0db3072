import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { HealthChecks, IdleChecks } from './checks.js';
import { Clock } from './clock.js';
import { Commands } from './command.js';
import { CONFIG } from './config.js';
import { DueWorks } from './due-work.js';
import { Logger } from './logger.js';
import { Metrics } from './metrics.js';

@Module({})
export class ServiceModule {
  /** The parts every service has, for injection anywhere, above the service's own module. */
  static around(parts: {
    config: unknown;
    log: Logger;
    clock: Clock;
    metrics: Metrics;
    module: Type | DynamicModule;
  }): DynamicModule {
    const shared = [
      { provide: CONFIG, useValue: parts.config },
      { provide: Logger, useValue: parts.log },
      { provide: Clock, useValue: parts.clock },
      { provide: Metrics, useValue: parts.metrics },
      HealthChecks,
      IdleChecks,
      DueWorks,
      Commands,
    ];
    return {
      module: ServiceModule,
      global: true,
      imports: [DiscoveryModule, parts.module],
      providers: shared,
      exports: shared,
    };
  }
}
