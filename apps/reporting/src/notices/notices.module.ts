import { Module } from '@nestjs/common';
import { SeatsModule } from '../seats/seats.module.js';
import { NoticeStore } from './notice.store.js';
import { SendNotices } from './send-notices.js';

@Module({ imports: [SeatsModule], providers: [NoticeStore, SendNotices], exports: [NoticeStore] })
export class NoticesModule {}
