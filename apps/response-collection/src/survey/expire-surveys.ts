import { Clock, DueWork } from '@answerable/service';
import { Injectable } from '@nestjs/common';
import { SurveyStore } from './survey.store.js';

const AT_ONCE = 500;

/** Ends surveys whose time is over: their drafts go, and only the id stays. */
@Injectable()
export class ExpireSurveys {
  constructor(
    private readonly surveys: SurveyStore,
    private readonly clock: Clock,
  ) {}

  @DueWork({ name: 'expire-surveys', everyMs: 30_000 })
  async run(): Promise<number> {
    return this.surveys.closeExpired(this.clock.now(), AT_ONCE);
  }
}
