import type { LanguageTexts } from './texts.js';

/** Italian: awaiting a professional translator's review. */
export const it: LanguageTexts = {
  version: 1,
  reviewed: false,
  tellingWords: [
    'poliz',
    'carabinier',
    'agente',
    'crimin',
    'reato',
    'vittim',
    'stupr',
    'violenz',
    'sessual',
    'aggress',
    'abus',
    'tribunal',
    'giudic',
    'caso',
    'denunci',
    'querel',
    'sospett',
    'indagin',
    'esito',
    'accus',
  ],
  email: {
    invitation: {
      subject: 'Qualche domanda, se vuole',
      body: 'Buongiorno,\n\navevamo detto che Le avremmo scritto. Se vuole dirci che cosa pensa, bastano pochi minuti:\n\n{{link}}\n\nLe servirà la parola concordata. Può smettere quando vuole. Se preferisce di no, non deve fare nulla, oppure risponda STOP.\n\n{{sender}}',
    },
    reminder: {
      subject: 'Ancora aperta, se vuole',
      body: 'Buongiorno,\n\nla pagina di cui Le abbiamo scritto è ancora aperta:\n\n{{link}}\n\nLe servirà la parola concordata. Se preferisce di no, risponda STOP e non scriveremo più.\n\n{{sender}}',
    },
  },
  sms: {
    invitation: {
      subject: '',
      body: 'Buongiorno. Come concordato, ecco la pagina: {{link}} Le servirà la parola concordata. Risponda STOP e non scriveremo più. {{sender}}',
    },
    reminder: {
      subject: '',
      body: 'Buongiorno. La pagina è ancora aperta: {{link}} Risponda STOP e non scriveremo più. {{sender}}',
    },
  },
  letter: {
    invitation: {
      subject: 'Qualche domanda, se vuole',
      body: 'Buongiorno,\n\nvorremmo sapere che cosa pensa. Bastano pochi minuti. Può smettere quando vuole.\n\nVada su {{site}} e scriva questo codice:\n\n{{code}}\n\nSe preferisce parlare, chiami {{telephone}}. Se preferisce di no, non deve fare nulla.\n\n{{sender}}',
    },
    reminder: {
      subject: 'Ancora aperta, se vuole',
      body: 'Buongiorno,\n\nla pagina di cui Le abbiamo scritto è ancora aperta. Vada su {{site}} e scriva questo codice:\n\n{{code}}\n\nSe preferisce parlare, chiami {{telephone}}. Se preferisce di no, non deve fare nulla.\n\n{{sender}}',
    },
  },
};
