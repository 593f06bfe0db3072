import type { LanguageTexts } from './texts.js';

/** Spanish: awaiting a professional translator's review. */
export const es: LanguageTexts = {
  version: 1,
  reviewed: false,
  tellingWords: [
    'polic',
    'agente',
    'comisar',
    'delito',
    'crimen',
    'víctima',
    'victim',
    'viola',
    'sexual',
    'agresi',
    'abus',
    'juzgado',
    'juez',
    'tribunal',
    'caso',
    'denuncia',
    'sospech',
    'investiga',
    'resultado',
    'queja',
    'acusa',
  ],
  email: {
    invitation: {
      subject: 'Unas preguntas, si quiere',
      body: 'Hola:\n\nLe dijimos que le escribiríamos. Si quiere decirnos lo que piensa, son unos minutos:\n\n{{link}}\n\nNecesitará la palabra que acordamos. Puede parar cuando quiera. Si prefiere no hacerlo, no haga nada o responda STOP.\n\n{{sender}}',
    },
    reminder: {
      subject: 'Sigue abierta, si quiere',
      body: 'Hola:\n\nLa página de la que le escribimos sigue abierta:\n\n{{link}}\n\nNecesitará la palabra que acordamos. Si prefiere no hacerlo, responda STOP y no volveremos a escribirle.\n\n{{sender}}',
    },
  },
  sms: {
    invitation: {
      subject: '',
      body: 'Hola. Como acordamos, esta es la página: {{link}} Necesitará la palabra que acordamos. Responda STOP y no escribiremos más. {{sender}}',
    },
    reminder: {
      subject: '',
      body: 'Hola. La página sigue abierta: {{link}} Responda STOP y no escribiremos más. {{sender}}',
    },
  },
  letter: {
    invitation: {
      subject: 'Unas preguntas, si quiere',
      body: 'Hola:\n\nNos gustaría saber lo que piensa. Son unos minutos. Puede parar cuando quiera.\n\nVaya a {{site}} y escriba este código:\n\n{{code}}\n\nSi prefiere hablar, llame al {{telephone}}. Si prefiere no hacerlo, no haga nada.\n\n{{sender}}',
    },
    reminder: {
      subject: 'Sigue abierta, si quiere',
      body: 'Hola:\n\nLa página de la que le escribimos sigue abierta. Vaya a {{site}} y escriba este código:\n\n{{code}}\n\nSi prefiere hablar, llame al {{telephone}}. Si prefiere no hacerlo, no haga nada.\n\n{{sender}}',
    },
  },
};
