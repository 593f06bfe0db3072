import type { LanguageTexts } from './texts.js';

/** English: the source of the other languages. */
export const en: LanguageTexts = {
  version: 1,
  reviewed: true,
  tellingWords: [],
  email: {
    invitation: {
      subject: 'A few questions, if you like',
      body: 'Hello,\n\nWe said we would write. If you would like to tell us what you think, it takes a few minutes:\n\n{{link}}\n\nYou will need the word we agreed. You can stop at any point. If you would rather not, you need do nothing, or reply STOP.\n\n{{sender}}',
    },
    reminder: {
      subject: 'Still open, if you like',
      body: 'Hello,\n\nThe page we wrote about is still open:\n\n{{link}}\n\nYou will need the word we agreed. If you would rather not, reply STOP and we will not write again.\n\n{{sender}}',
    },
  },
  sms: {
    invitation: {
      subject: '',
      body: 'Hello. As agreed, here is the page: {{link}} You will need the word we agreed. Reply STOP and we will not text again. {{sender}}',
    },
    reminder: {
      subject: '',
      body: 'Hello. The page is still open: {{link}} Reply STOP and we will not text again. {{sender}}',
    },
  },
  letter: {
    invitation: {
      subject: 'A few questions, if you like',
      body: 'Hello,\n\nWe would like to know what you think. It takes a few minutes. You can stop at any point.\n\nGo to {{site}} and type this code:\n\n{{code}}\n\nIf you would rather talk, call {{telephone}}. If you would rather not, you need do nothing.\n\n{{sender}}',
    },
    reminder: {
      subject: 'Still open, if you like',
      body: 'Hello,\n\nThe page we wrote about is still open. Go to {{site}} and type this code:\n\n{{code}}\n\nIf you would rather talk, call {{telephone}}. If you would rather not, you need do nothing.\n\n{{sender}}',
    },
  },
};
