import type { LanguageTexts } from './language.js';

const yesNo = { yes: 'Oui', no: 'Non' };
const yesPartlyNo = { yes: 'Oui', partly: 'En partie', no: 'Non' };

export const fr: LanguageTexts = {
  facts: { code: 'fr', name: 'Français', dir: 'ltr', locale: 'fr', review: 'awaiting professional review' },
  months: [
    'janvier',
    'février',
    'mars',
    'avril',
    'mai',
    'juin',
    'juillet',
    'août',
    'septembre',
    'octobre',
    'novembre',
    'décembre',
  ],
  items: {
    safe: {
      question: 'Êtes-vous en sécurité et au calme pour répondre maintenant ?',
      answers: { yes: 'Oui', no: 'Non, quitter cette page', later: 'Je reviendrai plus tard' },
    },
    satisfied: {
      question:
        'Quelle est votre satisfaction ou votre insatisfaction sur la façon dont la police a traité votre affaire ?',
      answers: {
        'completely-satisfied': 'Satisfaction totale',
        'very-satisfied': 'Grande satisfaction',
        'fairly-satisfied': 'Plutôt de la satisfaction',
        neither: 'Ni satisfaction ni insatisfaction',
        'fairly-dissatisfied': 'Plutôt de l’insatisfaction',
        'very-dissatisfied': 'Grande insatisfaction',
        'completely-dissatisfied': 'Insatisfaction totale',
      },
    },
    seriously: {
      question: 'À quel point la police a-t-elle pris au sérieux, si elle l’a fait, ce que vous avez signalé ?',
      answers: {
        very: 'Très au sérieux',
        fairly: 'Plutôt au sérieux',
        'not-very': 'Pas très au sérieux',
        'not-at-all': 'Pas du tout au sérieux',
      },
    },
    'how-ended': {
      question: 'D’après ce que vous savez, comment votre affaire s’est-elle terminée ?',
      answers: {
        'i-decided': 'J’ai décidé de ne pas continuer',
        'police-or-prosecutors-stopped': 'La police ou le parquet a décidé d’arrêter',
        'not-recorded': 'Elle n’a pas été enregistrée comme une infraction',
        'someone-charged': 'Quelqu’un a été inculpé',
        'passed-on': 'Elle est passée à une autre police ou à un autre service',
        'not-told': 'On ne me l’a pas dit',
        'something-else': 'Autre chose',
      },
    },
    pressure: {
      question:
        'Quelque chose que la police a dit ou fait vous a-t-il fait sentir que vous deviez continuer, que vous deviez arrêter, les deux, ou ni l’un ni l’autre ?',
      answers: {
        'carry-on': 'Que je devais continuer',
        stop: 'Que je devais arrêter',
        both: 'Les deux : continuer et arrêter',
        neither: 'Ni l’un ni l’autre',
      },
    },
    'pressure-strength': {
      question: 'Avec quelle force avez-vous senti que vous deviez arrêter ?',
      answers: { 'a-little': 'Un peu', 'a-lot': 'Beaucoup' },
    },
    'free-choice': { question: 'Avez-vous pu décider librement de continuer ou non ?', answers: yesPartlyNo },
    'pressure-how': {
      question: 'Que s’est-il passé ?',
      answers: {
        'told-trouble': 'On m’a dit que je pouvais avoir des ennuis',
        'asked-to-sign':
          'On m’a demandé de signer une déclaration que je ne comprenais pas ou n’approuvais pas entièrement',
        'phone-or-records':
          'On m’a demandé mon téléphone ou mes dossiers d’une façon que j’ai ressentie comme une pression',
        'kept-waiting': 'On m’a fait attendre jusqu’à ce que j’abandonne',
        'made-to-blame': 'On m’a fait sentir que c’était ma faute',
        'unlikely-to-succeed': 'On m’a dit que mon affaire avait peu de chances d’aboutir',
        'something-else': 'Autre chose',
      },
    },
    'told-police-stop': { question: 'Avez-vous dit à la police que vous ne vouliez pas continuer ?', answers: yesNo },
    'why-stopped': {
      question: 'Quelles raisons de ne pas continuer ont compté pour vous ?',
      answers: {
        'peace-of-mind': 'Ma propre tranquillité',
        safety: 'Ma sécurité ou celle d’autres personnes',
        'how-long': 'Le temps que cela prenait',
        'how-police-dealt': 'La façon dont la police m’a traité',
        privacy: 'Ma vie privée, mon téléphone ou mes dossiers',
        court: 'Aller au tribunal',
        'work-or-family': 'Le travail ou la famille',
        'something-else': 'Autre chose',
      },
    },
    listened: {
      question: 'Les policiers vous ont-ils bien écouté ?',
      answers: {
        very: 'Très bien',
        fairly: 'Plutôt bien',
        'not-very': 'Pas très bien',
        'not-at-all': 'Pas bien du tout',
      },
    },
    believed: {
      question: 'Avez-vous senti qu’on vous croyait ?',
      answers: {
        'by-all': 'Oui, tous les policiers',
        'by-some': 'Certains des policiers',
        'by-none': 'Non, aucun des policiers',
      },
    },
    respect: {
      question: 'Avec quel respect les policiers vous ont-ils traité ?',
      answers: {
        very: 'Avec beaucoup de respect',
        fairly: 'Avec assez de respect',
        'not-very': 'Avec peu de respect',
        'not-at-all': 'Sans aucun respect',
      },
    },
    'trained-officer': {
      question:
        'Vous a-t-on dit que votre affaire serait suivie par un policier formé spécialement aux crimes sexuels ?',
      answers: yesNo,
    },
    'support-offered': {
      question: 'Vous a-t-on proposé l’aide de quelqu’un qui n’est pas de la police ?',
      hint: 'Par exemple, Victim Support. Ou une ISVA : une personne qui aide après des violences sexuelles.',
      answers: { yes: 'Oui', 'yes-i-said-no': 'Oui, et j’ai dit non', no: 'Non' },
    },
    'looked-into': {
      question: 'Qu’a fait la police pour enquêter sur ce que vous avez signalé ?',
      answers: {
        'all-they-could': 'Tout ce qu’elle pouvait',
        most: 'La plus grande partie de ce qu’elle pouvait',
        some: 'Une partie de ce qu’elle pouvait',
        'little-or-nothing': 'Peu ou rien',
      },
    },
    'closing-first': {
      question: 'Qu’est-ce qui est le plus proche de ce que vous avez senti ?',
      answers: {
        'find-out': 'La police voulait savoir ce qui s’était passé',
        'close-case': 'La police voulait fermer le dossier',
        'in-between': 'Entre les deux',
      },
    },
    'told-recorded': {
      question: 'Vous a-t-on dit comment la police a enregistré ce que vous avez signalé ?',
      hint: 'Par exemple, quel crime elle a noté.',
      answers: yesNo,
    },
    'recorded-right': {
      question: 'Avez-vous pu dire si ce qu’elle a noté était faux ?',
      answers: { yes: 'Oui', no: 'Non', 'did-not-want-to': 'Je ne le voulais pas' },
    },
    'outcome-told': { question: 'Vous a-t-on dit comment l’affaire s’est terminée ?', answers: yesNo },
    'reasons-given': { question: 'Vous a-t-on donné des raisons que vous avez pu comprendre ?', answers: yesPartlyNo },
    'review-told': {
      question: 'Vous a-t-on dit que vous pouviez demander que la décision soit revue ?',
      answers: yesNo,
    },
    wellbeing: {
      question:
        'Le contact avec la police a-t-il rendu les choses meilleures ou pires pour vous, ou n’a-t-il rien changé ?',
      answers: {
        'much-better': 'Bien meilleures',
        'bit-better': 'Un peu meilleures',
        'no-different': 'Rien de changé',
        'bit-worse': 'Un peu pires',
        'much-worse': 'Bien pires',
      },
    },
    'report-again': {
      question: 'Si une chose pareille arrivait encore, le diriez-vous à la police ?',
      answers: {
        'very-likely': 'Très probablement',
        'fairly-likely': 'Assez probablement',
        neither: 'Ni probable ni improbable',
        'fairly-unlikely': 'Assez improbable',
        'very-unlikely': 'Très improbable',
      },
    },
    'treated-worse': {
      question: 'Vous a-t-on traité moins bien à cause de qui vous êtes ?',
      hint: 'Par exemple, votre âge ou votre sexe. L’origine de votre famille. Votre foi. Qui vous aimez. Ou une maladie.',
      answers: yesNo,
    },
    'talked-about': { question: 'Quelqu’un de la police vous a-t-il parlé de ces questions ?', answers: yesNo },
    'about-age': {
      question: 'Quel âge avez-vous ?',
      hint: 'Nous vous demandons quatre choses sur vous. Chacune est gardée à part de vos autres réponses.',
      answers: {
        '16-24': '16 à 24 ans',
        '25-34': '25 à 34 ans',
        '35-44': '35 à 44 ans',
        '45-54': '45 à 54 ans',
        '55-64': '55 à 64 ans',
        '65-or-over': '65 ans ou plus',
      },
    },
    'about-gender': {
      question: 'Qu’est-ce qui vous décrit ?',
      answers: { woman: 'Une femme', man: 'Un homme', another: 'Je me décris autrement' },
    },
    'about-ethnicity': {
      question: 'De quel groupe sentez-vous que vous faites partie ?',
      answers: {
        asian: 'Asiatique ou Britannique asiatique',
        black: 'Noir, Britannique noir, Caribéen ou Africain',
        mixed: 'Métis ou plus d’un groupe',
        white: 'Blanc',
        other: 'Un autre groupe',
      },
    },
    'about-disability': {
      question: 'Avez-vous un handicap, ou une maladie qui dure depuis un an ou plus ?',
      answers: yesNo,
    },
    'anything-else': {
      question: 'Y a-t-il autre chose que vous voulez dire à Victim Support ?',
      hint: 'N’écrivez pas de noms ni ce qui vous est arrivé. Seul Victim Support peut lire ceci.',
      answers: {},
    },
    'contact-me': {
      question: 'Voulez-vous que quelqu’un vous contacte ?',
      hint: 'Ceci va à Victim Support seulement. C’est gardé à part de vos réponses.',
      answers: {
        support: 'Oui, pour me soutenir',
        review: 'Oui, pour m’aider à demander que la décision soit revue',
        complaint: 'Oui, pour m’aider à faire une réclamation contre la police',
        'independent-body': 'Oui, pour m’aider à m’adresser à l’organisme qui surveille la police',
        mp: 'Oui, pour m’aider à parler à mon député ou ma députée',
        no: 'Non',
      },
    },
  },
  silences: {
    'not-sure': 'Je ne sais pas bien',
    'prefer-not-to-say': 'Je préfère ne pas le dire',
    skipped: 'Sans réponse',
  },
  page: {
    title: 'Questions',
    toContent: 'Aller à la partie principale de la page',
    leave: 'Quitter cette page',
    leaveNote:
      'Ceci ouvre une page sur la météo. Cela ne peut pas effacer vos messages ni la liste des pages que vous avez vues. Vous pouvez aussi appuyer trois fois sur la touche Échap.',
    language: 'Langue',
    menu: 'Aide et autres choix',
    helpTitle: 'Si vous voulez parler à quelqu’un',
    helpDanger: 'Si vous êtes en danger, appelez le 999. Si vous ne pouvez pas parler, tapez 55 sur un portable.',
    open24: 'jour et nuit',
    privacy: 'Ce que deviennent vos réponses',
    withdraw: 'Reprendre vos réponses',
    continue: 'Continuer',
    skip: 'Passer cette question',
    finish: 'Terminer ici et envoyer',
    later: 'Enregistrer et arrêter pour l’instant',
    notSafe: 'Ce n’est pas sûr maintenant',
    back: 'Retour',
    minutes: 'Encore {n} minutes environ',
    minute: 'Encore 1 minute environ',
    chooseAll: 'Vous pouvez en choisir plusieurs.',
    cue: 'Pensez à l’affaire qui s’est terminée vers {month} {year}.',
    errorTitle: 'Vérifiez cette page',
    error: 'Erreur :',
    notReviewed: 'Cette traduction n’a pas encore été relue par un professionnel.',
    askFor: 'Vous pouvez nous appeler au {phone}.',
    idle: 'Si vous laissez cette page sans usage pendant {n} minutes, elle se ferme. Ce que vous avez enregistré reste enregistré.',
  },
  faults: {
    'choose-one': 'Choisissez une réponse, ou passez cette question.',
    'not-an-answer': 'Choisissez une des réponses de cette page.',
    'stands-alone': 'Vous avez choisi des réponses qui ne vont pas ensemble. Choisissez encore.',
    'too-long': 'Votre texte est trop long. Écrivez moins de {n} lettres.',
    'unknown-item': 'Choisissez une des réponses de cette page.',
    'enter-word': 'Tapez le mot convenu avec vous.',
    'enter-code': 'Tapez le code de votre lettre.',
  },
  entry: {
    heading: 'Bonjour',
    wordLabel: 'Tapez le mot convenu avec vous au téléphone',
    wordHint: 'Les majuscules et les espaces ne comptent pas.',
    codeLabel: 'Tapez le code de votre lettre',
    codeHint: 'Douze lettres et chiffres. Les espaces ne comptent pas.',
    open: 'Ouvrir',
    failedTitle: 'Cela ne s’est pas ouvert',
    failed:
      'Rien n’est perdu. Le mot ou le code est peut-être mal écrit, ou le lien a déjà servi ou est terminé. Vérifiez et essayez encore.',
    closedTitle: 'Cette page s’est fermée',
    closed:
      'Ce que vous avez enregistré est toujours là. Pour votre sécurité, la page se ferme quand elle reste sans usage. Elle a aussi besoin de cookies : un cookie est une petite note que votre navigateur garde jusqu’à ce que vous le fermiez. Pour continuer, ouvrez votre lien ou utilisez votre code à nouveau.',
    missingTitle: 'Il n’y a rien ici',
    missing: 'Rien n’est perdu. Vérifiez l’adresse, ou ouvrez votre lien à nouveau.',
    troubleTitle: 'Quelque chose n’a pas marché',
    trouble: 'Ce que vous avez enregistré est toujours là. Attendez une minute et essayez encore.',
    overTitle: 'Il n’y a plus rien à faire',
    over: 'Vos réponses ont été envoyées, ou votre lien a pris fin. Vous pouvez fermer cette page.',
    lateTitle: 'Il est trop tard pour envoyer',
    late: 'Votre lien a pris fin avant l’envoi de vos réponses. Elles n’ont pas été envoyées, et nous les effaçons. Vous n’avez rien à faire.',
    busyTitle: 'Essayez encore dans un instant',
    busy: 'Beaucoup de personnes ouvrent cette page en ce moment. Rien n’est perdu. Attendez un instant et essayez encore.',
    byeTitle: 'Vous pouvez fermer cette page',
    bye: 'Votre lien ou votre code l’ouvrira à nouveau tant que vous n’avez pas envoyé vos réponses.',
  },
  consent: {
    heading: 'Avant de commencer',
    intro:
      'Victim Support demande à toutes les personnes dont l’affaire est terminée comment la police les a traitées. Vous choisissez si vous voulez répondre. Vous pouvez passer toute question et arrêter à tout moment.',
    points: [
      'Cela prend environ 8 minutes. Rien ne porte sur ce qui vous est arrivé.',
      'Vos réponses sont comptées avec celles d’autres personnes. Vos députés et la police voient les chiffres, jamais vos réponses.',
      'Rien ne va à la police ni au ministère de l’Intérieur (Home Office).',
      'Quand vous envoyez vos réponses, nous coupons le lien avec vous. Ensuite, personne ne peut trouver lesquelles sont les vôtres. Vous pouvez demander un code pour les reprendre jusqu’à la fin du mois.',
      'Nous gardons les réponses deux ans au plus, puis nous les effaçons.',
    ],
    ask: 'Acceptez-vous que nous utilisions vos réponses ainsi ?',
    agree: 'Oui, j’accepte',
    decline: 'Non, je ne veux pas répondre',
    never: 'Non, et ne me demandez plus jamais',
    declinedTitle: 'C’est d’accord',
    declined: 'Nous ne vous poserons plus de questions à ce sujet. Vous pouvez fermer cette page.',
  },
  message: {
    warning:
      'Nous ne pouvons pas savoir qui a écrit ceci, ni vous aider à partir de là. Si vous voulez de l’aide, choisissez à la page suivante que quelqu’un vous contacte.',
    tie: 'Je veux que quelqu’un me contacte. Montrez-lui ce message avec mon nom.',
    length: 'Pas plus de {n} lettres.',
  },
  check: {
    heading: 'Vérifiez vos réponses',
    earlier: 'Répondu plus tôt',
    notShown: 'Les réponses d’une visite précédente ne sont pas montrées.',
    change: 'Changer',
    changeOf: 'Changer votre réponse à : {question}',
    written: 'Vous avez écrit un message',
    before:
      'Quand vous envoyez, votre lien prend fin et personne ne peut trouver quelles réponses sont les vôtres. Rien ne va à la police ni au ministère de l’Intérieur.',
    wantCode: 'Montrez-moi un code, pour que je puisse reprendre mes réponses jusqu’à la fin de ce mois',
    send: 'Envoyer mes réponses',
  },
  done: {
    heading: 'Vos réponses sont envoyées',
    thanks: 'Merci. Vous n’avez rien d’autre à faire.',
    contact: 'Si vous avez demandé qu’on vous contacte, Victim Support le fera dans un délai d’un jour ouvré.',
    codeTitle: 'Votre code',
    code: 'Nous montrons ce code maintenant seulement. Notez-le si vous voulez peut-être reprendre vos réponses. Il marche jusqu’à la fin de {month} {year}.',
    close: 'Vous pouvez fermer cette page.',
  },
  withdraw: {
    heading: 'Reprendre vos réponses',
    intro: 'Si vous avez demandé un code en envoyant vos réponses, tapez-le ici avant la fin de ce mois-là.',
    label: 'Votre code',
    button: 'Reprendre mes réponses',
    doneTitle: 'C’est fait',
    done: 'Si ce code correspond à des réponses que nous gardons encore pour ce mois, elles sont maintenant effacées.',
  },
  privacy: {
    heading: 'Ce que deviennent vos réponses',
    sections: [
      {
        title: 'Qui demande',
        text: 'C’est Victim Support qui demande, pas la police. Victim Support est une association. Elle fait ce travail pour l’organisme élu qui surveille la police, et qui est responsable selon la loi de l’usage de vos données.',
      },
      {
        title: 'Qui répond de vos données',
        text: 'Selon la loi, {controller} répond de vos données. Vous pouvez écrire à : {contact}. Une personne déléguée à la protection des données y veille : {officer}. La loi charge cet organisme de demander comment la police traite les gens. Il ne peut utiliser vos réponses que si vous êtes d’accord. Voici la loi : {basis}.',
      },
      {
        title: 'Ce que nous savons de vous ici',
        text: 'Cette page connaît un numéro pour votre questionnaire. Elle ne connaît pas votre nom, votre téléphone, ni ce que la police a écrit sur votre affaire. Nous ne gardons rien de votre appareil, de votre adresse sur internet ni de l’heure de vos réponses.',
      },
      {
        title: 'Pendant que vous répondez',
        text: 'Ce que vous avez enregistré est fermé avec une clé faite à partir de votre propre lien ou code. Nous ne gardons pas cette clé. Si vous n’envoyez pas vos réponses, elles sont effacées quand votre lien prend fin.',
      },
      {
        title: 'Quand vous envoyez',
        text: 'Nous partageons vos réponses en morceaux, fermons chaque morceau et coupons le lien avec vous. À la fin du mois, du semestre ou de l’année, les morceaux sont mélangés à ceux d’autres personnes et comptés. Les petits nombres ne sont jamais montrés.',
      },
      {
        title: 'Qui voit quoi',
        text: 'Les députés et la police voient le même rapport avec des chiffres arrondis, et peuvent dire à d’autres ce qu’il contient. Personne à la police ne peut voir une réponse, ni si vous avez répondu. Seul Victim Support peut lire un message de vous ou que vous voulez un contact.',
      },
      {
        title: 'Combien de temps',
        text: 'Les réponses sont gardées deux ans au plus. Le rapport est gardé pour toujours. Victim Support garde vos coordonnées jusqu’à 90 jours après la fin des questions, et les efface aussitôt si vous dites non.',
      },
      {
        title: 'Vos droits',
        text: 'Vous pouvez dire non, arrêter, ou reprendre vos réponses avec votre code jusqu’à la fin du mois. Vous pouvez demander à Victim Support ce qu’elle garde sur vous ({phone}), et vous plaindre à l’Information Commissioner : ico.org.uk, 0303 123 1113.',
      },
      {
        title: 'Cookies',
        text: 'Nous utilisons trois cookies : un pour que la page marche tant qu’elle est ouverte, un pour savoir qu’un formulaire est à nous, et un pour la langue que vous choisissez. Ils disparaissent quand vous fermez le navigateur. Personne d’autre n’apprend que vous êtes venu ici.',
      },
    ],
  },
  ownRoute: {
    title: 'Demandez-nous de vous appeler',
    forWhom:
      'Avez-vous signalé quelque chose, et est-ce terminé ? Personne ne vous a demandé comment cela s’est passé ? Alors cette page est pour vous.',
    whoWeAre: 'Nous sommes Victim Support. Nous sommes indépendants. Nous ne disons à personne que vous avez écrit.',
    notHere: 'N’écrivez pas ici ce qui s’est passé. Nous vous appellerons, et seulement au moment que vous choisissez.',
    firstName: 'Un prénom à demander',
    telephone: 'Un numéro de téléphone sûr pour vous',
    when: 'Quand pouvons-nous appeler ? Laissez vide si tout moment en semaine convient',
    mornings: 'Le matin',
    afternoons: 'L’après-midi',
    evenings: 'Le soir jusqu’à 19 heures',
    voicemail: 'Pouvons-nous laisser un message qui ne dit qu’un prénom ?',
    endedAround: 'Quand cela s’est-il terminé, à peu près ? (si vous voulez)',
    send: 'Envoyer',
    history:
      'Cette page ne peut pas effacer l’historique de votre navigateur. Si quelqu’un peut regarder, utilisez une fenêtre privée ou appelez le {phone}.',
    firstNameMissing: 'Écrivez un prénom. Ce n’est pas forcément le vôtre.',
    telephoneMissing: 'Écrivez un numéro de téléphone, par exemple 020 7946 0018.',
    notSentTitle: 'Votre formulaire n’a pas été envoyé',
    notSent:
      'Nous n’avons rien gardé. Cette page a besoin de cookies : un cookie est une petite note que garde votre navigateur. Ouvrez la page de nouveau et renvoyez le formulaire, ou appelez-nous au {phone}.',
    sentTitle: 'Nous l’avons reçu',
    sent: 'Quelqu’un vous appellera dans les trois jours ouvrables, à un moment que vous avez choisi.',
    sameForAll:
      'Toutes les personnes qui envoient ce formulaire voient cette page. Elle ne dit pas si nous savons quelque chose de vous.',
    helpNow: 'Si vous avez besoin d’aide maintenant, appelez le {phone}. En cas d’urgence, appelez le 999.',
  },
  helplines: {
    'rape-crisis': 'Rape Crisis : pour toute personne qui a vécu des violences sexuelles',
    'victim-support': 'Victim Support : pour toute personne touchée par un crime',
    'domestic-abuse': 'Ligne nationale contre les violences à la maison',
    galop: 'Galop : pour les personnes LGBT+ qui ont subi du mal',
    samaritans: 'Samaritans : pour toute personne qui a besoin de parler',
  },
};
