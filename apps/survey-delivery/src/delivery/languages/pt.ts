import type { LanguageTexts } from './texts.js';

/** Portuguese: awaiting a professional translator's review. */
export const pt: LanguageTexts = {
  version: 1,
  reviewed: false,
  tellingWords: [
    'políc',
    'polic',
    'agente',
    'esquadra',
    'crime',
    'vítima',
    'vitima',
    'viola',
    'sexual',
    'agress',
    'abus',
    'tribunal',
    'juiz',
    'caso',
    'queixa',
    'denúncia',
    'suspeit',
    'investiga',
    'resultado',
    'acusa',
  ],
  email: {
    invitation: {
      subject: 'Algumas perguntas, se quiser',
      body: 'Olá,\n\nDissemos que íamos escrever. Se quiser dizer-nos o que pensa, demora alguns minutos:\n\n{{link}}\n\nVai precisar da palavra que combinámos. Pode parar quando quiser. Se preferir não, não faça nada ou responda STOP.\n\n{{sender}}',
    },
    reminder: {
      subject: 'Ainda aberta, se quiser',
      body: 'Olá,\n\nA página de que falámos ainda está aberta:\n\n{{link}}\n\nVai precisar da palavra que combinámos. Se preferir não, responda STOP e não voltamos a escrever.\n\n{{sender}}',
    },
  },
  sms: {
    invitation: {
      subject: '',
      body: 'Olá. Como combinámos, aqui está a página: {{link}} Vai precisar da palavra que combinámos. Responda STOP e não escrevemos mais. {{sender}}',
    },
    reminder: {
      subject: '',
      body: 'Olá. A página ainda está aberta: {{link}} Responda STOP e não escrevemos mais. {{sender}}',
    },
  },
  letter: {
    invitation: {
      subject: 'Algumas perguntas, se quiser',
      body: 'Olá,\n\nGostávamos de saber o que pensa. Demora alguns minutos. Pode parar quando quiser.\n\nVá a {{site}} e escreva este código:\n\n{{code}}\n\nSe preferir falar, ligue para {{telephone}}. Se preferir não, não faça nada.\n\n{{sender}}',
    },
    reminder: {
      subject: 'Ainda aberta, se quiser',
      body: 'Olá,\n\nA página de que escrevemos ainda está aberta. Vá a {{site}} e escreva este código:\n\n{{code}}\n\nSe preferir falar, ligue para {{telephone}}. Se preferir não, não faça nada.\n\n{{sender}}',
    },
  },
};
