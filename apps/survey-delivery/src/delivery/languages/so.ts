import type { LanguageTexts } from './texts.js';

/** Somali: awaiting a professional translator's review. */
export const so: LanguageTexts = {
  version: 1,
  reviewed: false,
  tellingWords: [
    'booliis',
    'bilays',
    'sarkaal',
    'dambi',
    'kiis',
    'dhibban',
    'kufsi',
    'galmo',
    'weerar',
    'xadgudub',
    'maxkamad',
    'cabasho',
    'eedeys',
    'baadhis',
    'natiijo',
  ],
  email: {
    invitation: {
      subject: "Dhowr su'aalood, haddii aad rabto",
      body: 'Salaan,\n\nWaxaan nidhi waan kuu soo qori doonnaa. Haddii aad rabto inaad noo sheegto waxaad qabto, waxay qaadanaysaa dhowr daqiiqo:\n\n{{link}}\n\nWaxaad u baahan doontaa ereygii aan ku heshiinnay. Waad joojin kartaa mar kasta. Haddii aanad rabin, waxba ha samayn, ama ku jawaab STOP.\n\n{{sender}}',
    },
    reminder: {
      subject: 'Weli way furan tahay, haddii aad rabto',
      body: 'Salaan,\n\nBoggii aan kuu soo qornay weli wuu furan yahay:\n\n{{link}}\n\nWaxaad u baahan doontaa ereygii aan ku heshiinnay. Haddii aanad rabin, ku jawaab STOP mar dambe kuu soo qori mayno.\n\n{{sender}}',
    },
  },
  sms: {
    invitation: {
      subject: '',
      body: 'Salaan. Sidii aan ku heshiinnay, waa kan bogga: {{link}} Waxaad u baahan doontaa ereygii aan ku heshiinnay. Ku jawaab STOP, mar dambe fariin kuu soo diri mayno. {{sender}}',
    },
    reminder: {
      subject: '',
      body: 'Salaan. Bogga weli wuu furan yahay: {{link}} Ku jawaab STOP, mar dambe fariin kuu soo diri mayno. {{sender}}',
    },
  },
  letter: {
    invitation: {
      subject: "Dhowr su'aalood, haddii aad rabto",
      body: 'Salaan,\n\nWaxaan jeclaan lahayn inaan ogaanno waxaad qabto. Waxay qaadanaysaa dhowr daqiiqo. Waad joojin kartaa mar kasta.\n\nTag {{site}} oo ku qor koodhkan:\n\n{{code}}\n\nHaddii aad doorbidayso inaad hadasho, wac {{telephone}}. Haddii aanad rabin, waxba ha samayn.\n\n{{sender}}',
    },
    reminder: {
      subject: 'Weli way furan tahay, haddii aad rabto',
      body: 'Salaan,\n\nBoggii aan kuu soo qornay weli wuu furan yahay. Tag {{site}} oo ku qor koodhkan:\n\n{{code}}\n\nHaddii aad doorbidayso inaad hadasho, wac {{telephone}}. Haddii aanad rabin, waxba ha samayn.\n\n{{sender}}',
    },
  },
};
