import type { RecordKind } from '@answerable/contracts';
import { itemOf, textsOf, wordsOf } from '@answerable/questionnaire';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newQuestion, publishSecondVersion, secondVersion } from '../../../libs/questionnaire/test/second-version.js';
import { answerAll, opened, Visitor } from './browser.js';
import { batchOf, closeMonthsUntil, recordsOf } from './released.js';
import type { IssuedSurvey, TestSurvey } from './setup.js';

const [old, young] = ['2026-1', secondVersion.version];
const oldQuestion = wordsOf(textsOf('en'), itemOf(old!, 'listened')!).question;
const [believed, work] = [textsOf('en').items.believed.question, 'Do you work?'];

/** A version is published while surveys of the one before are being answered: each is asked, sent and counted as what it is. */
export function versionsSideBySide(started: () => TestSurvey): void {
  describe('a new version of the questionnaire, while somebody is answering the one before', () => {
    let survey: TestSurvey;
    let undo: () => void;
    let begun: { issued: IssuedSurvey; visitor: Visitor };
    beforeAll(async () => {
      survey = started();
      await closeMonthsUntil(survey, '2028-02-10T10:00:00Z');
      const issued = await survey.issued();
      begun = { issued, visitor: await opened(survey.url, issued) };
      await begun.visitor.post('/q/1', { action: 'later', answer: 'very-satisfied' });
      undo = publishSecondVersion();
    });
    afterAll(() => undo());

    const walk = async (visitor: Visitor) => {
      const asked: string[] = [];
      await answerAll(visitor, (_place, offered) => {
        asked.push(visitor.heading);
        return offered[0];
      });
      return asked;
    };
    const kept = async () => (await survey.pool.query('select 1 from records')).rowCount!;

    it('is asked by it: without what was dropped, with what came, and in its own words, also where she checks them', async () => {
      const visitor = await opened(survey.url, await survey.issued({ questionnaireVersion: young }));
      const asked = await walk(visitor);
      expect(asked).toContain(newQuestion);
      expect(asked).toContain(work);
      for (const gone of [oldQuestion, believed]) expect(asked).not.toContain(gone);
      expect(visitor.text).toContain(newQuestion);
      expect(visitor.text).not.toContain(believed);
      await visitor.post('/check');
      expect(visitor.path).toBe('/done');
    });

    it('is taken back whole: it makes a record more than the one before', async () => {
      const before = await kept();
      const visitor = await opened(survey.url, await survey.issued({ questionnaireVersion: young }));
      await visitor.post('/q/1', { action: 'finish', answer: 'neither' });
      await visitor.post('/check', { code: 'yes' });
      const code = /shown-code" dir="ltr">([^<]+)/.exec(visitor.html)![1]!;
      expect((await kept()) - before).toBe(17);
      await visitor.get('/withdraw');
      await visitor.post('/withdraw', { code });
      expect(await kept()).toBe(before);
    });

    it('leaves hers as she began it, also where delivery issues her survey again with the new one', async () => {
      const { state } = begun.issued;
      await survey.issue({ state: { ...state, version: 2, questionnaireVersion: young! } });
      const visitor = await opened(survey.url, begun.issued);
      expect(visitor.path).toBe('/q/2');
      const asked = await walk(visitor);
      expect(asked).toContain(oldQuestion);
      expect(asked).toContain(believed);
      expect(asked).not.toContain(work);
      expect(visitor.text).toContain(oldQuestion);
      await closeMonthsUntil(survey, '2028-03-10T10:00:00Z');
      await visitor.post('/check');
      expect(visitor.path).toBe('/done');
    });

    it('leaves beside it in one batch, every record with its version', async () => {
      await closeMonthsUntil(survey, '2029-01-02T10:00:00Z');
      const versions = async (kind: RecordKind, period: string) =>
        (await recordsOf(survey, kind, period)).map(({ questionnaireVersion }) => questionnaireVersion).toSorted();
      expect(await versions('headline', '2028-02')).toEqual([young, young, young]);
      expect(await versions('headline', '2028-03')).toEqual([old, old, old]);
      expect(await versions('borough', '2028-H1')).toEqual([old, young]);
      expect(await versions('characteristic', '2028')).toEqual([old, old, old, old, young, young, young, young, young]);
      const borough = await recordsOf(survey, 'borough', '2028-H1');
      const of = (version: string) => borough.find((each) => each.questionnaireVersion === version)!.answers;
      expect(of(old!)).toMatchObject({ believed: 'by-all', listened: 'very' });
      expect(of(young!)).toMatchObject({ listened: 'very' });
      expect(of(young!)).not.toHaveProperty('believed');
      const { evidence } = await batchOf(survey, 'headline', '2028-03');
      expect(evidence).toMatchObject({ modes: { web: 1 }, sentEarly: {}, breakOffs: {} });
    });
  });
}
