import { Module } from '@nestjs/common';
import { CaseEventsModule } from '../case-events/case-events.module.js';
import { RejectionsController } from './rejections.controller.js';
import { ReplayQuarantine } from './replay-quarantine.js';

@Module({ imports: [CaseEventsModule], controllers: [RejectionsController], providers: [ReplayQuarantine] })
export class RejectionsModule {}
