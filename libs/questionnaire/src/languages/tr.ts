import type { LanguageTexts } from './language.js';

const yesNo = { yes: 'Evet', no: 'Hayır' };
const yesPartlyNo = { yes: 'Evet', partly: 'Kısmen', no: 'Hayır' };

export const tr: LanguageTexts = {
  facts: { code: 'tr', name: 'Türkçe', dir: 'ltr', locale: 'tr', review: 'awaiting professional review' },
  months: [
    'Ocak',
    'Şubat',
    'Mart',
    'Nisan',
    'Mayıs',
    'Haziran',
    'Temmuz',
    'Ağustos',
    'Eylül',
    'Ekim',
    'Kasım',
    'Aralık',
  ],
  items: {
    safe: {
      question: 'Şu an yanıt vermek için güvenli ve özel bir zaman mı?',
      answers: { yes: 'Evet', no: 'Hayır, bu sayfadan çık', later: 'Daha sonra geleceğim' },
    },
    satisfied: {
      question: 'Polisin davanızı ele alış biçiminden ne kadar memnunsunuz ya da memnun değilsiniz?',
      answers: {
        'completely-satisfied': 'Tamamen memnunum',
        'very-satisfied': 'Çok memnunum',
        'fairly-satisfied': 'Oldukça memnunum',
        neither: 'Ne memnunum ne de değilim',
        'fairly-dissatisfied': 'Pek memnun değilim',
        'very-dissatisfied': 'Çok memnuniyetsizim',
        'completely-dissatisfied': 'Hiç memnun değilim',
      },
    },
    seriously: {
      question: 'Polis bildirdiğiniz şeyi ne kadar ciddiye aldı, ya da hiç aldı mı?',
      answers: {
        very: 'Çok ciddiye aldı',
        fairly: 'Oldukça ciddiye aldı',
        'not-very': 'Pek ciddiye almadı',
        'not-at-all': 'Hiç ciddiye almadı',
      },
    },
    'how-ended': {
      question: 'Bildiğiniz kadarıyla davanız nasıl bitti?',
      answers: {
        'i-decided': 'Devam etmemeye ben karar verdim',
        'police-or-prosecutors-stopped': 'Polis ya da savcılık durmaya karar verdi',
        'not-recorded': 'Suç olarak kaydedilmedi',
        'someone-charged': 'Birisi suçlandı',
        'passed-on': 'Başka bir polis birimine ya da kuruma geçti',
        'not-told': 'Bana söylenmedi',
        'something-else': 'Başka bir şey',
      },
    },
    pressure: {
      question:
        'Polisin söylediği ya da yaptığı bir şey size devam etmeniz gerektiğini mi, durmanız gerektiğini mi, ikisini de mi hissettirdi, yoksa hiçbirini mi?',
      answers: {
        'carry-on': 'Devam etmem gerektiğini',
        stop: 'Durmam gerektiğini',
        both: 'İkisini de: devam etmeyi ve durmayı',
        neither: 'Hiçbirini',
      },
    },
    'pressure-strength': {
      question: 'Durmanız gerektiğini ne kadar güçlü hissettiniz?',
      answers: { 'a-little': 'Biraz', 'a-lot': 'Çok' },
    },
    'free-choice': { question: 'Devam edip etmemeye özgürce karar verebildiniz mi?', answers: yesPartlyNo },
    'pressure-how': {
      question: 'Ne oldu?',
      answers: {
        'told-trouble': 'Başımın derde girebileceği söylendi',
        'asked-to-sign': 'Tam katılmadığım ya da anlamadığım bir ifadeyi imzalamam istendi',
        'phone-or-records': 'Telefonum ya da kayıtlarım baskı gibi gelen bir şekilde istendi',
        'kept-waiting': 'Vazgeçene kadar bekletildim',
        'made-to-blame': 'Suç bendeymiş gibi hissettirildim',
        'unlikely-to-succeed': 'Davamın sonuç vermesinin zor olduğu söylendi',
        'something-else': 'Başka bir şey',
      },
    },
    'told-police-stop': { question: 'Polise devam etmek istemediğinizi söylediniz mi?', answers: yesNo },
    'why-stopped': {
      question: 'Devam etmemek için hangi nedenler sizin için önemliydi?',
      answers: {
        'peace-of-mind': 'Kendi iç huzurum',
        safety: 'Benim ya da başkalarının güvenliği',
        'how-long': 'Ne kadar uzun sürdüğü',
        'how-police-dealt': 'Polisin bana davranışı',
        privacy: 'Özel hayatım, telefonum ya da kayıtlarım',
        court: 'Mahkemeye gitmek',
        'work-or-family': 'İş ya da aile',
        'something-else': 'Başka bir şey',
      },
    },
    listened: {
      question: 'Polisler sizi ne kadar iyi dinledi?',
      answers: { very: 'Çok iyi', fairly: 'Oldukça iyi', 'not-very': 'Pek iyi değil', 'not-at-all': 'Hiç iyi değil' },
    },
    believed: {
      question: 'Size inanıldığını hissettiniz mi?',
      answers: {
        'by-all': 'Evet, bütün polisler inandı',
        'by-some': 'Polislerden bazıları inandı',
        'by-none': 'Hayır, polislerden hiçbiri inanmadı',
      },
    },
    respect: {
      question: 'Polisler size ne kadar saygılı davrandı?',
      answers: {
        very: 'Çok saygılı',
        fairly: 'Oldukça saygılı',
        'not-very': 'Pek saygılı değil',
        'not-at-all': 'Hiç saygılı değil',
      },
    },
    'trained-officer': {
      question: 'Davanızla cinsel suçlar konusunda özel eğitim almış bir polisin ilgileneceği size söylendi mi?',
      answers: yesNo,
    },
    'support-offered': {
      question: 'Polisten olmayan birinden yardım önerildi mi?',
      hint: 'Örneğin Victim Support. Ya da bir ISVA: cinsel şiddetten sonra insanlara yardım eden kişi.',
      answers: { yes: 'Evet', 'yes-i-said-no': 'Evet, ben istemedim', no: 'Hayır' },
    },
    'looked-into': {
      question: 'Polis bildirdiğiniz şeyi araştırmak için ne kadar çaba gösterdi?',
      answers: {
        'all-they-could': 'Elinden gelen her şeyi yaptı',
        most: 'Elinden gelenin çoğunu yaptı',
        some: 'Elinden gelenin bir kısmını yaptı',
        'little-or-nothing': 'Çok az ya da hiçbir şey yapmadı',
      },
    },
    'closing-first': {
      question: 'Hangisi sizin hissettiğinize daha yakın?',
      answers: {
        'find-out': 'Polis ne olduğunu öğrenmek istedi',
        'close-case': 'Polis davayı kapatmak istedi',
        'in-between': 'İkisinin arasında',
      },
    },
    'told-recorded': {
      question: 'Polisin bildirdiğiniz şeyi nasıl kaydettiği size söylendi mi?',
      hint: 'Örneğin, hangi suç olarak yazıldığı.',
      answers: yesNo,
    },
    'recorded-right': {
      question: 'Yazılan yanlışsa bunu söyleme fırsatınız oldu mu?',
      answers: { yes: 'Evet', no: 'Hayır', 'did-not-want-to': 'Bunu istemedim' },
    },
    'outcome-told': { question: 'Davanın nasıl bittiği size söylendi mi?', answers: yesNo },
    'reasons-given': { question: 'Anlayabileceğiniz nedenler verildi mi?', answers: yesPartlyNo },
    'review-told': { question: 'Kararın yeniden incelenmesini isteyebileceğiniz size söylendi mi?', answers: yesNo },
    wellbeing: {
      question: 'Polisle temas sizin için işleri daha iyi mi, daha kötü mü yaptı, yoksa değiştirmedi mi?',
      answers: {
        'much-better': 'Çok daha iyi',
        'bit-better': 'Biraz daha iyi',
        'no-different': 'Değiştirmedi',
        'bit-worse': 'Biraz daha kötü',
        'much-worse': 'Çok daha kötü',
      },
    },
    'report-again': {
      question: 'Böyle bir şey yeniden olsa, polise söyleme olasılığınız nedir?',
      answers: {
        'very-likely': 'Çok olası',
        'fairly-likely': 'Oldukça olası',
        neither: 'Ne olası ne değil',
        'fairly-unlikely': 'Pek olası değil',
        'very-unlikely': 'Hiç olası değil',
      },
    },
    'treated-worse': {
      question: 'Kim olduğunuz yüzünden size daha kötü davranıldı mı?',
      hint: 'Örneğin yaşınız ya da cinsiyetiniz. Ailenizin geldiği yer. İnancınız. Kimi sevdiğiniz. Ya da bir hastalık.',
      answers: yesNo,
    },
    'talked-about': { question: 'Polisten biri sizinle bu sorular hakkında konuştu mu?', answers: yesNo },
    'about-age': {
      question: 'Kaç yaşındasınız?',
      hint: 'Sizinle ilgili dört şey soruyoruz. Her biri öbür yanıtlarınızdan ayrı tutulur.',
      answers: {
        '16-24': '16 ile 24 arası',
        '25-34': '25 ile 34 arası',
        '35-44': '35 ile 44 arası',
        '45-54': '45 ile 54 arası',
        '55-64': '55 ile 64 arası',
        '65-or-over': '65 ya da üstü',
      },
    },
    'about-gender': {
      question: 'Bunlardan hangisi sizsiniz?',
      answers: { woman: 'Kadın', man: 'Erkek', another: 'Kendimi başka türlü tanımlıyorum' },
    },
    'about-ethnicity': {
      question: 'Kendinizi hangi gruba ait hissediyorsunuz?',
      answers: {
        asian: 'Asyalı ya da Asyalı Britanyalı',
        black: 'Siyah, Siyah Britanyalı, Karayipli ya da Afrikalı',
        mixed: 'Karışık ya da birden çok grup',
        white: 'Beyaz',
        other: 'Başka bir grup',
      },
    },
    'about-disability': {
      question: 'Bir engeliniz ya da bir yıl veya daha uzun süren bir hastalığınız var mı?',
      answers: yesNo,
    },
    'anything-else': {
      question: 'Victim Support’un bilmesini istediğiniz başka bir şey var mı?',
      hint: 'Lütfen isim ya da başınıza geleni yazmayın. Bunu yalnızca Victim Support okuyabilir.',
      answers: {},
    },
    'contact-me': {
      question: 'Birinin sizinle iletişime geçmesini ister misiniz?',
      hint: 'Bu yalnızca Victim Support’a gider. Yanıtlarınızdan ayrı tutulur.',
      answers: {
        support: 'Evet, bana destek olmak için',
        review: 'Evet, kararın yeniden incelenmesini istememe yardım için',
        complaint: 'Evet, polis hakkında şikâyet etmeme yardım için',
        'independent-body': 'Evet, polisi denetleyen kuruma başvurmama yardım için',
        mp: 'Evet, milletvekilimle konuşmama yardım için',
        no: 'Hayır',
      },
    },
  },
  silences: { 'not-sure': 'Emin değilim', 'prefer-not-to-say': 'Söylememeyi tercih ederim', skipped: 'Atlandı' },
  page: {
    title: 'Sorular',
    toContent: 'Sayfanın ana bölümüne git',
    leave: 'Bu sayfadan çık',
    leaveNote:
      'Hava durumu ile ilgili bir sayfa açılır. Mesajlarınızı ya da gördüğünüz sayfaların listesini silemez. Escape tuşuna üç kez de basabilirsiniz.',
    language: 'Dil',
    menu: 'Yardım ve diğer seçenekler',
    helpTitle: 'Biriyle konuşmak isterseniz',
    helpDanger: 'Tehlikedeyseniz 999’u arayın. Konuşamıyorsanız cep telefonunda 55’e basın.',
    open24: 'gece gündüz',
    privacy: 'Yanıtlarınıza ne olur',
    withdraw: 'Yanıtlarınızı geri alın',
    continue: 'Devam',
    skip: 'Bu soruyu atla',
    finish: 'Burada bitir ve gönder',
    later: 'Kaydet ve şimdilik dur',
    notSafe: 'Şu an güvenli değil',
    back: 'Geri',
    minutes: 'Yaklaşık {n} dakika kaldı',
    minute: 'Yaklaşık 1 dakika kaldı',
    chooseAll: 'Birden çok seçebilirsiniz.',
    cue: 'Lütfen {month} {year} civarında biten davayı düşünün.',
    errorTitle: 'Lütfen bu sayfaya bakın',
    error: 'Hata:',
    notReviewed: 'Bu çeviri henüz bir uzman tarafından gözden geçirilmedi.',
    askFor: 'Bizi arayabilirsiniz: {phone}.',
  },
  faults: {
    'choose-one': 'Bir yanıt seçin ya da bu soruyu atlayın.',
    'not-an-answer': 'Bu sayfadaki yanıtlardan birini seçin.',
    'stands-alone': 'Birlikte olamayacak yanıtlar seçtiniz. Yeniden seçin.',
    'too-long': 'Yazınız çok uzun. {n} harften kısa yazın.',
    'unknown-item': 'Bu sayfadaki yanıtlardan birini seçin.',
    'enter-word': 'Sizinle kararlaştırılan sözcüğü yazın.',
    'enter-code': 'Mektubunuzdaki kodu yazın.',
  },
  entry: {
    heading: 'Merhaba',
    wordLabel: 'Telefonda sizinle kararlaştırılan sözcüğü yazın',
    wordHint: 'Büyük harfler ve boşluklar önemli değil.',
    codeLabel: 'Mektubunuzdaki kodu yazın',
    codeHint: 'On iki harf ve rakam. Boşluklar önemli değil.',
    open: 'Aç',
    failedTitle: 'Açılmadı',
    failed:
      'Hiçbir şey kaybolmadı. Sözcük ya da kod yanlış yazılmış olabilir, bağlantı kullanılmış ya da süresi bitmiş olabilir. Bakıp yeniden deneyin.',
    closedTitle: 'Bu sayfa kapandı',
    closed:
      'Kaydettikleriniz hâlâ kayıtlı. Güvenliğiniz için sayfa kullanılmayınca kapanır. Çerez de gerekir: çerez, tarayıcınızın siz kapatana kadar tuttuğu küçük bir nottur. Devam etmek için bağlantınızı açın ya da kodunuzu yeniden kullanın.',
    missingTitle: 'Burada bir şey yok',
    missing: 'Hiçbir şey kaybolmadı. Adrese bakın ya da bağlantınızı yeniden açın.',
    troubleTitle: 'Bir şey çalışmadı',
    trouble: 'Kaydettikleriniz hâlâ kayıtlı. Bir dakika bekleyip yeniden deneyin.',
    byeTitle: 'Bu sayfayı kapatabilirsiniz',
    bye: 'Yanıtlarınızı gönderene kadar bağlantınız ya da kodunuz sayfayı yeniden açar.',
  },
  consent: {
    heading: 'Başlamadan önce',
    intro:
      'Victim Support, davası biten herkese polisin kendisine nasıl davrandığını sorar. Yanıt vermek isteyip istemediğinizi siz seçersiniz. Her soruyu atlayabilir, her an durabilirsiniz.',
    points: [
      'Yaklaşık 8 dakika sürer. Başınıza geleni sormayız.',
      'Yanıtlarınız başkalarınınkilerle birlikte sayılır. Milletvekilleriniz ve polis sayıları görür, yanıtlarınızı asla görmez.',
      'Polise ya da İçişleri Bakanlığı’na (Home Office) hiçbir şey gitmez.',
      'Yanıtlarınızı gönderince sizinle bağını keseriz. Ondan sonra kimse hangi yanıtların sizin olduğunu bulamaz. Ay sonuna kadar geri almak için bir kod isteyebilirsiniz.',
      'Yanıtları iki yıl tutar, sonra sileriz.',
    ],
    ask: 'Yanıtlarınızı bu şekilde kullanmamızı kabul ediyor musunuz?',
    agree: 'Evet, kabul ediyorum',
    decline: 'Hayır, yanıtlamak istemiyorum',
    never: 'Hayır, lütfen bir daha hiç sormayın',
    declinedTitle: 'Tamam',
    declined: 'Size bunu bir daha sormayacağız. Bu sayfayı kapatabilirsiniz.',
  },
  message: {
    warning:
      'Bunu kimin yazdığını bilemeyiz ve size buradan yardım edemeyiz. Yardım isterseniz sonraki sayfada birinin sizi aramasını seçin.',
    tie: 'Birinin benimle iletişime geçmesini istiyorum. Bu mesajı ona adımla gösterin.',
    length: 'En çok {n} harf.',
  },
  check: {
    heading: 'Yanıtlarınıza bakın',
    earlier: 'Daha önce yanıtlandı',
    notShown: 'Önceki bir ziyaretin yanıtları gösterilmez.',
    change: 'Değiştir',
    changeOf: 'Şu sorunun yanıtını değiştir: {question}',
    written: 'Bir mesaj yazdınız',
    before:
      'Gönderdiğinizde bağlantınız biter ve kimse hangi yanıtların sizin olduğunu bulamaz. Polise ya da İçişleri Bakanlığı’na hiçbir şey gitmez.',
    wantCode: 'Bana bir kod gösterin, bu ayın sonuna kadar yanıtlarımı geri alabileyim',
    send: 'Yanıtlarımı gönder',
  },
  done: {
    heading: 'Yanıtlarınız gönderildi',
    thanks: 'Teşekkürler. Başka bir şey yapmanız gerekmez.',
    contact: 'Birinin sizinle iletişime geçmesini istediyseniz, Victim Support bunu bir iş günü içinde yapar.',
    codeTitle: 'Kodunuz',
    code: 'Bu kodu yalnızca şimdi gösteriyoruz. Yanıtlarınızı geri almak isteyebilirseniz yazın. {month} {year} sonuna kadar çalışır.',
    close: 'Bu sayfayı kapatabilirsiniz.',
  },
  withdraw: {
    heading: 'Yanıtlarınızı geri alın',
    intro: 'Yanıtlarınızı gönderirken kod istediyseniz, o ay bitmeden buraya yazın.',
    label: 'Kodunuz',
    button: 'Yanıtlarımı geri al',
    doneTitle: 'Tamamlandı',
    done: 'Bu kod, bu aydan hâlâ tuttuğumuz yanıtlara aitse, artık silindiler.',
  },
  privacy: {
    heading: 'Yanıtlarınıza ne olur',
    sections: [
      {
        title: 'Kim soruyor',
        text: 'Polis değil, Victim Support soruyor. Victim Support bir yardım kuruluşudur. Bu işi polisi denetleyen seçilmiş kurum için yapar; verilerinizin nasıl kullanıldığından yasaya göre o kurum sorumludur.',
      },
      {
        title: 'Burada sizinle ilgili ne biliyoruz',
        text: 'Bu sayfa anketinizin bir numarasını bilir. Adınızı, telefonunuzu ya da polisin davanız hakkında yazdığını bilmez. Cihazınızı, internet adresinizi ya da yanıtladığınız saati kaydetmeyiz.',
      },
      {
        title: 'Yanıtlarken',
        text: 'Kaydettikleriniz kendi bağlantınızdan ya da kodunuzdan yapılan bir anahtarla kilitlenir. O anahtarı tutmayız. Yanıtlarınızı göndermezseniz, bağlantınız bitince silinirler.',
      },
      {
        title: 'Gönderince',
        text: 'Yanıtlarınızı parçalara ayırır, her parçayı kilitler ve sizinle bağını keseriz. Ayın, yarıyılın ya da yılın sonunda parçalar başkalarınınkilerle karıştırılır ve sayılır. Küçük sayılar asla gösterilmez.',
      },
      {
        title: 'Kim neyi görür',
        text: 'Milletvekilleri, polis ve halk yuvarlanmış sayılarla aynı raporu görür. Poliste kimse bir yanıtı ya da yanıt verip vermediğinizi göremez. Mesajınızı ya da iletişim isteğinizi yalnızca Victim Support okuyabilir.',
      },
      {
        title: 'Ne kadar süre',
        text: 'Yanıtlar iki yıl tutulur. Rapor hep tutulur. Victim Support iletişim bilgilerinizi sorular bittikten 90 gün sonrasına kadar tutar, hayır derseniz hemen siler.',
      },
      {
        title: 'Haklarınız',
        text: 'Hayır diyebilir, durabilir ya da ay bitene kadar kodunuzla yanıtlarınızı geri alabilirsiniz. Victim Support’a sizinle ilgili ne tuttuğunu sorabilir, Information Commissioner’a şikâyet edebilirsiniz: ico.org.uk, 0303 123 1113.',
      },
      {
        title: 'Çerezler',
        text: 'Sayfa açıkken çalışsın diye bir çerez kullanırız. Tarayıcınızı kapatınca gider. Burada olduğunuz başka kimseye söylenmez.',
      },
    ],
  },
  helplines: {
    'rape-crisis': 'Rape Crisis: cinsel şiddet yaşamış herkes için',
    'victim-support': 'Victim Support: bir suçtan zarar gören herkes için',
    'domestic-abuse': 'Ev içi şiddete karşı ulusal yardım hattı',
    galop: 'Galop: zarar görmüş LGBT+ kişiler için',
    samaritans: 'Samaritans: konuşmaya ihtiyacı olan herkes için',
  },
};
