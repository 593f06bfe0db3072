export * from './questionnaire.js';
export { questionnaireOf, questionnaires } from './versions.js';
export { itemOf, itemsOf, nextItem, onPath, optionsOf, path } from './path.js';
export { silencesOf, validateAnswer, type AnswerFault, type Validated } from './validate.js';
export { counts } from './measure.js';
export { headlineItems, recordsOf, type RecordKind, type UnlinkedRecord } from './records.js';
export { assertSound, faultsOf } from './check.js';
