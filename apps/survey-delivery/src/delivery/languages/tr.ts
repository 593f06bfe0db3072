import type { LanguageTexts } from './texts.js';

/** Turkish: awaiting a professional translator's review. */
export const tr: LanguageTexts = {
  version: 1,
  reviewed: false,
  tellingWords: [
    'polis',
    'karakol',
    'memur',
    'suç',
    'mağdur',
    'tecavüz',
    'cinsel',
    'saldırı',
    'taciz',
    'istismar',
    'mahkeme',
    'dava',
    'şikayet',
    'şikâyet',
    'şüpheli',
    'soruşturma',
    'sonuç',
    'ifade',
  ],
  email: {
    invitation: {
      subject: 'İsterseniz birkaç soru',
      body: 'Merhaba,\n\nSize yazacağımızı söylemiştik. Ne düşündüğünüzü söylemek isterseniz, birkaç dakika sürer:\n\n{{link}}\n\nKararlaştırdığımız kelimeye ihtiyacınız olacak. İstediğiniz zaman durabilirsiniz. İstemezseniz bir şey yapmanız gerekmez ya da STOP yazarak yanıtlayın.\n\n{{sender}}',
    },
    reminder: {
      subject: 'İsterseniz hâlâ açık',
      body: 'Merhaba,\n\nSize yazdığımız sayfa hâlâ açık:\n\n{{link}}\n\nKararlaştırdığımız kelimeye ihtiyacınız olacak. İstemezseniz STOP yazarak yanıtlayın, bir daha yazmayız.\n\n{{sender}}',
    },
  },
  sms: {
    invitation: {
      subject: '',
      body: 'Merhaba. Konuştuğumuz gibi, sayfa burada: {{link}} Kararlaştırdığımız kelime gerekecek. STOP yazın, bir daha yazmayız. {{sender}}',
    },
    reminder: { subject: '', body: 'Merhaba. Sayfa hâlâ açık: {{link}} STOP yazın, bir daha yazmayız. {{sender}}' },
  },
  letter: {
    invitation: {
      subject: 'İsterseniz birkaç soru',
      body: 'Merhaba,\n\nNe düşündüğünüzü bilmek isteriz. Birkaç dakika sürer. İstediğiniz zaman durabilirsiniz.\n\n{{site}} adresine gidin ve şu kodu yazın:\n\n{{code}}\n\nKonuşmayı tercih ederseniz {{telephone}} numarasını arayın. İstemezseniz bir şey yapmanız gerekmez.\n\n{{sender}}',
    },
    reminder: {
      subject: 'İsterseniz hâlâ açık',
      body: 'Merhaba,\n\nSize yazdığımız sayfa hâlâ açık. {{site}} adresine gidin ve şu kodu yazın:\n\n{{code}}\n\nKonuşmayı tercih ederseniz {{telephone}} numarasını arayın. İstemezseniz bir şey yapmanız gerekmez.\n\n{{sender}}',
    },
  },
};
