import type { LanguageTexts } from './texts.js';

/** Welsh: awaiting a professional translator's review. */
export const cy: LanguageTexts = {
  version: 1,
  reviewed: false,
  tellingWords: [
    'heddlu',
    'plismon',
    'swyddog',
    'trosedd',
    'dioddef',
    'achos',
    'treisio',
    'trais',
    'rhywiol',
    'cam-drin',
    'ymosod',
    'llys',
    'cwyn',
    'ditectif',
    'canlyniad',
    'ymchwil',
    'cyhuddo',
    'amheu',
  ],
  email: {
    invitation: {
      subject: 'Ychydig gwestiynau, os hoffech',
      body: "Helo,\n\nDywedom y byddem yn ysgrifennu. Os hoffech ddweud wrthym beth yw eich barn, mae'n cymryd ychydig funudau:\n\n{{link}}\n\nBydd angen y gair y cytunom arno. Gallwch stopio unrhyw bryd. Os nad ydych am wneud hyn, does dim angen gwneud dim, neu atebwch STOP.\n\n{{sender}}",
    },
    reminder: {
      subject: 'Yn dal ar agor, os hoffech',
      body: "Helo,\n\nMae'r dudalen y soniom amdani yn dal ar agor:\n\n{{link}}\n\nBydd angen y gair y cytunom arno. Os nad ydych am wneud hyn, atebwch STOP ac ni fyddwn yn ysgrifennu eto.\n\n{{sender}}",
    },
  },
  sms: {
    invitation: {
      subject: '',
      body: "Helo. Fel y cytunwyd, dyma'r dudalen: {{link}} Bydd angen y gair y cytunom arno. Atebwch STOP ac ni fyddwn yn tecstio eto. {{sender}}",
    },
    reminder: {
      subject: '',
      body: "Helo. Mae'r dudalen yn dal ar agor: {{link}} Atebwch STOP ac ni fyddwn yn tecstio eto. {{sender}}",
    },
  },
  letter: {
    invitation: {
      subject: 'Ychydig gwestiynau, os hoffech',
      body: "Helo,\n\nHoffem wybod beth yw eich barn. Mae'n cymryd ychydig funudau. Gallwch stopio unrhyw bryd.\n\nEwch i {{site}} a theipiwch y cod hwn:\n\n{{code}}\n\nOs byddai'n well gennych siarad, ffoniwch {{telephone}}. Os nad ydych am wneud hyn, does dim angen gwneud dim.\n\n{{sender}}",
    },
    reminder: {
      subject: 'Yn dal ar agor, os hoffech',
      body: "Helo,\n\nMae'r dudalen y soniom amdani yn dal ar agor. Ewch i {{site}} a theipiwch y cod hwn:\n\n{{code}}\n\nOs byddai'n well gennych siarad, ffoniwch {{telephone}}. Os nad ydych am wneud hyn, does dim angen gwneud dim.\n\n{{sender}}",
    },
  },
};
