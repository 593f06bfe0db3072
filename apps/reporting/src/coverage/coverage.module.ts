import { Module } from '@nestjs/common';
import { CoverageStore } from './coverage.store.js';
import { ReceiveCoverage } from './receive-coverage.js';
import { SignalsController } from './signals.controller.js';

@Module({ controllers: [ReceiveCoverage, SignalsController], providers: [CoverageStore], exports: [CoverageStore] })
export class CoverageModule {}
