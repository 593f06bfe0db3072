import type { LanguageTexts } from './texts.js';

/** Easy read. */
export const enEasy: LanguageTexts = {
  version: 1,
  reviewed: false,
  tellingWords: [],
  email: {
    invitation: {
      subject: 'Some questions, if you like',
      body: 'Hello,\n\nWe said we would write to you.\n\nWe want to know what you think. It takes a few minutes. Here is the page:\n\n{{link}}\n\nYou need the word we agreed.\nYou can stop when you want.\nIf you do not want to, you do not have to. You can reply STOP.\n\n{{sender}}',
    },
    reminder: {
      subject: 'Still open, if you like',
      body: 'Hello,\n\nThe page is still open:\n\n{{link}}\n\nYou need the word we agreed.\nIf you do not want to, reply STOP. We will not write again.\n\n{{sender}}',
    },
  },
  sms: {
    invitation: {
      subject: '',
      body: 'Hello. We said we would send you this page: {{link}} You need the word we agreed. Reply STOP for no more texts. {{sender}}',
    },
    reminder: { subject: '', body: 'Hello. The page is still open: {{link}} Reply STOP for no more texts. {{sender}}' },
  },
  letter: {
    invitation: {
      subject: 'Some questions, if you like',
      body: 'Hello,\n\nWe want to know what you think.\nIt takes a few minutes. You can stop when you want.\n\nGo to this page: {{site}}\nType this code:\n\n{{code}}\n\nIf you want to talk, call {{telephone}}.\nIf you do not want to, you do not have to.\n\n{{sender}}',
    },
    reminder: {
      subject: 'Still open, if you like',
      body: 'Hello,\n\nThe page is still open.\n\nGo to this page: {{site}}\nType this code:\n\n{{code}}\n\nIf you want to talk, call {{telephone}}.\nIf you do not want to, you do not have to.\n\n{{sender}}',
    },
  },
};
