export { pages, type PagesOptions } from './pages.js';
export { createViews, renderPage, renderPart, type PageModel } from './views.js';
export { assetAddress } from './assets.js';
export { formNotOurs, readCookie } from './csrf.js';
export { translations, type Language } from './languages.js';
export { sentencesFor } from './problem-page.js';
export { dateInWords, timeInWords } from './words.js';
export { contrast, dark, light, shapePairs, textPairs, type Palette } from './palette.js';
