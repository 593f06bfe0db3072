import {
  reportingAreaOf,
  type Language,
  type Organisation,
  type RecordAttributes,
  type SurveyState,
} from '@answerable/contracts';
import type { Closure } from '../episodes/closure.js';
import type { Episode } from '../episodes/episode.js';
import { boroughAttributes, coarsen, padded, type Combination } from './coarsening.js';

/** A survey as this service keeps it; the ways into it are derived from its id, never stored. */
export interface Survey {
  surveyId: string;
  episodeId: string;
  version: number;
  epoch: number;
  cancelled: boolean;
  withLink: boolean;
  withCode: boolean;
  checkWordHash: string | null;
  language: Language;
  cueMonth: string;
  questionnaireVersion: string;
  opensAt: Date;
  expiresAt: Date;
  bundles: SurveyState['bundles'] | null;
}

/** The clear text of each bundle: what a record of her answer may say about the case. */
export function attributesOf(
  episode: Episode,
  closure: Closure,
  organisation: Organisation,
  year: readonly Combination[],
): { area: RecordAttributes; borough: RecordAttributes; constituency: RecordAttributes } {
  return {
    area: { kind: 'area', area: reportingAreaOf(organisation, closure.constituency, closure.closedOn).id },
    constituency: { kind: 'constituency', constituency: closure.constituency ?? 'unknown' },
    borough: coarsen(boroughAttributes({ ...closure, ageGroup: episode.ageGroup }), year),
  };
}

/** Seals one bundle for each record a submission will become; all of one size, none alike. */
export async function sealBundles(
  clear: ReturnType<typeof attributesOf>,
  seal: (text: string) => Promise<string>,
): Promise<SurveyState['bundles']> {
  const one = (attributes: RecordAttributes) => seal(padded(attributes));
  const three = (attributes: RecordAttributes) => Promise.all([one(attributes), one(attributes), one(attributes)]);
  return {
    area: await three(clear.area),
    borough: await one(clear.borough),
    constituency: await three(clear.constituency),
  };
}
