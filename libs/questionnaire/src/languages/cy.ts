import type { LanguageTexts } from './language.js';

// Welsh has no one word for yes: each answer repeats the verb of its question.
const told = { yes: 'Do', no: 'Naddo' };

export const cy: LanguageTexts = {
  facts: { code: 'cy', name: 'Cymraeg', dir: 'ltr', locale: 'cy', review: 'awaiting professional review' },
  months: [
    'Ionawr',
    'Chwefror',
    'Mawrth',
    'Ebrill',
    'Mai',
    'Mehefin',
    'Gorffennaf',
    'Awst',
    'Medi',
    'Hydref',
    'Tachwedd',
    'Rhagfyr',
  ],
  items: {
    safe: {
      question: 'Ydy hi’n amser diogel a phreifat i ateb nawr?',
      answers: { yes: 'Ydy', no: 'Nac ydy, gadael y dudalen hon', later: 'Fe ddof yn ôl yn nes ymlaen' },
    },
    satisfied: {
      question: 'Pa mor fodlon neu anfodlon ydych chi ar y ffordd y deliodd yr heddlu â’ch achos?',
      answers: {
        'completely-satisfied': 'Hollol fodlon',
        'very-satisfied': 'Bodlon iawn',
        'fairly-satisfied': 'Eithaf bodlon',
        neither: 'Ddim yn fodlon nac yn anfodlon',
        'fairly-dissatisfied': 'Eithaf anfodlon',
        'very-dissatisfied': 'Anfodlon iawn',
        'completely-dissatisfied': 'Hollol anfodlon',
      },
    },
    seriously: {
      question: 'Pa mor ddifrifol, os o gwbl, y cymerodd yr heddlu yr hyn a ddywedoch chi wrthyn nhw?',
      answers: {
        very: 'Yn ddifrifol iawn',
        fairly: 'Yn eithaf difrifol',
        'not-very': 'Ddim yn ddifrifol iawn',
        'not-at-all': 'Ddim yn ddifrifol o gwbl',
      },
    },
    'how-ended': {
      question: 'Yn ôl eich dealltwriaeth chi, sut y daeth eich achos i ben?',
      answers: {
        'i-decided': 'Fe wnes i benderfynu peidio â pharhau',
        'police-or-prosecutors-stopped': 'Fe benderfynodd yr heddlu neu’r erlynwyr stopio',
        'not-recorded': 'Ni chafodd ei gofnodi fel trosedd',
        'someone-charged': 'Cafodd rhywun ei gyhuddo',
        'passed-on': 'Cafodd ei drosglwyddo i heddlu neu gorff arall',
        'not-told': 'Ni ddywedodd neb wrthyf i',
        'something-else': 'Rhywbeth arall',
      },
    },
    pressure: {
      question:
        'A wnaeth unrhyw beth a ddywedodd neu a wnaeth yr heddlu i chi deimlo y dylech barhau, y dylech stopio, y ddau, neu’r naill na’r llall?',
      answers: {
        'carry-on': 'Y dylwn barhau',
        stop: 'Y dylwn stopio',
        both: 'Y ddau: parhau a stopio',
        neither: 'Y naill na’r llall',
      },
    },
    'pressure-strength': {
      question: 'Pa mor gryf oedd y teimlad y dylech stopio?',
      answers: { 'a-little': 'Ychydig', 'a-lot': 'Llawer' },
    },
    'free-choice': {
      question: 'Oeddech chi’n rhydd i benderfynu drosoch eich hun a oeddech am barhau?',
      answers: { yes: 'Oeddwn', partly: 'Yn rhannol', no: 'Nac oeddwn' },
    },
    'pressure-how': {
      question: 'Beth ddigwyddodd?',
      answers: {
        'told-trouble': 'Dywedwyd wrthyf y gallwn fod mewn trwbl',
        'asked-to-sign': 'Gofynnwyd i mi lofnodi datganiad nad oeddwn yn ei ddeall nac yn cytuno’n llwyr ag ef',
        'phone-or-records': 'Gofynnwyd am fy ffôn neu fy nghofnodion mewn ffordd a deimlai fel pwysau',
        'kept-waiting': 'Cefais fy nghadw i aros nes i mi roi’r gorau iddi',
        'made-to-blame': 'Gwnaed i mi deimlo mai fi oedd ar fai',
        'unlikely-to-succeed': 'Dywedwyd wrthyf fod fy achos yn annhebygol o lwyddo',
        'something-else': 'Rhywbeth arall',
      },
    },
    'told-police-stop': { question: 'A ddywedoch chi wrth yr heddlu nad oeddech am barhau?', answers: told },
    'why-stopped': {
      question: 'Pa resymau dros beidio â pharhau oedd yn bwysig i chi?',
      answers: {
        'peace-of-mind': 'Fy nhawelwch meddwl fy hun',
        safety: 'Fy niogelwch i neu ddiogelwch pobl eraill',
        'how-long': 'Faint o amser a gymerodd',
        'how-police-dealt': 'Y ffordd y deliodd yr heddlu â fi',
        privacy: 'Fy mhreifatrwydd, fy ffôn neu fy nghofnodion',
        court: 'Mynd i’r llys',
        'work-or-family': 'Gwaith neu deulu',
        'something-else': 'Rhywbeth arall',
      },
    },
    listened: {
      question: 'Pa mor dda y gwrandawodd y swyddogion arnoch chi?',
      answers: {
        very: 'Yn dda iawn',
        fairly: 'Yn eithaf da',
        'not-very': 'Ddim yn dda iawn',
        'not-at-all': 'Ddim yn dda o gwbl',
      },
    },
    believed: {
      question: 'Oeddech chi’n teimlo bod pobl yn eich credu?',
      answers: {
        'by-all': 'Oeddwn, pob un o’r swyddogion',
        'by-some': 'Rhai o’r swyddogion',
        'by-none': 'Nac oeddwn, yr un o’r swyddogion',
      },
    },
    respect: {
      question: 'Faint o barch a ddangosodd y swyddogion atoch chi?',
      answers: {
        very: 'Llawer iawn o barch',
        fairly: 'Eithaf parch',
        'not-very': 'Dim llawer o barch',
        'not-at-all': 'Dim parch o gwbl',
      },
    },
    'trained-officer': {
      question:
        'A ddywedwyd wrthych y byddai swyddog â hyfforddiant arbennig mewn troseddau rhywiol yn delio â’ch achos?',
      answers: told,
    },
    'support-offered': {
      question: 'A gynigiwyd help i chi gan rywun nad yw’n heddlu?',
      hint: 'Er enghraifft, Victim Support. Neu ISVA: rhywun sy’n helpu pobl ar ôl trais rhywiol.',
      answers: { yes: 'Do', 'yes-i-said-no': 'Do, ac fe ddywedais na', no: 'Naddo' },
    },
    'looked-into': {
      question: 'Faint wnaeth yr heddlu i edrych i mewn i’r hyn a ddywedoch chi?',
      answers: {
        'all-they-could': 'Popeth y gallen nhw',
        most: 'Y rhan fwyaf o’r hyn y gallen nhw',
        some: 'Rhywfaint o’r hyn y gallen nhw',
        'little-or-nothing': 'Fawr ddim neu ddim byd',
      },
    },
    'closing-first': {
      question: 'Pa un o’r rhain sydd agosaf at sut roedd yn teimlo i chi?',
      answers: {
        'find-out': 'Roedd yr heddlu am wybod beth ddigwyddodd',
        'close-case': 'Roedd yr heddlu am gau’r achos',
        'in-between': 'Rhywle yn y canol',
      },
    },
    'told-recorded': {
      question: 'A ddywedwyd wrthych sut y cofnododd yr heddlu yr hyn a ddywedoch chi?',
      hint: 'Er enghraifft, pa drosedd a gofnodwyd.',
      answers: told,
    },
    'recorded-right': {
      question: 'A gawsoch chi gyfle i ddweud os oedd yr hyn a gofnodwyd yn anghywir?',
      answers: { yes: 'Do', no: 'Naddo', 'did-not-want-to': 'Doeddwn i ddim am wneud hynny' },
    },
    'outcome-told': { question: 'A ddywedwyd wrthych sut y daeth yr achos i ben?', answers: told },
    'reasons-given': {
      question: 'A gawsoch chi resymau y gallech eu deall?',
      answers: { yes: 'Do', partly: 'Yn rhannol', no: 'Naddo' },
    },
    'review-told': { question: 'A ddywedwyd wrthych y gallech ofyn am edrych eto ar y penderfyniad?', answers: told },
    wellbeing: {
      question: 'A yw’r cysylltiad â’r heddlu wedi gwneud pethau’n well neu’n waeth i chi, neu heb newid dim?',
      answers: {
        'much-better': 'Llawer gwell',
        'bit-better': 'Ychydig yn well',
        'no-different': 'Heb newid dim',
        'bit-worse': 'Ychydig yn waeth',
        'much-worse': 'Llawer gwaeth',
      },
    },
    'report-again': {
      question: 'Pe bai rhywbeth fel hyn yn digwydd eto, pa mor debygol fyddech chi o ddweud wrth yr heddlu?',
      answers: {
        'very-likely': 'Tebygol iawn',
        'fairly-likely': 'Eithaf tebygol',
        neither: 'Ddim yn debygol nac yn annhebygol',
        'fairly-unlikely': 'Eithaf annhebygol',
        'very-unlikely': 'Annhebygol iawn',
      },
    },
    'treated-worse': {
      question: 'A gawsoch chi eich trin yn waeth oherwydd pwy ydych chi?',
      hint: 'Er enghraifft, eich oed neu’ch rhyw. O ble y daw eich teulu. Eich ffydd. Pwy rydych chi’n ei garu. Neu salwch.',
      answers: told,
    },
    'talked-about': { question: 'A siaradodd rhywun o’r heddlu â chi am y cwestiynau hyn?', answers: told },
    'about-age': {
      question: 'Beth yw eich oed?',
      hint: 'Rydyn ni’n gofyn pedwar peth amdanoch chi. Cedwir pob un ar wahân i’ch atebion eraill.',
      answers: {
        '16-24': '16 i 24',
        '25-34': '25 i 34',
        '35-44': '35 i 44',
        '45-54': '45 i 54',
        '55-64': '55 i 64',
        '65-or-over': '65 neu’n hŷn',
      },
    },
    'about-gender': {
      question: 'Pa un o’r rhain ydych chi?',
      answers: { woman: 'Menyw', man: 'Dyn', another: 'Rwy’n disgrifio fy hun mewn ffordd arall' },
    },
    'about-ethnicity': {
      question: 'I ba grŵp rydych chi’n teimlo eich bod yn perthyn?',
      answers: {
        asian: 'Asiaidd neu Asiaidd Prydeinig',
        black: 'Du, Du Prydeinig, Caribïaidd neu Affricanaidd',
        mixed: 'Cymysg neu fwy nag un grŵp',
        white: 'Gwyn',
        other: 'Grŵp arall',
      },
    },
    'about-disability': {
      question: 'Oes gennych chi anabledd, neu salwch sydd wedi para blwyddyn neu fwy?',
      answers: { yes: 'Oes', no: 'Nac oes' },
    },
    'anything-else': {
      question: 'Oes unrhyw beth arall rydych chi am i Victim Support ei wybod?',
      hint: 'Peidiwch ag ysgrifennu enwau na’r hyn a ddigwyddodd i chi. Dim ond Victim Support all ddarllen hwn.',
      answers: {},
    },
    'contact-me': {
      question: 'Hoffech chi i rywun gysylltu â chi?',
      hint: 'Mae hwn yn mynd at Victim Support yn unig. Cedwir ef ar wahân i’ch atebion.',
      answers: {
        support: 'Hoffwn, i roi cefnogaeth i mi',
        review: 'Hoffwn, i’m helpu i ofyn am edrych eto ar y penderfyniad',
        complaint: 'Hoffwn, i’m helpu i wneud cwyn am yr heddlu',
        'independent-body': 'Hoffwn, i’m helpu i fynd at y corff sy’n cadw golwg ar yr heddlu',
        mp: 'Hoffwn, i’m helpu i siarad â’m Haelod Seneddol',
        no: 'Na hoffwn',
      },
    },
  },
  silences: {
    'not-sure': 'Dydw i ddim yn siŵr',
    'prefer-not-to-say': 'Byddai’n well gen i beidio â dweud',
    skipped: 'Wedi’i hepgor',
  },
  page: {
    title: 'Cwestiynau',
    toContent: 'Mynd i brif ran y dudalen',
    leave: 'Gadael y dudalen hon',
    leaveNote:
      'Mae hyn yn agor tudalen am y tywydd. Ni all glirio eich negeseuon na’r rhestr o dudalennau a welsoch. Gallwch hefyd bwyso’r fysell Escape dair gwaith.',
    language: 'Iaith',
    menu: 'Help a dewisiadau eraill',
    helpTitle: 'Os hoffech siarad â rhywun',
    helpDanger: 'Os ydych mewn perygl, ffoniwch 999. Os na allwch siarad, pwyswch 55 ar ffôn symudol.',
    open24: 'ddydd a nos',
    privacy: 'Beth sy’n digwydd i’ch atebion',
    withdraw: 'Tynnu eich atebion yn ôl',
    continue: 'Parhau',
    skip: 'Hepgor y cwestiwn hwn',
    finish: 'Gorffen yma ac anfon',
    later: 'Cadw a stopio am y tro',
    notSafe: 'Dydy hi ddim yn ddiogel nawr',
    back: 'Yn ôl',
    minutes: 'Tua {n} munud ar ôl',
    minute: 'Tua 1 munud ar ôl',
    chooseAll: 'Gallwch ddewis mwy nag un.',
    cue: 'Meddyliwch am yr achos a ddaeth i ben tua {month} {year}.',
    errorTitle: 'Edrychwch eto ar y dudalen hon',
    error: 'Gwall:',
    notReviewed: 'Nid yw’r cyfieithiad hwn wedi’i wirio eto gan gyfieithydd proffesiynol.',
    askFor: 'Gallwch ein ffonio ar {phone}.',
    idle: 'Os gadewch y dudalen hon am {n} munud, bydd yn cau. Bydd yr hyn yr ydych wedi ei gadw yn aros.',
  },
  faults: {
    'choose-one': 'Dewiswch ateb, neu hepgorwch y cwestiwn hwn.',
    'not-an-answer': 'Dewiswch un o’r atebion ar y dudalen hon.',
    'stands-alone': 'Fe ddewisoch atebion nad ydynt yn mynd gyda’i gilydd. Dewiswch eto.',
    'too-long': 'Mae eich testun yn rhy hir. Gwnewch ef yn fyrrach na {n} llythyren.',
    'unknown-item': 'Dewiswch un o’r atebion ar y dudalen hon.',
    'enter-word': 'Teipiwch y gair a gytunwyd gyda chi.',
    'enter-code': 'Teipiwch y cod o’ch llythyr.',
  },
  entry: {
    heading: 'Helô',
    wordLabel: 'Teipiwch y gair a gytunwyd gyda chi ar y ffôn',
    wordHint: 'Does dim ots am briflythrennau na bylchau.',
    codeLabel: 'Teipiwch y cod o’ch llythyr',
    codeHint: 'Deuddeg llythyren a rhif. Does dim ots am fylchau.',
    open: 'Agor',
    failedTitle: 'Wnaeth hynny ddim agor',
    failed:
      'Does dim byd wedi’i golli. Efallai fod y gair neu’r cod wedi’i deipio’n anghywir, neu fod y ddolen wedi’i defnyddio neu wedi dod i ben. Edrychwch eto a rhowch gynnig arall arni.',
    closedTitle: 'Mae’r dudalen hon wedi cau',
    closed:
      'Mae’r hyn a gadwoch yn dal wedi’i gadw. I’ch cadw’n ddiogel, mae’r dudalen yn cau pan gaiff ei gadael. Mae hefyd angen cwcis: nodyn bach yw cwci y mae eich porwr yn ei gadw nes i chi ei gau. I barhau, agorwch eich dolen neu defnyddiwch eich cod eto.',
    missingTitle: 'Does dim byd yma',
    missing: 'Does dim byd wedi’i golli. Edrychwch ar y cyfeiriad, neu agorwch eich dolen eto.',
    troubleTitle: 'Wnaeth rhywbeth ddim gweithio',
    trouble: 'Mae’r hyn a gadwoch yn dal wedi’i gadw. Arhoswch funud a rhowch gynnig arall arni.',
    overTitle: 'Does dim ar ôl i’w wneud',
    over: 'Cafodd eich atebion eu hanfon, neu mae eich dolen wedi dod i ben. Gallwch gau’r dudalen hon.',
    lateTitle: 'Mae’n rhy hwyr i anfon',
    late: 'Daeth eich dolen i ben cyn i’ch atebion gael eu hanfon. Ni chawsant eu hanfon, ac rydym yn eu dileu. Nid oes angen i chi wneud dim.',
    busyTitle: 'Rhowch gynnig arall arni mewn eiliad',
    busy: 'Mae llawer o bobl yn agor y dudalen hon nawr. Does dim byd wedi’i golli. Arhoswch eiliad a rhowch gynnig arall arni.',
    byeTitle: 'Gallwch gau’r dudalen hon',
    bye: 'Bydd eich dolen neu’ch cod yn ei hagor eto nes i chi anfon eich atebion.',
  },
  consent: {
    heading: 'Cyn i chi ddechrau',
    intro:
      'Mae Victim Support yn gofyn i bawb y mae eu hachos wedi dod i ben sut y cawsant eu trin gan yr heddlu. Chi sy’n dewis a ydych am ateb. Gallwch hepgor unrhyw gwestiwn a stopio unrhyw bryd.',
    points: [
      'Mae’n cymryd tua 8 munud. Does dim byd yn gofyn am yr hyn a ddigwyddodd i chi.',
      'Caiff eich atebion eu cyfrif gydag atebion pobl eraill. Mae eich Aelodau Seneddol a’r heddlu yn gweld y rhifau, byth eich atebion.',
      'Does dim byd yn mynd at yr heddlu na’r Swyddfa Gartref.',
      'Pan fyddwch yn anfon eich atebion, byddwn yn torri’r cysylltiad â chi. Wedi hynny ni all neb ddod o hyd i’ch atebion chi. Gallwch ofyn am god i’w tynnu yn ôl tan ddiwedd y mis.',
      'Rydyn ni’n cadw’r atebion am ddwy flynedd ar y mwyaf, yna’n eu dileu.',
    ],
    ask: 'Ydych chi’n cytuno ein bod yn defnyddio eich atebion fel hyn?',
    agree: 'Ydw, rwy’n cytuno',
    decline: 'Nac ydw, dydw i ddim am ateb',
    never: 'Nac ydw, a pheidiwch byth â gofyn i mi eto',
    declinedTitle: 'Mae hynny’n iawn',
    declined: 'Fyddwn ni ddim yn gofyn i chi am hyn eto. Gallwch gau’r dudalen hon.',
  },
  message: {
    warning:
      'Allwn ni ddim gwybod pwy a ysgrifennodd hwn, ac ni allwn eich helpu ohono. Os hoffech help, dewiswch ar y dudalen nesaf i rywun gysylltu â chi.',
    tie: 'Rydw i am i rywun gysylltu â fi. Dangoswch y neges hon iddyn nhw gyda fy enw.',
    length: 'Dim mwy na {n} llythyren.',
  },
  check: {
    heading: 'Gwiriwch eich atebion',
    earlier: 'Wedi’i ateb yn gynharach',
    notShown: 'Ni ddangosir atebion o ymweliad cynharach.',
    change: 'Newid',
    changeOf: 'Newid eich ateb i: {question}',
    written: 'Fe ysgrifennoch neges',
    before:
      'Pan fyddwch yn anfon hwn, daw eich dolen i ben ac ni all neb ddod o hyd i’ch atebion chi. Does dim byd yn mynd at yr heddlu na’r Swyddfa Gartref.',
    wantCode: 'Dangoswch god i mi, er mwyn i mi allu tynnu fy atebion yn ôl tan ddiwedd y mis hwn',
    send: 'Anfon fy atebion',
  },
  done: {
    heading: 'Mae eich atebion wedi’u hanfon',
    thanks: 'Diolch. Does dim angen i chi wneud dim byd arall.',
    contact: 'Os gofynnoch i rywun gysylltu â chi, bydd Victim Support yn gwneud hynny o fewn un diwrnod gwaith.',
    codeTitle: 'Eich cod',
    code: 'Dim ond nawr rydyn ni’n dangos y cod hwn. Ysgrifennwch ef os efallai y byddwch am dynnu eich atebion yn ôl. Mae’n gweithio tan ddiwedd {month} {year}.',
    close: 'Gallwch gau’r dudalen hon.',
  },
  withdraw: {
    heading: 'Tynnu eich atebion yn ôl',
    intro: 'Os gofynnoch am god pan anfonoch eich atebion, teipiwch ef yma cyn diwedd y mis hwnnw.',
    label: 'Eich cod',
    button: 'Tynnu fy atebion yn ôl',
    doneTitle: 'Mae hynny wedi’i wneud',
    done: 'Os yw’r cod hwn yn perthyn i atebion rydyn ni’n dal i’w cadw ar gyfer y mis hwn, maen nhw wedi’u dileu nawr.',
  },
  privacy: {
    heading: 'Beth sy’n digwydd i’ch atebion',
    sections: [
      {
        title: 'Pwy sy’n gofyn',
        text: 'Victim Support sy’n gofyn, nid yr heddlu. Elusen yw Victim Support. Mae’n gwneud y gwaith hwn dros y corff etholedig sy’n cadw golwg ar yr heddlu, sy’n gyfrifol yn ôl y gyfraith am sut y defnyddir eich data.',
      },
      {
        title: 'Pwy sy’n gofalu am eich data',
        text: 'Yn ôl y gyfraith, rhaid i {controller} ofalu am eich data. Gallwch ysgrifennu atynt: {contact}. Mae ganddynt swyddog diogelu data, sy’n gwirio hynny: {officer}. Y gyfraith sy’n rhoi iddynt y gwaith o ofyn sut mae’r heddlu’n trin pobl. Dim ond os cytunwch y cânt ddefnyddio eich atebion. Dyma’r gyfraith: {basis}.',
      },
      {
        title: 'Beth a wyddom amdanoch yma',
        text: 'Mae’r dudalen hon yn gwybod rhif ar gyfer eich holiadur. Nid yw’n gwybod eich enw, eich rhif ffôn, na’r hyn a ysgrifennodd yr heddlu am eich achos. Nid ydym yn cadw cofnod o’ch dyfais, eich cyfeiriad ar y rhyngrwyd, na’r amser y byddwch yn ateb.',
      },
      {
        title: 'Wrth i chi ateb',
        text: 'Mae’r hyn a gadwoch wedi’i gloi ag allwedd a wnaed o’ch dolen neu’ch cod eich hun. Nid ydym yn cadw’r allwedd honno. Os na fyddwch yn anfon eich atebion, cânt eu dileu pan ddaw eich dolen i ben.',
      },
      {
        title: 'Pan fyddwch yn anfon',
        text: 'Rydyn ni’n rhannu eich atebion yn ddarnau, yn cloi pob darn, ac yn torri’r cysylltiad â chi. Ar ddiwedd y mis, yr hanner blwyddyn neu’r flwyddyn, caiff y darnau eu cymysgu â rhai pobl eraill a’u cyfrif. Ni ddangosir rhifau bach byth.',
      },
      {
        title: 'Pwy sy’n gweld beth',
        text: 'Mae Aelodau Seneddol a’r heddlu yn gweld yr un adroddiad gyda rhifau wedi’u talgrynnu, a chânt ddweud wrth eraill beth sydd ynddo. Ni all neb yn yr heddlu weld ateb, nac a wnaethoch ateb. Dim ond Victim Support all ddarllen neges gennych neu eich bod am i rywun gysylltu â chi.',
      },
      {
        title: 'Am ba hyd',
        text: 'Cedwir atebion am ddwy flynedd ar y mwyaf. Cedwir yr adroddiad am byth. Mae Victim Support yn cadw eich manylion cyswllt tan 90 diwrnod ar ôl i’r cwestiynau ddod i ben, ac yn eu dileu ar unwaith os dywedwch na.',
      },
      {
        title: 'Eich hawliau',
        text: 'Gallwch ddweud na, stopio, neu dynnu eich atebion yn ôl gyda’ch cod nes i’r mis ddod i ben. Gallwch ofyn i Victim Support beth mae’n ei gadw amdanoch ({phone}), a gallwch gwyno i’r Comisiynydd Gwybodaeth: ico.org.uk, 0303 123 1113.',
      },
      {
        title: 'Cwcis',
        text: 'Rydyn ni’n defnyddio tri chwci: un er mwyn i’r dudalen weithio tra bydd ar agor, un er mwyn i ni wybod mai ni piau’r ffurflen, ac un ar gyfer yr iaith a ddewiswch. Maen nhw’n mynd pan fyddwch yn cau eich porwr. Ni ddywedir wrth neb arall eich bod wedi bod yma.',
      },
    ],
  },
  helplines: {
    'rape-crisis': 'Rape Crisis: i unrhyw un sydd wedi byw trwy drais rhywiol',
    'victim-support': 'Victim Support: i unrhyw un sydd wedi’i niweidio gan drosedd',
    'domestic-abuse': 'Llinell Gymorth Genedlaethol Trais yn y Cartref',
    galop: 'Galop: i bobl LHDT+ sydd wedi’u niweidio',
    samaritans: 'Samaritans: i unrhyw un sydd angen siarad',
  },
};
