import { Injectable } from '@nestjs/common';
import type { SealedReport } from '@answerable/contracts';

@Injectable()
export class ReportPdf {
  async of(_report: SealedReport): Promise<Buffer> {
    throw new Error('not built yet');
  }
}
