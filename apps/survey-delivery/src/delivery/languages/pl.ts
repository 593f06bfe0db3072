import type { LanguageTexts } from './texts.js';

/** Polish: awaiting a professional translator's review. */
export const pl: LanguageTexts = {
  version: 1,
  reviewed: false,
  tellingWords: [
    'policj',
    'komisariat',
    'funkcjonari',
    'przestęp',
    'ofiar',
    'gwałt',
    'seksual',
    'napaś',
    'napad',
    'przemoc',
    'sąd',
    'sprawa',
    'sprawy',
    'sprawie',
    'sprawę',
    'skarg',
    'zeznan',
    'podejrzan',
    'śledztw',
    'dochodzen',
    'wynik',
    'oskarż',
  ],
  email: {
    invitation: {
      subject: 'Kilka pytań, jeśli Pani zechce',
      body: 'Dzień dobry,\n\nMówiliśmy, że napiszemy. Jeśli chce Pani powiedzieć nam, co Pani myśli, zajmie to kilka minut:\n\n{{link}}\n\nPotrzebne będzie słowo, na które się umówiliśmy. Można przerwać w każdej chwili. Jeśli Pani nie chce, nie trzeba nic robić albo można odpowiedzieć STOP.\n\n{{sender}}',
    },
    reminder: {
      subject: 'Nadal otwarte, jeśli Pani zechce',
      body: 'Dzień dobry,\n\nStrona, o której pisaliśmy, jest nadal otwarta:\n\n{{link}}\n\nPotrzebne będzie słowo, na które się umówiliśmy. Jeśli Pani nie chce, proszę odpowiedzieć STOP, a nie napiszemy więcej.\n\n{{sender}}',
    },
  },
  sms: {
    invitation: {
      subject: '',
      body: 'Dzień dobry. Jak się umówiliśmy, oto strona: {{link}} Potrzebne będzie umówione słowo. Odpowiedź STOP: nie napiszemy więcej. {{sender}}',
    },
    reminder: {
      subject: '',
      body: 'Dzień dobry. Strona jest nadal otwarta: {{link}} Odpowiedź STOP: nie napiszemy więcej. {{sender}}',
    },
  },
  letter: {
    invitation: {
      subject: 'Kilka pytań, jeśli Pani zechce',
      body: 'Dzień dobry,\n\nChcielibyśmy wiedzieć, co Pani myśli. Zajmie to kilka minut. Można przerwać w każdej chwili.\n\nProszę wejść na {{site}} i wpisać ten kod:\n\n{{code}}\n\nJeśli woli Pani porozmawiać, proszę zadzwonić: {{telephone}}. Jeśli Pani nie chce, nie trzeba nic robić.\n\n{{sender}}',
    },
    reminder: {
      subject: 'Nadal otwarte, jeśli Pani zechce',
      body: 'Dzień dobry,\n\nStrona, o której pisaliśmy, jest nadal otwarta. Proszę wejść na {{site}} i wpisać ten kod:\n\n{{code}}\n\nJeśli woli Pani porozmawiać, proszę zadzwonić: {{telephone}}. Jeśli Pani nie chce, nie trzeba nic robić.\n\n{{sender}}',
    },
  },
};
