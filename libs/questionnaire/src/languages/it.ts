import type { LanguageTexts } from './language.js';

const yesNo = { yes: 'Sì', no: 'No' };
const yesPartlyNo = { yes: 'Sì', partly: 'In parte', no: 'No' };

export const it: LanguageTexts = {
  facts: { code: 'it', name: 'Italiano', dir: 'ltr', locale: 'it', review: 'awaiting professional review' },
  months: [
    'gennaio',
    'febbraio',
    'marzo',
    'aprile',
    'maggio',
    'giugno',
    'luglio',
    'agosto',
    'settembre',
    'ottobre',
    'novembre',
    'dicembre',
  ],
  items: {
    safe: {
      question: 'È un momento sicuro e riservato per rispondere?',
      answers: { yes: 'Sì', no: 'No, esci da questa pagina', later: 'Torno più tardi' },
    },
    satisfied: {
      question: 'Quanta soddisfazione o insoddisfazione prova per come la polizia ha trattato il suo caso?',
      answers: {
        'completely-satisfied': 'Completa soddisfazione',
        'very-satisfied': 'Molta soddisfazione',
        'fairly-satisfied': 'Abbastanza soddisfazione',
        neither: 'Né soddisfazione né insoddisfazione',
        'fairly-dissatisfied': 'Abbastanza insoddisfazione',
        'very-dissatisfied': 'Molta insoddisfazione',
        'completely-dissatisfied': 'Completa insoddisfazione',
      },
    },
    seriously: {
      question: 'Quanto la polizia ha preso sul serio quello che ha segnalato, se lo ha fatto?',
      answers: {
        very: 'Molto sul serio',
        fairly: 'Abbastanza sul serio',
        'not-very': 'Poco sul serio',
        'not-at-all': 'Per niente sul serio',
      },
    },
    'how-ended': {
      question: 'Per quello che sa, come è finito il suo caso?',
      answers: {
        'i-decided': 'Ho deciso di non andare avanti',
        'police-or-prosecutors-stopped': 'La polizia o la procura ha deciso di fermarsi',
        'not-recorded': 'Non è stato registrato come reato',
        'someone-charged': 'Qualcuno è stato incriminato',
        'passed-on': 'È passato a un’altra polizia o a un altro ente',
        'not-told': 'Non me lo hanno detto',
        'something-else': 'Altro',
      },
    },
    pressure: {
      question:
        'Qualcosa che la polizia ha detto o fatto le ha fatto sentire che doveva andare avanti, che doveva fermarsi, entrambe le cose o nessuna?',
      answers: {
        'carry-on': 'Che dovevo andare avanti',
        stop: 'Che dovevo fermarmi',
        both: 'Entrambe: andare avanti e fermarmi',
        neither: 'Nessuna delle due',
      },
    },
    'pressure-strength': {
      question: 'Con quanta forza ha sentito che doveva fermarsi?',
      answers: { 'a-little': 'Un po’', 'a-lot': 'Molto' },
    },
    'free-choice': { question: 'Ha potuto decidere liberamente se andare avanti?', answers: yesPartlyNo },
    'pressure-how': {
      question: 'Che cosa è successo?',
      answers: {
        'told-trouble': 'Mi hanno detto che potevo avere dei guai',
        'asked-to-sign':
          'Mi hanno chiesto di firmare una dichiarazione che non capivo o su cui non ero del tutto d’accordo',
        'phone-or-records': 'Mi hanno chiesto il telefono o i miei dati in un modo che ho sentito come pressione',
        'kept-waiting': 'Mi hanno fatto aspettare finché ho rinunciato',
        'made-to-blame': 'Mi hanno fatto sentire in colpa',
        'unlikely-to-succeed': 'Mi hanno detto che il mio caso aveva poche possibilità',
        'something-else': 'Altro',
      },
    },
    'told-police-stop': { question: 'Ha detto alla polizia che non voleva andare avanti?', answers: yesNo },
    'why-stopped': {
      question: 'Quali motivi per non andare avanti sono stati importanti per lei?',
      answers: {
        'peace-of-mind': 'La mia tranquillità',
        safety: 'La mia sicurezza o quella di altre persone',
        'how-long': 'Quanto tempo ci voleva',
        'how-police-dealt': 'Come la polizia si è comportata con me',
        privacy: 'La mia vita privata, il mio telefono o i miei dati',
        court: 'Andare in tribunale',
        'work-or-family': 'Il lavoro o la famiglia',
        'something-else': 'Altro',
      },
    },
    listened: {
      question: 'Quanto bene gli agenti hanno ascoltato quello che diceva?',
      answers: {
        very: 'Molto bene',
        fairly: 'Abbastanza bene',
        'not-very': 'Non molto bene',
        'not-at-all': 'Per niente bene',
      },
    },
    believed: {
      question: 'Ha sentito che le credevano?',
      answers: {
        'by-all': 'Sì, tutti gli agenti',
        'by-some': 'Alcuni degli agenti',
        'by-none': 'No, nessuno degli agenti',
      },
    },
    respect: {
      question: 'Con quanto rispetto gli agenti si sono comportati con lei?',
      answers: {
        very: 'Con molto rispetto',
        fairly: 'Con abbastanza rispetto',
        'not-very': 'Con poco rispetto',
        'not-at-all': 'Senza alcun rispetto',
      },
    },
    'trained-officer': {
      question:
        'Le hanno detto che del suo caso si sarebbe occupato un agente con una formazione speciale sui reati sessuali?',
      answers: yesNo,
    },
    'support-offered': {
      question: 'Le hanno offerto l’aiuto di qualcuno che non è della polizia?',
      hint: 'Per esempio, Victim Support. O una ISVA: una persona che aiuta dopo la violenza sessuale.',
      answers: { yes: 'Sì', 'yes-i-said-no': 'Sì, e ho detto di no', no: 'No' },
    },
    'looked-into': {
      question: 'Quanto ha fatto la polizia per indagare su quello che ha segnalato?',
      answers: {
        'all-they-could': 'Tutto quello che poteva',
        most: 'La maggior parte di quello che poteva',
        some: 'Una parte di quello che poteva',
        'little-or-nothing': 'Poco o niente',
      },
    },
    'closing-first': {
      question: 'Che cosa è più vicino a quello che ha sentito?',
      answers: {
        'find-out': 'La polizia voleva sapere che cosa era successo',
        'close-case': 'La polizia voleva chiudere il caso',
        'in-between': 'Una via di mezzo',
      },
    },
    'told-recorded': {
      question: 'Le hanno detto come la polizia ha registrato quello che ha segnalato?',
      hint: 'Per esempio, quale reato ha scritto.',
      answers: yesNo,
    },
    'recorded-right': {
      question: 'Ha avuto modo di dire se quello che hanno scritto era sbagliato?',
      answers: { yes: 'Sì', no: 'No', 'did-not-want-to': 'Non volevo farlo' },
    },
    'outcome-told': { question: 'Le hanno detto come è finito il caso?', answers: yesNo },
    'reasons-given': { question: 'Le hanno dato dei motivi che ha potuto capire?', answers: yesPartlyNo },
    'review-told': { question: 'Le hanno detto che poteva chiedere di riesaminare la decisione?', answers: yesNo },
    wellbeing: {
      question: 'Il contatto con la polizia ha reso le cose migliori o peggiori per lei, o uguali?',
      answers: {
        'much-better': 'Molto migliori',
        'bit-better': 'Un po’ migliori',
        'no-different': 'Uguali',
        'bit-worse': 'Un po’ peggiori',
        'much-worse': 'Molto peggiori',
      },
    },
    'report-again': {
      question: 'Se una cosa simile succedesse di nuovo, quanto è probabile che lo direbbe alla polizia?',
      answers: {
        'very-likely': 'Molto probabile',
        'fairly-likely': 'Abbastanza probabile',
        neither: 'Né probabile né improbabile',
        'fairly-unlikely': 'Abbastanza improbabile',
        'very-unlikely': 'Molto improbabile',
      },
    },
    'treated-worse': {
      question: 'Si sono comportati peggio con lei per chi è?',
      hint: 'Per esempio, la sua età o il suo sesso. Le origini della sua famiglia. La sua fede. Chi ama. O una malattia.',
      answers: yesNo,
    },
    'talked-about': { question: 'Qualcuno della polizia le ha parlato di queste domande?', answers: yesNo },
    'about-age': {
      question: 'Quanti anni ha?',
      hint: 'Le chiediamo quattro cose su di lei. Ognuna è tenuta lontana dalle altre risposte.',
      answers: {
        '16-24': 'Da 16 a 24',
        '25-34': 'Da 25 a 34',
        '35-44': 'Da 35 a 44',
        '45-54': 'Da 45 a 54',
        '55-64': 'Da 55 a 64',
        '65-or-over': '65 o più',
      },
    },
    'about-gender': {
      question: 'Quale di queste parole è la sua?',
      answers: { woman: 'Donna', man: 'Uomo', another: 'Mi descrivo in un altro modo' },
    },
    'about-ethnicity': {
      question: 'A quale gruppo sente di appartenere?',
      answers: {
        asian: 'Asiatico o britannico asiatico',
        black: 'Nero, britannico nero, caraibico o africano',
        mixed: 'Misto o più di un gruppo',
        white: 'Bianco',
        other: 'Un altro gruppo',
      },
    },
    'about-disability': { question: 'Ha una disabilità, o una malattia che dura da un anno o più?', answers: yesNo },
    'anything-else': {
      question: 'C’è qualcos’altro che vuole far sapere a Victim Support?',
      hint: 'Per favore non scriva nomi né quello che le è successo. Solo Victim Support può leggerlo.',
      answers: {},
    },
    'contact-me': {
      question: 'Vuole che qualcuno la contatti?',
      hint: 'Questo arriva solo a Victim Support. È tenuto lontano dalle sue risposte.',
      answers: {
        support: 'Sì, per darmi sostegno',
        review: 'Sì, per aiutarmi a chiedere di riesaminare la decisione',
        complaint: 'Sì, per aiutarmi a fare un reclamo sulla polizia',
        'independent-body': 'Sì, per aiutarmi a rivolgermi all’ente che vigila sulla polizia',
        mp: 'Sì, per aiutarmi a parlare con chi mi rappresenta in Parlamento',
        no: 'No',
      },
    },
  },
  silences: { 'not-sure': 'Non lo so con certezza', 'prefer-not-to-say': 'Preferisco non dirlo', skipped: 'Saltata' },
  page: {
    title: 'Domande',
    toContent: 'Vai alla parte principale della pagina',
    leave: 'Esci da questa pagina',
    leaveNote:
      'Si apre una pagina sul meteo. Non può cancellare i suoi messaggi né l’elenco delle pagine che ha visto. Può anche premere tre volte il tasto Esc.',
    language: 'Lingua',
    menu: 'Aiuto e altre scelte',
    helpTitle: 'Se vuole parlare con qualcuno',
    helpDanger: 'Se è in pericolo, chiami il 999. Se non può parlare, prema 55 su un cellulare.',
    open24: 'giorno e notte',
    privacy: 'Che cosa succede alle sue risposte',
    withdraw: 'Ritira le sue risposte',
    continue: 'Continua',
    skip: 'Salta questa domanda',
    finish: 'Finisci qui e invia',
    later: 'Salva e fermati per ora',
    notSafe: 'Ora non è sicuro',
    back: 'Indietro',
    minutes: 'Mancano circa {n} minuti',
    minute: 'Manca circa 1 minuto',
    chooseAll: 'Può sceglierne più di una.',
    cue: 'Pensi al caso che è finito verso {month} {year}.',
    errorTitle: 'Controlli questa pagina',
    error: 'Errore:',
    notReviewed: 'Questa traduzione non è ancora stata controllata da un professionista.',
    askFor: 'Può chiamarci al {phone}.',
    idle: 'Se questa pagina resta senza uso per {n} minuti, si chiude. Quello che ha salvato resta salvato.',
  },
  faults: {
    'choose-one': 'Scelga una risposta, o salti questa domanda.',
    'not-an-answer': 'Scelga una delle risposte di questa pagina.',
    'stands-alone': 'Ha scelto risposte che non stanno insieme. Scelga di nuovo.',
    'too-long': 'Il suo testo è troppo lungo. Scriva meno di {n} lettere.',
    'unknown-item': 'Scelga una delle risposte di questa pagina.',
    'enter-word': 'Scriva la parola concordata con lei.',
    'enter-code': 'Scriva il codice della sua lettera.',
  },
  entry: {
    heading: 'Buongiorno',
    wordLabel: 'Scriva la parola concordata con lei al telefono',
    wordHint: 'Maiuscole e spazi non contano.',
    codeLabel: 'Scriva il codice della sua lettera',
    codeHint: 'Dodici lettere e numeri. Gli spazi non contano.',
    open: 'Apri',
    failedTitle: 'Non si è aperto',
    failed:
      'Non si è perso niente. La parola o il codice possono essere scritti male, o il link può essere già usato o finito. Controlli e provi di nuovo.',
    closedTitle: 'Questa pagina si è chiusa',
    closed:
      'Quello che aveva salvato è ancora salvato. Per la sua sicurezza la pagina si chiude quando non viene usata. Le servono anche i cookie: un cookie è una piccola nota che il browser tiene finché lo chiude. Per andare avanti, apra il link o usi il codice di nuovo.',
    missingTitle: 'Qui non c’è niente',
    missing: 'Non si è perso niente. Controlli l’indirizzo, o apra di nuovo il link.',
    troubleTitle: 'Qualcosa non ha funzionato',
    trouble: 'Quello che aveva salvato è ancora salvato. Aspetti un minuto e provi di nuovo.',
    overTitle: 'Non resta niente da fare',
    over: 'Le sue risposte sono state inviate, o il suo link è scaduto. Può chiudere questa pagina.',
    lateTitle: 'È troppo tardi per inviare',
    late: 'Il suo link è scaduto prima dell’invio delle risposte. Non sono state inviate e le cancelliamo. Non deve fare niente.',
    busyTitle: 'Provi di nuovo tra un momento',
    busy: 'Molte persone aprono questa pagina in questo momento. Non si è perso niente. Aspetti un momento e provi di nuovo.',
    byeTitle: 'Può chiudere questa pagina',
    bye: 'Il suo link o codice la aprirà di nuovo finché non avrà inviato le risposte.',
  },
  consent: {
    heading: 'Prima di iniziare',
    intro:
      'Victim Support chiede a tutte le persone il cui caso è finito come la polizia si è comportata con loro. Sceglie lei se vuole rispondere. Può saltare ogni domanda e fermarsi in ogni momento.',
    points: [
      'Ci vogliono circa 8 minuti. Niente riguarda quello che le è successo.',
      'Le sue risposte sono contate insieme a quelle di altre persone. I suoi parlamentari e la polizia vedono i numeri, mai le sue risposte.',
      'Niente va alla polizia o al Ministero dell’Interno (Home Office).',
      'Quando invia le risposte, tagliamo il legame con lei. Dopo, nessuno può trovare quali risposte sono sue. Può chiedere un codice per ritirarle fino alla fine del mese.',
      'Teniamo le risposte al massimo per due anni, poi le cancelliamo.',
    ],
    ask: 'È d’accordo che usiamo le sue risposte in questo modo?',
    agree: 'Sì, sono d’accordo',
    decline: 'No, non voglio rispondere',
    never: 'No, e per favore non chiedetemelo mai più',
    declinedTitle: 'Va bene',
    declined: 'Non le chiederemo più niente su questo. Può chiudere questa pagina.',
  },
  message: {
    warning:
      'Non possiamo sapere chi ha scritto questo, né aiutarla da qui. Se vuole aiuto, scelga nella pagina seguente che qualcuno la contatti.',
    tie: 'Voglio che qualcuno mi contatti. Mostrategli questo messaggio con il mio nome.',
    length: 'Non più di {n} lettere.',
  },
  check: {
    heading: 'Controlli le sue risposte',
    earlier: 'Risposta data prima',
    notShown: 'Le risposte di una visita precedente non vengono mostrate.',
    change: 'Cambia',
    changeOf: 'Cambia la sua risposta a: {question}',
    written: 'Ha scritto un messaggio',
    before:
      'Quando invia, il suo link finisce e nessuno può trovare quali risposte sono sue. Niente va alla polizia o al Ministero dell’Interno.',
    wantCode: 'Mostratemi un codice, così posso ritirare le mie risposte fino alla fine di questo mese',
    send: 'Invia le mie risposte',
  },
  done: {
    heading: 'Le sue risposte sono inviate',
    thanks: 'Grazie. Non deve fare altro.',
    contact: 'Se ha chiesto che qualcuno la contatti, Victim Support lo farà entro un giorno lavorativo.',
    codeTitle: 'Il suo codice',
    code: 'Mostriamo questo codice solo adesso. Lo scriva se forse vorrà ritirare le risposte. Funziona fino alla fine di {month} {year}.',
    close: 'Può chiudere questa pagina.',
  },
  withdraw: {
    heading: 'Ritiri le sue risposte',
    intro: 'Se ha chiesto un codice quando ha inviato le risposte, lo scriva qui prima della fine di quel mese.',
    label: 'Il suo codice',
    button: 'Ritira le mie risposte',
    doneTitle: 'Fatto',
    done: 'Se questo codice è di risposte che teniamo ancora per questo mese, ora sono cancellate.',
  },
  privacy: {
    heading: 'Che cosa succede alle sue risposte',
    sections: [
      {
        title: 'Chi chiede',
        text: 'Chiede Victim Support, non la polizia. Victim Support è un’associazione di aiuto. Fa questo lavoro per l’ente eletto che vigila sulla polizia, che per legge risponde di come sono usati i suoi dati.',
      },
      {
        title: 'Chi risponde dei suoi dati',
        text: 'Per legge, {controller} risponde dei suoi dati. Può scrivere a: {contact}. Il responsabile della protezione dei dati controlla che sia così: {officer}. La legge affida a questo ente il compito di chiedere come la polizia tratta le persone. Può usare le sue risposte solo se lei è d’accordo. Ecco la legge: {basis}.',
      },
      {
        title: 'Che cosa sappiamo qui di lei',
        text: 'Questa pagina conosce un numero del suo questionario. Non conosce il suo nome, il suo telefono, né quello che la polizia ha scritto sul suo caso. Non teniamo niente del suo apparecchio, del suo indirizzo internet o dell’ora in cui risponde.',
      },
      {
        title: 'Mentre risponde',
        text: 'Quello che ha salvato è chiuso con una chiave fatta dal suo link o codice. Non teniamo quella chiave. Se non invia le risposte, vengono cancellate quando il link finisce.',
      },
      {
        title: 'Quando invia',
        text: 'Dividiamo le risposte in parti, chiudiamo ogni parte e tagliamo il legame con lei. Alla fine del mese, del semestre o dell’anno le parti sono mescolate con quelle di altre persone e contate. I numeri piccoli non sono mai mostrati.',
      },
      {
        title: 'Chi vede che cosa',
        text: 'I parlamentari e la polizia vedono lo stesso rapporto con numeri arrotondati, e possono dire ad altri che cosa contiene. Nessuno alla polizia può vedere una risposta, né se ha risposto. Solo Victim Support può leggere un suo messaggio o che vuole un contatto.',
      },
      {
        title: 'Per quanto tempo',
        text: 'Le risposte sono tenute al massimo due anni. Il rapporto è tenuto per sempre. Victim Support tiene i suoi recapiti fino a 90 giorni dopo la fine delle domande, e li cancella subito se dice di no.',
      },
      {
        title: 'I suoi diritti',
        text: 'Può dire di no, fermarsi, o ritirare le risposte con il codice fino alla fine del mese. Può chiedere a Victim Support che cosa tiene su di lei ({phone}), e può fare reclamo all’Information Commissioner: ico.org.uk, 0303 123 1113.',
      },
      {
        title: 'Cookie',
        text: 'Usiamo tre cookie: uno perché la pagina funzioni mentre è aperta, uno per sapere che un modulo è nostro e uno per la lingua che sceglie. Spariscono quando chiude il browser. Nessun altro viene a sapere che è stata visitata.',
      },
    ],
  },
  helplines: {
    'rape-crisis': 'Rape Crisis: per chi ha vissuto violenza sessuale',
    'victim-support': 'Victim Support: per chi ha subito un reato',
    'domestic-abuse': 'Linea nazionale contro la violenza in casa',
    galop: 'Galop: per persone LGBT+ che hanno subito un danno',
    samaritans: 'Samaritans: per chi ha bisogno di parlare',
  },
};
