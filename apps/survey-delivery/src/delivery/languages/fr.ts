import type { LanguageTexts } from './texts.js';

/** French: awaiting a professional translator's review. */
export const fr: LanguageTexts = {
  version: 1,
  reviewed: false,
  tellingWords: [
    'polic',
    'gendarm',
    'commissariat',
    'agent',
    'crime',
    'délit',
    'victim',
    'viol',
    'sexuel',
    'agress',
    'abus',
    'tribunal',
    'juge',
    'affaire',
    'dossier',
    'plainte',
    'suspect',
    'enquêt',
    'accus',
    'résultat',
    'procès',
  ],
  email: {
    invitation: {
      subject: 'Quelques questions, si vous voulez',
      body: 'Bonjour,\n\nNous avions dit que nous vous écririons. Si vous voulez nous dire ce que vous pensez, cela prend quelques minutes :\n\n{{link}}\n\nIl vous faudra le mot convenu. Vous pouvez arrêter à tout moment. Si vous préférez ne pas répondre, ne faites rien, ou répondez STOP.\n\n{{sender}}',
    },
    reminder: {
      subject: 'Toujours ouverte, si vous voulez',
      body: "Bonjour,\n\nLa page dont nous vous avons parlé est toujours ouverte :\n\n{{link}}\n\nIl vous faudra le mot convenu. Si vous préférez ne pas répondre, répondez STOP et nous n'écrirons plus.\n\n{{sender}}",
    },
  },
  sms: {
    invitation: {
      subject: '',
      body: "Bonjour. Comme convenu, voici la page : {{link}} Il vous faudra le mot convenu. Répondez STOP et nous n'écrirons plus. {{sender}}",
    },
    reminder: {
      subject: '',
      body: "Bonjour. La page est toujours ouverte : {{link}} Répondez STOP et nous n'écrirons plus. {{sender}}",
    },
  },
  letter: {
    invitation: {
      subject: 'Quelques questions, si vous voulez',
      body: 'Bonjour,\n\nNous aimerions savoir ce que vous pensez. Cela prend quelques minutes. Vous pouvez arrêter à tout moment.\n\nAllez sur {{site}} et tapez ce code :\n\n{{code}}\n\nSi vous préférez parler, appelez le {{telephone}}. Si vous préférez ne pas répondre, ne faites rien.\n\n{{sender}}',
    },
    reminder: {
      subject: 'Toujours ouverte, si vous voulez',
      body: 'Bonjour,\n\nLa page dont nous vous avons parlé est toujours ouverte. Allez sur {{site}} et tapez ce code :\n\n{{code}}\n\nSi vous préférez parler, appelez le {{telephone}}. Si vous préférez ne pas répondre, ne faites rien.\n\n{{sender}}',
    },
  },
};
