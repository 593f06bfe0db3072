import { Module } from '@nestjs/common';
import { CountCoverage } from './count-coverage.js';

@Module({ providers: [CountCoverage] })
export class CoverageModule {}
