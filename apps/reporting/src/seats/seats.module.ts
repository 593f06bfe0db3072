import { Module } from '@nestjs/common';
import { SeatStore } from './seat.store.js';
import { SeatsController } from './seats.controller.js';
import { Seats } from './seats.js';

@Module({ controllers: [SeatsController], providers: [SeatStore, Seats], exports: [Seats] })
export class SeatsModule {}
