export * from './questionnaire.js';
export { findQuestionnaire, questionnaireOf, questionnaireOn, questionnaires } from './versions.js';
export { itemOf, itemsOf, nextItem, onPath, optionsOf, path } from './path.js';
export {
  silencesOf,
  validateAnswer,
  validateText,
  type AnswerFault,
  type Validated,
  type ValidatedText,
} from './validate.js';
export { counts } from './measure.js';
export { headlineItems, recordsOf, type RecordKind, type UnlinkedRecord } from './records.js';
export { assertCompatible, assertSound, faultsBetween, faultsOf, faultsOfDates } from './check.js';
export { fill, isolated, languages, textsOf, wordsOf } from './languages/index.js';
export { consentVersion } from './languages/consent-version.js';
export type { LanguageTexts } from './languages/language.js';
export { readingAge } from './reading-age.js';
