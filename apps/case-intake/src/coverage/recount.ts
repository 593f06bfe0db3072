/** What coverage offers the features whose work changes a count: to have months counted again, in their own transaction. */
export { recountAllMonths, startSnapshots, touchMonths } from './coverage.store.js';
