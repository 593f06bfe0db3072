export { live, type LiveSettings, type LivedThrough } from './live.js';
export { Journal, type Fact } from './journal.js';
export { Mailbox } from './mailbox.js';
export { Telephone } from './telephone.js';
export { Clocks } from './clocks.js';
export { Caller, Refused, type Doors } from './front-door.js';
export { Visitor, Page } from './visitor.js';
export { imagine, type Life } from './world.js';
export { addDays, londonInstant, monthOf, nextMonth } from './days.js';
