import { Module } from '@nestjs/common';
import { CaseEventsModule } from '../case-events/case-events.module.js';
import { ContractController } from './contract.controller.js';

@Module({ imports: [CaseEventsModule], controllers: [ContractController] })
export class ContractModule {}
