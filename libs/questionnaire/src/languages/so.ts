import type { LanguageTexts } from './language.js';

const yesNo = { yes: 'Haa', no: 'Maya' };
const yesPartlyNo = { yes: 'Haa', partly: 'Qayb ahaan', no: 'Maya' };

export const so: LanguageTexts = {
  facts: { code: 'so', name: 'Soomaali', dir: 'ltr', locale: 'so', review: 'awaiting professional review' },
  months: [
    'Janaayo',
    'Febraayo',
    'Maarso',
    'Abriil',
    'Maajo',
    'Juun',
    'Luuliyo',
    'Ogosto',
    'Sebteembar',
    'Oktoobar',
    'Nofeembar',
    'Diseembar',
  ],
  items: {
    safe: {
      question: 'Hadda ma tahay waqti ammaan ah oo gaar ah oo aad ku jawaabi karto?',
      answers: { yes: 'Haa', no: 'Maya, ka bax boggan', later: 'Waan soo noqon doonaa' },
    },
    satisfied: {
      question: 'Sidee ayaad ugu qanacsan tahay ama uga qanacsanayn sida booliisku kiiskaaga u maareeyeen?',
      answers: {
        'completely-satisfied': 'Gebi ahaan waan ku qanacsanahay',
        'very-satisfied': 'Aad baan ugu qanacsanahay',
        'fairly-satisfied': 'Xoogaa waan ku qanacsanahay',
        neither: 'Kuma qanacsani, kamana qanacsan la’i',
        'fairly-dissatisfied': 'Xoogaa kuma qanacsani',
        'very-dissatisfied': 'Aad baan ugu qanacsanayn',
        'completely-dissatisfied': 'Gebi ahaan kuma qanacsani',
      },
    },
    seriously: {
      question: 'Intee in le’eg ayay booliisku dhab u qaateen waxa aad u sheegtay, haddiiba ay qaateen?',
      answers: {
        very: 'Aad bay dhab u qaateen',
        fairly: 'Xoogaa way dhab u qaateen',
        'not-very': 'Si badan dhab uma qaadan',
        'not-at-all': 'Marnaba dhab uma qaadan',
      },
    },
    'how-ended': {
      question: 'Sida aad u fahamsan tahay, kiiskaagu sidee buu ku dhammaaday?',
      answers: {
        'i-decided': 'Anigu waxaan go’aansaday inaanan sii wadin',
        'police-or-prosecutors-stopped': 'Booliiska ama xeer ilaalinta ayaa go’aansaday inay joojiyaan',
        'not-recorded': 'Looma diiwaangelin dembi ahaan',
        'someone-charged': 'Qof baa la dacweeyay',
        'passed-on': 'Waxaa loo gudbiyay booliis kale ama hay’ad kale',
        'not-told': 'La iima sheegin',
        'something-else': 'Wax kale',
      },
    },
    pressure: {
      question:
        'Wax booliisku dhaheen ama sameeyeen ma ku dareensiiyeen inaad sii waddo, inaad joojiso, labadaba, mise midna?',
      answers: {
        'carry-on': 'Inaan sii wado',
        stop: 'Inaan joojiyo',
        both: 'Labadaba: inaan sii wado iyo inaan joojiyo',
        neither: 'Midna',
      },
    },
    'pressure-strength': {
      question: 'Intee in le’eg ayaad u dareentay inaad joojiso?',
      answers: { 'a-little': 'Xoogaa', 'a-lot': 'Aad' },
    },
    'free-choice': {
      question: 'Xor ma u ahayd inaad adigu go’aansato inaad sii waddo iyo in kale?',
      answers: yesPartlyNo,
    },
    'pressure-how': {
      question: 'Maxaa dhacay?',
      answers: {
        'told-trouble': 'Waxaa la ii sheegay inaan dhib geli karo',
        'asked-to-sign': 'Waxaa la i weydiistay inaan saxiixo qoraal aanan si buuxda u oggolayn ama aanan fahmin',
        'phone-or-records': 'Waxaa la iga codsaday taleefankayga ama xogtayda si aan cadaadis u arkay',
        'kept-waiting': 'Waa la i sugay ilaa aan ka quustay',
        'made-to-blame': 'Waxaa la i dareensiiyay in eeddu tayda tahay',
        'unlikely-to-succeed': 'Waxaa la ii sheegay in kiiskaygu uusan u badnayn inuu guulaysto',
        'something-else': 'Wax kale',
      },
    },
    'told-police-stop': { question: 'Ma u sheegtay booliiska inaadan doonayn inaad sii waddo?', answers: yesNo },
    'why-stopped': {
      question: 'Sababahee ayaa muhiim kuu ahaa inaadan sii wadin?',
      answers: {
        'peace-of-mind': 'Nabadda maskaxdayda',
        safety: 'Ammaankayga ama ammaanka dadka kale',
        'how-long': 'Waqtiga ay qaadatay',
        'how-police-dealt': 'Sida booliisku iila dhaqmeen',
        privacy: 'Arrimahayga gaarka ah, taleefankayga ama xogtayda',
        court: 'Tagista maxkamadda',
        'work-or-family': 'Shaqo ama qoys',
        'something-else': 'Wax kale',
      },
    },
    listened: {
      question: 'Sidee fiican ayay saraakiishu kuu dhageysteen?',
      answers: {
        very: 'Aad u fiican',
        fairly: 'Xoogaa fiican',
        'not-very': 'Si aan fiicnayn',
        'not-at-all': 'Marnaba si fiican uma dhageysan',
      },
    },
    believed: {
      question: 'Ma dareentay in lagu rumaystay?',
      answers: {
        'by-all': 'Haa, dhammaan saraakiishu',
        'by-some': 'Saraakiisha qaarkood',
        'by-none': 'Maya, midkoodna',
      },
    },
    respect: {
      question: 'Intee in le’eg ayay saraakiishu ku ixtiraameen?',
      answers: {
        very: 'Aad bay ii ixtiraameen',
        fairly: 'Xoogaa way i ixtiraameen',
        'not-very': 'Si badan iima ixtiraamin',
        'not-at-all': 'Marnaba ima ixtiraamin',
      },
    },
    'trained-officer': {
      question:
        'Ma laguu sheegay in kiiskaaga uu gacanta ku hayn doono sarkaal si gaar ah ugu tababaran dembiyada galmada?',
      answers: yesNo,
    },
    'support-offered': {
      question: 'Ma laguu soo bandhigay caawimo uu bixiyo qof aan booliis ahayn?',
      hint: 'Tusaale, Victim Support. Ama ISVA: qof dadka caawiya kadib rabshad galmo.',
      answers: { yes: 'Haa', 'yes-i-said-no': 'Haa, waxaanan dhahay maya', no: 'Maya' },
    },
    'looked-into': {
      question: 'Intee in le’eg ayay booliisku u sameeyeen si ay u baaraan waxa aad u sheegtay?',
      answers: {
        'all-they-could': 'Wax kasta oo ay awoodeen',
        most: 'Inta badan waxay awoodeen',
        some: 'Qaar ka mid ah waxay awoodeen',
        'little-or-nothing': 'Wax yar ama waxba',
      },
    },
    'closing-first': {
      question: 'Kuwan kee baa u dhow sida aad dareentay?',
      answers: {
        'find-out': 'Booliisku waxay rabeen inay ogaadaan waxa dhacay',
        'close-case': 'Booliisku waxay rabeen inay kiiska xiraan',
        'in-between': 'U dhexeeya labada',
      },
    },
    'told-recorded': {
      question: 'Ma laguu sheegay sida booliisku u qoreen waxa aad u sheegtay?',
      hint: 'Tusaale, dembiga ay diiwaangeliyeen.',
      answers: yesNo,
    },
    'recorded-right': {
      question: 'Ma heshay fursad aad ku dhahdo waxa ay qoreen waa khalad?',
      answers: { yes: 'Haa', no: 'Maya', 'did-not-want-to': 'Ma doonayn' },
    },
    'outcome-told': { question: 'Ma laguu sheegay sida kiisku u dhammaaday?', answers: yesNo },
    'reasons-given': { question: 'Ma lagu siiyay sababo aad fahmi karto?', answers: yesPartlyNo },
    'review-told': { question: 'Ma laguu sheegay inaad codsan karto in go’aanka dib loo eego?', answers: yesNo },
    wellbeing: {
      question:
        'Xiriirka booliisku ma kaa dhigay inay arrimuhu kuu fiicnaadaan, kuu xumaadaan, mise waxba kama beddelin?',
      answers: {
        'much-better': 'Aad bay u fiicnaatay',
        'bit-better': 'Xoogaa way fiicnaatay',
        'no-different': 'Waxba isma beddelin',
        'bit-worse': 'Xoogaa way xumaatay',
        'much-worse': 'Aad bay u xumaatay',
      },
    },
    'report-again': {
      question:
        'Haddii wax sidan oo kale ah mar kale dhacaan, intee in le’eg ayay u badan tahay inaad booliiska u sheegto?',
      answers: {
        'very-likely': 'Aad bay u badan tahay',
        'fairly-likely': 'Xoogaa way u badan tahay',
        neither: 'Uma badna, mana yara',
        'fairly-unlikely': 'Xoogaa uma badna',
        'very-unlikely': 'Marnaba uma badna',
      },
    },
    'treated-worse': {
      question: 'Ma laguula dhaqmay si ka xun sababta qofka aad tahay?',
      hint: 'Tusaale, da’daada ama jinsigaaga. Halka qoyskaagu ka yimid. Diintaada. Qofka aad jeceshahay. Ama xanuun.',
      answers: yesNo,
    },
    'talked-about': { question: 'Qof booliiska ka mid ah ma kaala hadlay su’aalahan?', answers: yesNo },
    'about-age': {
      question: 'Immisa jir baad tahay?',
      hint: 'Waxaan ku weydiinaynaa afar wax oo adiga kugu saabsan. Mid kasta waxaa laga fogeeyaa jawaabahaaga kale.',
      answers: {
        '16-24': '16 ilaa 24',
        '25-34': '25 ilaa 34',
        '35-44': '35 ilaa 44',
        '45-54': '45 ilaa 54',
        '55-64': '55 ilaa 64',
        '65-or-over': '65 ama ka weyn',
      },
    },
    'about-gender': {
      question: 'Kuwan kee baad tahay?',
      answers: { woman: 'Naag', man: 'Nin', another: 'Si kale ayaan isu sifeeyaa' },
    },
    'about-ethnicity': {
      question: 'Kooxdee ayaad dareensan tahay inaad ka tirsan tahay?',
      answers: {
        asian: 'Aasiyaan ama Ingiriis Aasiyaan ah',
        black: 'Madow, Ingiriis madow, Kariibiyaan ama Afrikaan',
        mixed: 'Isku dhaf ama in ka badan hal koox',
        white: 'Caddaan',
        other: 'Koox kale',
      },
    },
    'about-disability': { question: 'Ma leedahay naafonimo, ama xanuun socday sannad ama ka badan?', answers: yesNo },
    'anything-else': {
      question: 'Ma jiraan wax kale oo aad rabto in Victim Support ogaato?',
      hint: 'Fadlan ha qorin magacyo ama wixii kugu dhacay. Victim Support oo keliya ayaa akhrin karta.',
      answers: {},
    },
    'contact-me': {
      question: 'Ma rabtaa in qof kula soo xiriiro?',
      hint: 'Tani waxay u tagtaa Victim Support oo keliya. Waxaa laga fogeeyaa jawaabahaaga.',
      answers: {
        support: 'Haa, si la ii taageero',
        review: 'Haa, si la iiga caawiyo inaan codsado in go’aanka dib loo eego',
        complaint: 'Haa, si la iiga caawiyo inaan ka cawdo booliiska',
        'independent-body': 'Haa, si la iiga caawiyo inaan u tago hay’adda booliiska ilaalisa',
        mp: 'Haa, si la iiga caawiyo inaan la hadlo xildhibaankayga',
        no: 'Maya',
      },
    },
  },
  silences: {
    'not-sure': 'Ma hubo',
    'prefer-not-to-say': 'Waxaan door bidayaa inaanan sheegin',
    skipped: 'Waa la dhaafay',
  },
  page: {
    title: 'Su’aalo',
    toContent: 'U gudub qaybta ugu weyn ee bogga',
    leave: 'Ka bax boggan',
    leaveNote:
      'Tani waxay furaysaa bog ku saabsan cimilada. Ma tirtiri karto fariimahaaga ama liiska boggagga aad aragtay. Waxaad kaloo saddex jeer riixi kartaa furaha Escape.',
    language: 'Luqad',
    menu: 'Caawimo iyo doorashooyin kale',
    helpTitle: 'Haddii aad rabto inaad qof la hadasho',
    helpDanger: 'Haddii aad khatar ku jirto, wac 999. Haddii aadan hadli karin, riix 55 taleefanka gacanta.',
    open24: 'habeen iyo maalin',
    privacy: 'Waxa ku dhaca jawaabahaaga',
    withdraw: 'Dib u qaado jawaabahaaga',
    continue: 'Sii wad',
    skip: 'Dhaaf su’aashan',
    finish: 'Halkan ku dhammee oo dir',
    later: 'Kaydi oo hadda jooji',
    notSafe: 'Hadda ammaan ma aha',
    back: 'Dib u noqo',
    minutes: 'Qiyaastii {n} daqiiqo ayaa haray',
    minute: 'Qiyaastii 1 daqiiqo ayaa haray',
    chooseAll: 'Waxaad dooran kartaa in ka badan mid.',
    cue: 'Fadlan ka fikir kiiska dhammaaday qiyaastii {month} {year}.',
    errorTitle: 'Fadlan hubi boggan',
    error: 'Khalad:',
    notReviewed: 'Turjumaan xirfadle ah weli ma hubin turjumaaddan.',
    askFor: 'Waxaad naga soo wici kartaa {phone}.',
    idle: 'Haddii aad boggan ka maqnaato {n} daqiiqo, wuu xirmayaa. Waxa aad kaydisay way kaydsan yihiin.',
  },
  faults: {
    'choose-one': 'Dooro jawaab, ama dhaaf su’aashan.',
    'not-an-answer': 'Dooro mid ka mid ah jawaabaha boggan.',
    'stands-alone': 'Waxaad dooratay jawaabo aan is raaci karin. Mar kale dooro.',
    'too-long': 'Qoraalkaagu aad buu u dheer yahay. Ka dhig wax ka yar {n} xaraf.',
    'unknown-item': 'Dooro mid ka mid ah jawaabaha boggan.',
    'enter-word': 'Qor erayga lagugula heshiiyay.',
    'enter-code': 'Qor koodhka warqaddaada ku yaal.',
  },
  entry: {
    heading: 'Salaan',
    wordLabel: 'Qor erayga taleefanka lagugula heshiiyay',
    wordHint: 'Xarfaha waaweyn iyo meelaha bannaan muhiim ma aha.',
    codeLabel: 'Qor koodhka warqaddaada ku yaal',
    codeHint: 'Laba iyo toban xaraf iyo tiro. Meelaha bannaan muhiim ma aha.',
    open: 'Fur',
    failedTitle: 'Ma furmin',
    failed:
      'Waxba ma lumin. Erayga ama koodhka ayaa laga yaabaa in si khaldan loo qoray, ama linkiga hore loo isticmaalay ama uu dhammaaday. Hubi oo mar kale isku day.',
    closedTitle: 'Boggan waa xirmay',
    closed:
      'Wixii aad kaydisay weli waa kaydsan yihiin. Ammaankaaga dartiis, boggu wuu xirmaa marka aan la isticmaalin. Wuxuu kaloo u baahan yahay cookies: waa qoraal yar oo browser-kaagu hayo ilaa aad xirto. Si aad u sii waddo, mar kale fur linkigaaga ama isticmaal koodhkaaga.',
    missingTitle: 'Halkan waxba ma yaallaan',
    missing: 'Waxba ma lumin. Hubi cinwaanka, ama mar kale fur linkigaaga.',
    troubleTitle: 'Wax baa shaqayn waayay',
    trouble: 'Wixii aad kaydisay weli waa kaydsan yihiin. Fadlan sug daqiiqo oo mar kale isku day.',
    overTitle: 'Wax kale oo la sameeyo ma harin',
    over: 'Jawaabahaaga waa la diray, ama linkigaagu waa dhammaaday. Boggan waad xiri kartaa.',
    lateTitle: 'Waa laga daahay in la diro',
    late: 'Linkigaagu wuu dhammaaday ka hor inta aan jawaabahaaga la dirin. Lama dirin, waana tirtiraynaa. Uma baahnid inaad wax sameyso.',
    busyTitle: 'Fadlan wax yar kaddib mar kale isku day',
    busy: 'Dad badan ayaa hadda boggan furaya. Waxba ma lumin. Wax yar sug oo mar kale isku day.',
    byeTitle: 'Boggan waad xiri kartaa',
    bye: 'Linkigaaga ama koodhkaagu mar kale ayuu furi doonaa ilaa aad jawaabahaaga dirto.',
  },
  consent: {
    heading: 'Intaadan bilaabin',
    intro:
      'Victim Support waxay qof kasta oo kiiskiisu dhammaaday weydiisaa sida booliisku ula dhaqmeen. Adigaa dooranaya inaad jawaabto. Su’aal kasta waad dhaafi kartaa, mar kastana waad joojin kartaa.',
    points: [
      'Waxay qaadanaysaa qiyaastii 8 daqiiqo. Waxba lagama weydiinayo wixii kugu dhacay.',
      'Jawaabahaaga waxaa lala tiriyaa kuwa dad kale. Xildhibaannadaada iyo booliisku waxay arkaan tirooyinka, weligood ma arkaan jawaabahaaga.',
      'Waxba uma tagaan booliiska ama Wasaaradda Arrimaha Gudaha (Home Office).',
      'Marka aad jawaabahaaga dirto, waxaan goynaa xiriirka adiga kugu xira. Kadib cidna ma ogaan karto jawaabaha kuwaaga ah. Waxaad codsan kartaa koodh aad dib ugu qaadato ilaa dhammaadka bisha.',
      'Jawaabaha waxaan haynaa ugu badnaan laba sano, kadibna waan tirtirnaa.',
    ],
    ask: 'Ma oggoshahay inaan jawaabahaaga sidan u isticmaalno?',
    agree: 'Haa, waan oggolahay',
    decline: 'Maya, ma rabo inaan jawaabo',
    never: 'Maya, fadlan weligiin ha i weydiinina',
    declinedTitle: 'Waa hagaag',
    declined: 'Mar dambe arrintan kuma weydiin doonno. Boggan waad xiri kartaa.',
  },
  message: {
    warning:
      'Ma ogaan karno cidda tan qortay, halkanna kaama caawin karno. Haddii aad caawimo rabto, bogga xiga ka dooro in qof kula soo xiriiro.',
    tie: 'Waxaan rabaa in qof ila soo xiriiro. Tus fariintan iyo magacayga.',
    length: 'Ugu badnaan {n} xaraf.',
  },
  check: {
    heading: 'Hubi jawaabahaaga',
    earlier: 'Hore ayaa looga jawaabay',
    notShown: 'Jawaabaha booqasho hore lama muujiyo.',
    change: 'Beddel',
    changeOf: 'Beddel jawaabtaada: {question}',
    written: 'Fariin ayaad qortay',
    before:
      'Marka aad dirto, linkigaagu wuu dhammaadaa, cidna ma ogaan karto jawaabaha kuwaaga ah. Waxba uma tagaan booliiska ama Wasaaradda Arrimaha Gudaha.',
    wantCode: 'I tus koodh, si aan jawaabahayga dib ugu qaato ilaa dhammaadka bishan',
    send: 'Dir jawaabahayga',
  },
  done: {
    heading: 'Jawaabahaaga waa la diray',
    thanks: 'Mahadsanid. Wax kale uma baahnid inaad samayso.',
    contact:
      'Haddii aad codsatay in qof kula soo xiriiro, Victim Support waxay ku samayn doontaa hal maalin shaqo gudaheed.',
    codeTitle: 'Koodhkaaga',
    code: 'Koodhkan hadda oo keliya ayaan muujinaynaa. Qor haddii laga yaabo inaad jawaabahaaga dib u qaadato. Wuxuu shaqeeyaa ilaa dhammaadka {month} {year}.',
    close: 'Boggan waad xiri kartaa.',
  },
  withdraw: {
    heading: 'Dib u qaado jawaabahaaga',
    intro: 'Haddii aad koodh codsatay markii aad jawaabahaaga dirtay, halkan ku qor ka hor dhammaadka bishaas.',
    label: 'Koodhkaaga',
    button: 'Dib u qaado jawaabahayga',
    doneTitle: 'Waa la sameeyay',
    done: 'Haddii koodhkan uu leeyahay jawaabo aan weli bishan u hayno, hadda waa la tirtiray.',
  },
  privacy: {
    heading: 'Waxa ku dhaca jawaabahaaga',
    sections: [
      {
        title: 'Yaa weydiinaya',
        text: 'Victim Support ayaa weydiinaysa, booliiska ma aha. Victim Support waa hay’ad samafal. Waxay shaqadan u qabataa hay’adda la doortay ee booliiska ilaalisa, taas oo sharci ahaan mas’uul ka ah sida xogtaada loo isticmaalo.',
      },
      {
        title: 'Yaa mas’uul ka ah xogtaada',
        text: 'Sharci ahaan, {controller} ayaa mas’uul ka ah xogtaada. Halkan ayaad u qori kartaa: {contact}. Sarkaalka ilaalinta xogta ayaa taas hubiya: {officer}. Sharcigu wuxuu hay’addan u xilsaaray inay weydiiso sida booliisku dadka ula dhaqmo. Jawaabahaaga waxay isticmaali kartaa oo keliya haddii aad oggolaato. Waa sharcigan: {basis}.',
      },
      {
        title: 'Waxa aan halkan kaa ognahay',
        text: 'Boggan wuxuu yaqaan lambar su’aalahaaga. Ma yaqaan magacaaga, taleefankaaga, ama waxa booliisku ka qoreen kiiskaaga. Kama hayno wax ku saabsan qalabkaaga, cinwaankaaga internetka, ama waqtiga aad jawaabto.',
      },
      {
        title: 'Inta aad jawaabayso',
        text: 'Wixii aad kaydisay waxaa lagu xiray fure laga sameeyay linkigaaga ama koodhkaaga. Furahaas ma hayno. Haddii aadan dirin, waa la tirtiraa marka linkigaagu dhammaado.',
      },
      {
        title: 'Marka aad dirto',
        text: 'Jawaabahaaga waxaan u kala qaybinaa qaybo, qayb kasta waan xirnaa, xiriirka adiga kugu xirana waan goynaa. Dhammaadka bisha, badhka sannadka ama sannadka, qaybaha waxaa lagu daraa kuwa dad kale waana la tiriyaa. Tirooyinka yar weligood lama muujiyo.',
      },
      {
        title: 'Yaa arka maxay',
        text: 'Xildhibaannada iyo booliisku waxay arkaan isla warbixinta oo tirooyinku isku dhow yihiin, dadka kalena way u sheegi karaan waxa ku jira. Cid booliiska ka tirsan ma arki karto jawaab, ama inaad jawaabtay. Victim Support oo keliya ayaa akhrin karta fariin aad qortay ama inaad xiriir rabto.',
      },
      {
        title: 'Muddo intee le’eg',
        text: 'Jawaabaha waxaa la hayaa ugu badnaan laba sano. Warbixinta weligeed waa la hayaa. Victim Support waxay xogta xiriirkaaga haysaa ilaa 90 maalmood kadib marka su’aaluhu dhammaadaan, isla markiibana way tirtirtaa haddii aad maya dhahdo.',
      },
      {
        title: 'Xuquuqdaada',
        text: 'Waad diidi kartaa, waad joojin kartaa, ama koodhkaaga ayaad jawaabaha dib ugu qaadan kartaa ilaa bishu dhammaato. Waxaad Victim Support weydiin kartaa waxa ay kaa hayso ({phone}), waxaadna u cawan kartaa Information Commissioner: ico.org.uk, 0303 123 1113.',
      },
      {
        title: 'Cookies',
        text: 'Waxaan isticmaalnaa saddex cookies: mid si boggu u shaqeeyo inta uu furan yahay, mid si aan u ogaanno in foomku kaayaga yahay, iyo mid luqadda aad doorato. Way tagaan marka aad xirto browser-ka. Cid kale looma sheego inaad halkan joogtay.',
      },
    ],
  },
  ownRoute: {
    title: 'Naga codso inaan ku soo wacno',
    forWhom:
      'Wax ma soo sheegtay, mase dhammaatay? Miyaan cidina ku weydiin sida loo maareeyay? Markaas boggan adigaa laguugu talagalay.',
    whoWeAre: 'Waxaan nahay Victim Support. Waan madax bannaannahay. Cidna uma sheegno inaad noo soo qortay.',
    notHere: 'Fadlan halkan ha ku qorin waxa dhacay. Waan ku soo wici doonaa, oo keliya wakhtiga aad dooratid.',
    firstName: 'Magaca koowaad ee aan ku weydiinno',
    telephone: 'Lambar taleefan oo adiga ammaan kuu ah',
    when: 'Goorma ayaan ku soo wici karnaa? Bannaan uga tag haddii wakhti kasta oo maalin shaqo ah ku habboon yahay',
    mornings: 'Subaxda',
    afternoons: 'Galabta',
    evenings: 'Fiidkii ilaa 7',
    voicemail: 'Ma kaaga tagi karnaa farriin sheegaysa magac koowaad oo keliya?',
    endedAround: 'Goorma ayay dhammaatay, qiyaastii? (haddii aad rabto)',
    send: 'Dir',
    history:
      'Boggan ma tirtiri karo taariikhda browser-kaaga. Haddii qof eegi karo, isticmaal daaqad gaar ah ama wac {phone}.',
    firstNameMissing: 'Qor magac koowaad. Khasab ma aha inuu kaaga yahay.',
    telephoneMissing: 'Qor lambar taleefan, sida 020 7946 0018.',
    notSentTitle: 'Foomkaaga lama dirin',
    notSent:
      'Waxba ma aanan kaydin. Boggan wuxuu u baahan yahay cookies: waa qoraal yar oo browser-kaagu hayo. Mar kale fur bogga oo dir foomka, ama naga soo wac {phone}.',
    sentTitle: 'Waa na soo gaartay',
    sent: 'Qof ayaa ku soo wici doona saddex maalmood oo shaqo gudahood, wakhtiga aad dooratay.',
    sameForAll: 'Qof kasta oo foomkan soo dira ayaa boggan arka. Ma sheegayo inaan wax kaa ogtahay iyo in kale.',
    helpNow: 'Haddii aad hadda caawimo u baahan tahay, wac {phone}. Xaalad degdeg ah wac 999.',
  },
  helplines: {
    'rape-crisis': 'Rape Crisis: qof kasta oo soo maray rabshad galmo',
    'victim-support': 'Victim Support: qof kasta oo dembi dhibay',
    'domestic-abuse': 'Khadka qaranka ee rabshadda guriga',
    galop: 'Galop: dadka LGBT+ ee la dhibay',
    samaritans: 'Samaritans: qof kasta oo u baahan inuu hadlo',
  },
};
