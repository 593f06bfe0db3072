import type { LanguageTexts } from './language.js';

const yesNo = { yes: 'Tak', no: 'Nie' };
const yesPartlyNo = { yes: 'Tak', partly: 'Częściowo', no: 'Nie' };

export const pl: LanguageTexts = {
  facts: { code: 'pl', name: 'Polski', dir: 'ltr', locale: 'pl', review: 'awaiting professional review' },
  // In the genitive: all places that name a month stand after "około" or "do końca".
  months: [
    'stycznia',
    'lutego',
    'marca',
    'kwietnia',
    'maja',
    'czerwca',
    'lipca',
    'sierpnia',
    'września',
    'października',
    'listopada',
    'grudnia',
  ],
  items: {
    safe: {
      question: 'Czy to bezpieczna i spokojna chwila na odpowiedzi?',
      answers: { yes: 'Tak', no: 'Nie, opuść tę stronę', later: 'Wrócę później' },
    },
    satisfied: {
      question: 'Jakie jest Pani/Pana zadowolenie lub niezadowolenie z tego, jak policja zajęła się sprawą?',
      answers: {
        'completely-satisfied': 'Pełne zadowolenie',
        'very-satisfied': 'Duże zadowolenie',
        'fairly-satisfied': 'Raczej zadowolenie',
        neither: 'Ani zadowolenie, ani niezadowolenie',
        'fairly-dissatisfied': 'Raczej niezadowolenie',
        'very-dissatisfied': 'Duże niezadowolenie',
        'completely-dissatisfied': 'Pełne niezadowolenie',
      },
    },
    seriously: {
      question: 'Jak poważnie, jeśli w ogóle, policja potraktowała to zgłoszenie?',
      answers: {
        very: 'Bardzo poważnie',
        fairly: 'Dość poważnie',
        'not-very': 'Niezbyt poważnie',
        'not-at-all': 'Wcale niepoważnie',
      },
    },
    'how-ended': {
      question: 'Z tego, co Pani/Panu wiadomo, jak skończyła się sprawa?',
      answers: {
        'i-decided': 'To była moja decyzja, żeby nie iść dalej',
        'police-or-prosecutors-stopped': 'Policja lub prokuratura zdecydowała się przestać',
        'not-recorded': 'Nie zapisano tego jako przestępstwa',
        'someone-charged': 'Komuś postawiono zarzuty',
        'passed-on': 'Przekazano ją innej policji lub instytucji',
        'not-told': 'Nikt mi nie powiedział',
        'something-else': 'Coś innego',
      },
    },
    pressure: {
      question:
        'Czy przez to, co policja powiedziała lub zrobiła, było uczucie, że trzeba iść dalej, że trzeba przestać, jedno i drugie, czy żadne?',
      answers: {
        'carry-on': 'Że trzeba iść dalej',
        stop: 'Że trzeba przestać',
        both: 'Jedno i drugie: iść dalej i przestać',
        neither: 'Żadne z nich',
      },
    },
    'pressure-strength': {
      question: 'Jak silne było uczucie, że trzeba przestać?',
      answers: { 'a-little': 'Trochę', 'a-lot': 'Bardzo' },
    },
    'free-choice': { question: 'Czy decyzja, żeby iść dalej lub nie, należała do Pani/Pana?', answers: yesPartlyNo },
    'pressure-how': {
      question: 'Co się stało?',
      answers: {
        'told-trouble': 'Powiedziano mi, że mogę mieć kłopoty',
        'asked-to-sign':
          'Kazano mi podpisać oświadczenie, z którym nie było mojej pełnej zgody lub którego nie rozumiem',
        'phone-or-records': 'Proszono mnie o telefon lub dane w sposób, który był dla mnie naciskiem',
        'kept-waiting': 'Kazano mi czekać tak długo, że nie było już sił',
        'made-to-blame': 'Dano mi odczuć, że to moja wina',
        'unlikely-to-succeed': 'Powiedziano mi, że sprawa ma małe szanse',
        'something-else': 'Coś innego',
      },
    },
    'told-police-stop': {
      question: 'Czy policja usłyszała od Pani/Pana, że nie chce Pani/Pan iść dalej?',
      answers: yesNo,
    },
    'why-stopped': {
      question: 'Które powody, żeby nie iść dalej, były ważne?',
      answers: {
        'peace-of-mind': 'Mój własny spokój',
        safety: 'Bezpieczeństwo moje lub innych',
        'how-long': 'To, jak długo trwała sprawa',
        'how-police-dealt': 'To, jak policja się ze mną obchodziła',
        privacy: 'Moja prywatność, telefon lub dane',
        court: 'Pójście do sądu',
        'work-or-family': 'Praca lub rodzina',
        'something-else': 'Coś innego',
      },
    },
    listened: {
      question: 'Jak dobrze policjanci słuchali?',
      answers: { very: 'Bardzo dobrze', fairly: 'Dość dobrze', 'not-very': 'Niezbyt dobrze', 'not-at-all': 'Wcale' },
    },
    believed: {
      question: 'Czy było poczucie, że policjanci Pani/Panu wierzą?',
      answers: { 'by-all': 'Tak, wszyscy', 'by-some': 'Niektórzy', 'by-none': 'Nie, żaden z nich' },
    },
    respect: {
      question: 'Z jakim szacunkiem zachowywali się policjanci?',
      answers: {
        very: 'Z dużym szacunkiem',
        fairly: 'Z dość dużym szacunkiem',
        'not-very': 'Z małym szacunkiem',
        'not-at-all': 'Bez szacunku',
      },
    },
    'trained-officer': {
      question:
        'Czy powiedziano Pani/Panu, że sprawą zajmie się policjant po specjalnym szkoleniu o przestępstwach seksualnych?',
      answers: yesNo,
    },
    'support-offered': {
      question: 'Czy zaproponowano pomoc kogoś spoza policji?',
      hint: 'Na przykład Victim Support. Albo ISVA: osoba, która pomaga po przemocy seksualnej.',
      answers: { yes: 'Tak', 'yes-i-said-no': 'Tak, i nie było mojej zgody', no: 'Nie' },
    },
    'looked-into': {
      question: 'Ile zrobiła policja, żeby zbadać to zgłoszenie?',
      answers: {
        'all-they-could': 'Wszystko, co mogła',
        most: 'Większość tego, co mogła',
        some: 'Część tego, co mogła',
        'little-or-nothing': 'Mało lub nic',
      },
    },
    'closing-first': {
      question: 'Co jest bliższe Pani/Pana odczuciu?',
      answers: {
        'find-out': 'Policja chciała się dowiedzieć, co się stało',
        'close-case': 'Policja chciała zamknąć sprawę',
        'in-between': 'Coś pomiędzy',
      },
    },
    'told-recorded': {
      question: 'Czy powiedziano Pani/Panu, jak policja zapisała to zgłoszenie?',
      hint: 'Na przykład, jakie przestępstwo wpisała.',
      answers: yesNo,
    },
    'recorded-right': {
      question: 'Czy można było powiedzieć, że zapis jest błędny?',
      answers: { yes: 'Tak', no: 'Nie', 'did-not-want-to': 'Nie było takiej potrzeby z mojej strony' },
    },
    'outcome-told': { question: 'Czy powiedziano Pani/Panu, jak skończyła się sprawa?', answers: yesNo },
    'reasons-given': { question: 'Czy podano powody, które można zrozumieć?', answers: yesPartlyNo },
    'review-told': {
      question: 'Czy powiedziano Pani/Panu, że można prosić o ponowne sprawdzenie decyzji?',
      answers: yesNo,
    },
    wellbeing: {
      question: 'Czy po kontakcie z policją jest Pani/Panu lepiej, gorzej, czy tak samo?',
      answers: {
        'much-better': 'Dużo lepiej',
        'bit-better': 'Trochę lepiej',
        'no-different': 'Tak samo',
        'bit-worse': 'Trochę gorzej',
        'much-worse': 'Dużo gorzej',
      },
    },
    'report-again': {
      question: 'Gdyby coś takiego stało się znowu, jak prawdopodobne jest zgłoszenie tego policji?',
      answers: {
        'very-likely': 'Bardzo prawdopodobne',
        'fairly-likely': 'Dość prawdopodobne',
        neither: 'Ani prawdopodobne, ani nieprawdopodobne',
        'fairly-unlikely': 'Dość nieprawdopodobne',
        'very-unlikely': 'Bardzo nieprawdopodobne',
      },
    },
    'treated-worse': {
      question: 'Czy traktowano Panią/Pana gorzej z powodu tego, kim Pani/Pan jest?',
      hint: 'Na przykład z powodu wieku lub płci. Pochodzenia rodziny. Wiary. Tego, kogo Pani/Pan kocha. Albo choroby.',
      answers: yesNo,
    },
    'talked-about': { question: 'Czy ktoś z policji rozmawiał z Panią/Panem o tych pytaniach?', answers: yesNo },
    'about-age': {
      question: 'Ile ma Pani/Pan lat?',
      hint: 'Pytamy o cztery rzeczy. Każdą trzymamy z dala od innych odpowiedzi.',
      answers: {
        '16-24': 'Od 16 do 24',
        '25-34': 'Od 25 do 34',
        '35-44': 'Od 35 do 44',
        '45-54': 'Od 45 do 54',
        '55-64': 'Od 55 do 64',
        '65-or-over': '65 lub więcej',
      },
    },
    'about-gender': {
      question: 'Co Panią/Pana opisuje?',
      answers: { woman: 'Kobieta', man: 'Mężczyzna', another: 'Opisuję się inaczej' },
    },
    'about-ethnicity': {
      question: 'Do której grupy czuje się Pani/Pan należeć?',
      answers: {
        asian: 'Azjatycka lub brytyjska azjatycka',
        black: 'Czarna, brytyjska czarna, karaibska lub afrykańska',
        mixed: 'Mieszana lub więcej niż jedna',
        white: 'Biała',
        other: 'Inna grupa',
      },
    },
    'about-disability': {
      question: 'Czy ma Pani/Pan niepełnosprawność lub chorobę, która trwa rok lub dłużej?',
      answers: yesNo,
    },
    'anything-else': {
      question: 'Czy jest coś jeszcze, co Victim Support powinno wiedzieć?',
      hint: 'Proszę nie pisać nazwisk ani tego, co się stało. Tylko Victim Support może to przeczytać.',
      answers: {},
    },
    'contact-me': {
      question: 'Czy ktoś ma się z Panią/Panem skontaktować?',
      hint: 'To trafia tylko do Victim Support. Trzymamy to z dala od odpowiedzi.',
      answers: {
        support: 'Tak, żeby dać mi wsparcie',
        review: 'Tak, żeby pomóc mi prosić o ponowne sprawdzenie decyzji',
        complaint: 'Tak, żeby pomóc mi złożyć skargę na policję',
        'independent-body': 'Tak, żeby pomóc mi zwrócić się do urzędu, który pilnuje policji',
        mp: 'Tak, żeby pomóc mi porozmawiać z moim posłem lub posłanką',
        no: 'Nie',
      },
    },
  },
  silences: { 'not-sure': 'Nie mam pewności', 'prefer-not-to-say': 'Wolę nie mówić', skipped: 'Pominięto' },
  page: {
    title: 'Pytania',
    toContent: 'Przejdź do głównej części strony',
    leave: 'Opuść tę stronę',
    leaveNote:
      'Otworzy się strona o pogodzie. Nie usunie ona wiadomości ani listy odwiedzonych stron. Można też trzy razy nacisnąć klawisz Escape.',
    language: 'Język',
    menu: 'Pomoc i inne możliwości',
    helpTitle: 'Jeśli chce Pani/Pan z kimś porozmawiać',
    helpDanger: 'W niebezpieczeństwie proszę dzwonić pod 999. Jeśli nie można mówić, na komórce proszę nacisnąć 55.',
    open24: 'dzień i noc',
    privacy: 'Co dzieje się z odpowiedziami',
    withdraw: 'Wycofaj swoje odpowiedzi',
    continue: 'Dalej',
    skip: 'Pomiń to pytanie',
    finish: 'Zakończ tutaj i wyślij',
    later: 'Zapisz i na razie przerwij',
    notSafe: 'Teraz nie jest bezpiecznie',
    back: 'Wstecz',
    minutes: 'Zostało około {n} min',
    minute: 'Została około 1 minuta',
    chooseAll: 'Można wybrać więcej niż jedną odpowiedź.',
    cue: 'Proszę pomyśleć o sprawie, która skończyła się około {month} {year}.',
    errorTitle: 'Proszę sprawdzić tę stronę',
    error: 'Błąd:',
    notReviewed: 'Tego tłumaczenia nie sprawdził jeszcze zawodowy tłumacz.',
    askFor: 'Można do nas zadzwonić: {phone}.',
    idle: 'Jeśli strona pozostanie bez użycia przez {n} min, zamknie się. To, co było zapisane, jest nadal zapisane.',
  },
  faults: {
    'choose-one': 'Proszę wybrać odpowiedź albo pominąć to pytanie.',
    'not-an-answer': 'Proszę wybrać jedną z odpowiedzi na tej stronie.',
    'stands-alone': 'Wybrane odpowiedzi nie pasują do siebie. Proszę wybrać jeszcze raz.',
    'too-long': 'Tekst jest za długi. Musi mieć mniej niż {n} liter.',
    'unknown-item': 'Proszę wybrać jedną z odpowiedzi na tej stronie.',
    'enter-word': 'Proszę wpisać uzgodnione słowo.',
    'enter-code': 'Proszę wpisać kod z listu.',
  },
  entry: {
    heading: 'Dzień dobry',
    wordLabel: 'Proszę wpisać słowo uzgodnione przez telefon',
    wordHint: 'Wielkie litery i odstępy nie mają znaczenia.',
    codeLabel: 'Proszę wpisać kod z listu',
    codeHint: 'Dwanaście liter i cyfr. Odstępy nie mają znaczenia.',
    open: 'Otwórz',
    failedTitle: 'Nie udało się otworzyć',
    failed:
      'Nic nie zginęło. Słowo lub kod mogą być błędnie wpisane albo link był już użyty lub wygasł. Proszę sprawdzić i spróbować jeszcze raz.',
    closedTitle: 'Ta strona się zamknęła',
    closed:
      'To, co było zapisane, jest nadal zapisane. Dla bezpieczeństwa strona zamyka się, gdy nikt jej nie używa. Potrzebuje też plików cookie: to mała notatka, którą przeglądarka trzyma do zamknięcia. Żeby iść dalej, proszę otworzyć link lub użyć kodu jeszcze raz.',
    missingTitle: 'Tu nic nie ma',
    missing: 'Nic nie zginęło. Proszę sprawdzić adres albo otworzyć link jeszcze raz.',
    troubleTitle: 'Coś nie zadziałało',
    trouble: 'To, co było zapisane, jest nadal zapisane. Proszę poczekać minutę i spróbować jeszcze raz.',
    overTitle: 'Nic więcej nie trzeba robić',
    over: 'Odpowiedzi zostały wysłane albo link już się skończył. Można zamknąć tę stronę.',
    lateTitle: 'Jest za późno na wysłanie',
    late: 'Link skończył się, zanim odpowiedzi zostały wysłane. Nie zostały wysłane i je usuwamy. Nic nie trzeba robić.',
    busyTitle: 'Proszę spróbować jeszcze raz za chwilę',
    busy: 'Wiele osób otwiera teraz tę stronę. Nic nie zginęło. Proszę poczekać chwilę i spróbować jeszcze raz.',
    byeTitle: 'Można zamknąć tę stronę',
    bye: 'Link lub kod otworzy ją znowu, aż odpowiedzi zostaną wysłane.',
  },
  consent: {
    heading: 'Zanim zaczniemy',
    intro:
      'Victim Support pyta wszystkich, których sprawa się skończyła, jak traktowała ich policja. To Pani/Pana wybór, czy odpowiadać. Można pominąć każde pytanie i przestać w każdej chwili.',
    points: [
      'To trwa około 8 minut. Nie pytamy o to, co się stało.',
      'Odpowiedzi liczymy razem z odpowiedziami innych osób. Posłowie i policja widzą liczby, nigdy odpowiedzi.',
      'Nic nie trafia do policji ani do Ministerstwa Spraw Wewnętrznych (Home Office).',
      'Po wysłaniu odpowiedzi przecinamy ich związek z Panią/Panem. Potem nikt nie może znaleźć, które są czyje. Można poprosić o kod, żeby wycofać je do końca miesiąca.',
      'Odpowiedzi trzymamy najwyżej dwa lata, potem je usuwamy.',
    ],
    ask: 'Czy zgadza się Pani/Pan, żebyśmy tak używali odpowiedzi?',
    agree: 'Tak, zgadzam się',
    decline: 'Nie, nie chcę odpowiadać',
    never: 'Nie, i proszę nigdy więcej mnie nie pytać',
    declinedTitle: 'Rozumiemy',
    declined: 'Nie będziemy już o to pytać. Można zamknąć tę stronę.',
  },
  message: {
    warning:
      'Nie wiemy, kto to napisał, i nie możemy stąd pomóc. Żeby dostać pomoc, na następnej stronie proszę wybrać kontakt.',
    tie: 'Chcę, żeby ktoś się ze mną skontaktował. Proszę pokazać tę wiadomość z moim nazwiskiem.',
    length: 'Nie więcej niż {n} liter.',
  },
  check: {
    heading: 'Proszę sprawdzić odpowiedzi',
    earlier: 'Odpowiedź podana wcześniej',
    notShown: 'Odpowiedzi z wcześniejszej wizyty nie są pokazywane.',
    change: 'Zmień',
    changeOf: 'Zmień odpowiedź na pytanie: {question}',
    written: 'Wiadomość została napisana',
    before:
      'Po wysłaniu link przestaje działać i nikt nie może znaleźć, które odpowiedzi są czyje. Nic nie trafia do policji ani do Ministerstwa Spraw Wewnętrznych.',
    wantCode: 'Proszę pokazać mi kod, żebym mógł lub mogła wycofać odpowiedzi do końca tego miesiąca',
    send: 'Wyślij moje odpowiedzi',
  },
  done: {
    heading: 'Odpowiedzi zostały wysłane',
    thanks: 'Dziękujemy. Nic więcej nie trzeba robić.',
    contact: 'Jeśli była prośba o kontakt, Victim Support odezwie się w ciągu jednego dnia roboczego.',
    codeTitle: 'Kod',
    code: 'Ten kod pokazujemy tylko teraz. Proszę go zapisać, jeśli może być potrzebne wycofanie odpowiedzi. Działa do końca {month} {year}.',
    close: 'Można zamknąć tę stronę.',
  },
  withdraw: {
    heading: 'Wycofanie odpowiedzi',
    intro: 'Kod otrzymany przy wysyłaniu odpowiedzi proszę wpisać tutaj przed końcem tamtego miesiąca.',
    label: 'Kod',
    button: 'Wycofaj moje odpowiedzi',
    doneTitle: 'Gotowe',
    done: 'Jeśli ten kod należy do odpowiedzi, które jeszcze mamy z tego miesiąca, są one teraz usunięte.',
  },
  privacy: {
    heading: 'Co dzieje się z odpowiedziami',
    sections: [
      {
        title: 'Kto pyta',
        text: 'Pyta Victim Support, nie policja. Victim Support to organizacja pomocowa. Robi to dla wybieranego urzędu, który pilnuje policji i według prawa odpowiada za to, jak używane są dane.',
      },
      {
        title: 'Kto odpowiada za dane',
        text: 'Według prawa za dane odpowiada {controller}. Można tam napisać: {contact}. Pilnuje tego inspektor ochrony danych: {officer}. Prawo każe temu urzędowi pytać, jak policja traktuje ludzi. Odpowiedzi może używać tylko za zgodą. To jest to prawo: {basis}.',
      },
      {
        title: 'Co tu wiemy',
        text: 'Ta strona zna numer ankiety. Nie zna nazwiska, telefonu ani tego, co policja napisała o sprawie. Nie zapisujemy urządzenia, adresu w internecie ani godziny odpowiedzi.',
      },
      {
        title: 'W czasie odpowiadania',
        text: 'To, co zapisane, jest zamknięte kluczem zrobionym z własnego linku lub kodu. Nie trzymamy tego klucza. Odpowiedzi niewysłane są usuwane, gdy link wygasa.',
      },
      {
        title: 'Po wysłaniu',
        text: 'Dzielimy odpowiedzi na części, zamykamy każdą część i przecinamy ich związek z Panią/Panem. Na koniec miesiąca, półrocza lub roku części są mieszane z częściami innych osób i liczone. Małych liczb nigdy nie pokazujemy.',
      },
      {
        title: 'Kto co widzi',
        text: 'Posłowie i policja widzą ten sam raport z zaokrąglonymi liczbami i mogą powiedzieć innym, co w nim jest. Nikt w policji nie zobaczy odpowiedzi ani tego, czy były. Tylko Victim Support może przeczytać wiadomość lub prośbę o kontakt.',
      },
      {
        title: 'Jak długo',
        text: 'Odpowiedzi trzymamy najwyżej dwa lata. Raport trzymamy na zawsze. Victim Support trzyma dane kontaktowe do 90 dni po zakończeniu pytań i usuwa je od razu po odmowie.',
      },
      {
        title: 'Prawa',
        text: 'Można odmówić, przestać lub wycofać odpowiedzi kodem do końca miesiąca. Można zapytać Victim Support, co ma zapisane ({phone}), i złożyć skargę do Information Commissioner: ico.org.uk, 0303 123 1113.',
      },
      {
        title: 'Pliki cookie',
        text: 'Używamy trzech plików cookie: jednego, żeby strona działała, gdy jest otwarta, jednego, żeby wiedzieć, że formularz jest nasz, i jednego dla wybranego języka. Znikają po zamknięciu przeglądarki. Nikt inny nie dowie się o tej wizycie.',
      },
    ],
  },
  ownRoute: {
    title: 'Poproś, żebyśmy do Ciebie zadzwonili',
    forWhom:
      'Czy coś zostało przez Ciebie zgłoszone i jest już po wszystkim? Czy nikt nie zapytał Cię, jak się tym zajęto? W takim razie ta strona jest dla Ciebie.',
    whoWeAre: 'Jesteśmy Victim Support. Jesteśmy niezależni. Nikomu nie mówimy, że do nas napisano.',
    notHere: 'Prosimy nie pisać tutaj, co się stało. Zadzwonimy, i to tylko o wybranej przez Ciebie porze.',
    firstName: 'Imię, o które mamy prosić',
    telephone: 'Numer telefonu, który jest dla Ciebie bezpieczny',
    when: 'Kiedy możemy zadzwonić? Zostaw puste, jeśli pasuje każda pora w dzień roboczy',
    mornings: 'Rano',
    afternoons: 'Po południu',
    evenings: 'Wieczorem do 19',
    voicemail: 'Czy możemy zostawić wiadomość, w której będzie tylko imię?',
    endedAround: 'Kiedy mniej więcej się to skończyło? (jeśli chcesz)',
    send: 'Wyślij',
    history:
      'Ta strona nie może wyczyścić historii przeglądarki. Jeśli ktoś może ją zobaczyć, użyj okna prywatnego albo zadzwoń pod numer {phone}.',
    firstNameMissing: 'Wpisz imię. Nie musi być Twoje.',
    telephoneMissing: 'Wpisz numer telefonu, na przykład 020 7946 0018.',
    notSentTitle: 'Formularz nie został wysłany',
    notSent:
      'Niczego nie zachowaliśmy. Ta strona potrzebuje plików cookie: to mała notatka, którą przechowuje przeglądarka. Otwórz stronę jeszcze raz i wyślij formularz ponownie albo zadzwoń do nas pod numer {phone}.',
    sentTitle: 'Mamy to',
    sent: 'Ktoś zadzwoni w ciągu trzech dni roboczych, o wybranej przez Ciebie porze.',
    sameForAll: 'Każdy, kto wysyła ten formularz, widzi tę stronę. Nie mówi ona, czy coś o Tobie wiemy.',
    helpNow: 'Jeśli potrzebujesz pomocy teraz, zadzwoń pod numer {phone}. W nagłym wypadku zadzwoń pod 999.',
  },
  helplines: {
    'rape-crisis': 'Rape Crisis: dla osób po przemocy seksualnej',
    'victim-support': 'Victim Support: dla osób dotkniętych przestępstwem',
    'domestic-abuse': 'Krajowa linia pomocy w przemocy domowej',
    galop: 'Galop: dla osób LGBT+, którym stała się krzywda',
    samaritans: 'Samaritans: dla każdego, kto chce porozmawiać',
  },
};
