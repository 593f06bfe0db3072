// Codes of the APIs in the words of Victim Support, each beside its page; together they are what templates call `words`.
// A code without words here is shown as it is, and a test names it.
export * from './in-words.js';
export * from './approval/words.js';
export * from './call-backs/words.js';
export * from './contact/words.js';
export * from './episode/words.js';
export * from './own-route/words.js';
export * from './requests/words.js';
export * from './safeguarding/words.js';
export * from './settings/words.js';
export * from './worklist/words.js';
