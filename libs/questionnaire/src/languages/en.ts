import type { LanguageFacts } from './facts.js';

export const en = {
  facts: { code: 'en', name: 'English', dir: 'ltr', locale: 'en-GB', review: 'original' } as LanguageFacts,
  months: [
    'January',
    'February',
    'March',
    'April',
    'May',
    'June',
    'July',
    'August',
    'September',
    'October',
    'November',
    'December',
  ] as readonly string[],
  items: {
    safe: {
      question: 'Is now a safe and private time to answer?',
      answers: { yes: 'Yes', no: 'No, leave this page', later: 'I will come back later' },
    },
    satisfied: {
      question: 'How satisfied or dissatisfied are you with the way the police handled your case?',
      answers: {
        'completely-satisfied': 'Completely satisfied',
        'very-satisfied': 'Very satisfied',
        'fairly-satisfied': 'Fairly satisfied',
        neither: 'Neither satisfied nor dissatisfied',
        'fairly-dissatisfied': 'Fairly dissatisfied',
        'very-dissatisfied': 'Very dissatisfied',
        'completely-dissatisfied': 'Completely dissatisfied',
      },
    },
    seriously: {
      question: 'How seriously, if at all, did the police take what you reported?',
      answers: {
        very: 'Very seriously',
        fairly: 'Fairly seriously',
        'not-very': 'Not very seriously',
        'not-at-all': 'Not at all seriously',
      },
    },
    'how-ended': {
      question: 'As you understand it, how did your case end?',
      answers: {
        'i-decided': 'I decided not to carry on',
        'police-or-prosecutors-stopped': 'The police or prosecutors decided to stop',
        'not-recorded': 'It was not recorded as a crime',
        'someone-charged': 'Someone was charged',
        'passed-on': 'It was passed to another police force or agency',
        'not-told': 'I was not told',
        'something-else': 'Something else',
      },
    },
    pressure: {
      question:
        'Did anything the police said or did make you feel you should carry on, make you feel you should stop, both, or neither?',
      answers: {
        'carry-on': 'That I should carry on',
        stop: 'That I should stop',
        both: 'Both: carry on and stop',
        neither: 'Neither',
      },
    },
    'pressure-strength': {
      question: 'How strongly did you feel that you should stop?',
      answers: { 'a-little': 'A little', 'a-lot': 'A lot' },
    },
    'free-choice': {
      question: 'Were you free to decide for yourself whether to carry on?',
      answers: { yes: 'Yes', partly: 'Partly', no: 'No' },
    },
    'pressure-how': {
      question: 'What happened?',
      answers: {
        'told-trouble': 'I was told that I could be in trouble',
        'asked-to-sign': 'I was asked to sign a statement I did not fully agree with or understand',
        'phone-or-records': 'I was asked for my phone or records in a way that felt like pressure',
        'kept-waiting': 'I was kept waiting until I gave up',
        'made-to-blame': 'I was made to feel to blame',
        'unlikely-to-succeed': 'I was told that my case was unlikely to succeed',
        'something-else': 'Something else',
      },
    },
    'told-police-stop': {
      question: 'Did you tell the police that you did not want to carry on?',
      answers: { yes: 'Yes', no: 'No' },
    },
    'why-stopped': {
      question: 'Which reasons for not carrying on mattered to you?',
      answers: {
        'peace-of-mind': 'My own peace of mind',
        safety: 'My safety or the safety of others',
        'how-long': 'How long it took',
        'how-police-dealt': 'How the police dealt with me',
        privacy: 'My privacy, my phone or my records',
        court: 'Going to court',
        'work-or-family': 'Work or family',
        'something-else': 'Something else',
      },
    },
    listened: {
      question: 'How well did the officers listen to you?',
      answers: {
        very: 'Very well',
        fairly: 'Fairly well',
        'not-very': 'Not very well',
        'not-at-all': 'Not at all well',
      },
    },
    believed: {
      question: 'Did you feel believed?',
      answers: {
        'by-all': 'Yes, by all of the officers',
        'by-some': 'By some of the officers',
        'by-none': 'No, by none of the officers',
      },
    },
    respect: {
      question: 'How respectfully did the officers treat you?',
      answers: {
        very: 'Very respectfully',
        fairly: 'Fairly respectfully',
        'not-very': 'Not very respectfully',
        'not-at-all': 'Not at all respectfully',
      },
    },
    'trained-officer': {
      question:
        'Were you told that your case would be dealt with by an officer who has special training in sexual offences?',
      answers: { yes: 'Yes', no: 'No' },
    },
    'support-offered': {
      question: 'Were you offered help from someone who is not the police?',
      hint: 'For example, Victim Support. Or an ISVA: someone who helps people after sexual violence.',
      answers: { yes: 'Yes', 'yes-i-said-no': 'Yes, and I said no', no: 'No' },
    },
    'looked-into': {
      question: 'How much did the police do to look into what you reported?',
      answers: {
        'all-they-could': 'All that they could',
        most: 'Most of what they could',
        some: 'Some of what they could',
        'little-or-nothing': 'Little or nothing',
      },
    },
    'closing-first': {
      question: 'Which of these is closer to how it felt to you?',
      answers: {
        'find-out': 'The police wanted to find out what happened',
        'close-case': 'The police wanted to close the case',
        'in-between': 'In between',
      },
    },
    'told-recorded': {
      question: 'Were you told how the police wrote down what you reported?',
      hint: 'For example, which crime they recorded.',
      answers: { yes: 'Yes', no: 'No' },
    },
    'recorded-right': {
      question: 'Did you have a chance to say if what they wrote down was wrong?',
      answers: { yes: 'Yes', no: 'No', 'did-not-want-to': 'I did not want to' },
    },
    'outcome-told': {
      question: 'Were you told how the case ended?',
      answers: { yes: 'Yes', no: 'No' },
    },
    'reasons-given': {
      question: 'Were you given reasons that you could understand?',
      answers: { yes: 'Yes', partly: 'Partly', no: 'No' },
    },
    'review-told': {
      question: 'Were you told that you could ask for the decision to be looked at again?',
      answers: { yes: 'Yes', no: 'No' },
    },
    wellbeing: {
      question: 'Has contact with the police made things better or worse for you, or no different?',
      answers: {
        'much-better': 'Much better',
        'bit-better': 'A bit better',
        'no-different': 'No different',
        'bit-worse': 'A bit worse',
        'much-worse': 'Much worse',
      },
    },
    'report-again': {
      question: 'If something like this happened again, how likely would you be to tell the police?',
      answers: {
        'very-likely': 'Very likely',
        'fairly-likely': 'Fairly likely',
        neither: 'Neither likely nor unlikely',
        'fairly-unlikely': 'Fairly unlikely',
        'very-unlikely': 'Very unlikely',
      },
    },
    'treated-worse': {
      question: 'Were you treated worse because of who you are?',
      hint: 'For example, your age or your sex. Where your family is from. Your faith. Who you love. Or an illness.',
      answers: { yes: 'Yes', no: 'No' },
    },
    'talked-about': {
      question: 'Did anyone from the police talk to you about these questions?',
      answers: { yes: 'Yes', no: 'No' },
    },
    'about-age': {
      question: 'How old are you?',
      hint: 'We ask four things about you. Each one is kept away from your other answers.',
      answers: {
        '16-24': '16 to 24',
        '25-34': '25 to 34',
        '35-44': '35 to 44',
        '45-54': '45 to 54',
        '55-64': '55 to 64',
        '65-or-over': '65 or over',
      },
    },
    'about-gender': {
      question: 'Which of these are you?',
      answers: { woman: 'A woman', man: 'A man', another: 'I describe myself in another way' },
    },
    'about-ethnicity': {
      question: 'Which group do you feel you belong to?',
      answers: {
        asian: 'Asian or Asian British',
        black: 'Black, Black British, Caribbean or African',
        mixed: 'Mixed or more than one group',
        white: 'White',
        other: 'Another group',
      },
    },
    'about-disability': {
      question: 'Do you have a disability, or an illness that has lasted a year or more?',
      answers: { yes: 'Yes', no: 'No' },
    },
    'anything-else': {
      question: 'Is there anything else you want Victim Support to know?',
      hint: 'Please do not write names or what happened to you. Only Victim Support can read this.',
      answers: {},
    },
    'contact-me': {
      question: 'Would you like someone to contact you?',
      hint: 'This goes to Victim Support only. It is kept away from your answers.',
      answers: {
        support: 'Yes, to give me support',
        review: 'Yes, to help me ask for the decision to be looked at again',
        complaint: 'Yes, to help me make a complaint about the police',
        'independent-body': 'Yes, to help me go to the body that watches over the police',
        mp: 'Yes, to help me speak to my MP',
        no: 'No',
      },
    },
  },
  silences: {
    'not-sure': 'I am not sure',
    'prefer-not-to-say': 'I would rather not say',
    skipped: 'Skipped',
  },
  page: {
    title: 'Questions',
    toContent: 'Go to the main part of the page',
    leave: 'Leave this page',
    leaveNote:
      'This opens a page about the weather. It cannot clear your messages or the list of pages you have seen. You can also press the Escape key three times.',
    language: 'Language',
    menu: 'Help and other choices',
    helpTitle: 'If you want to talk to someone',
    helpDanger: 'If you are in danger, call 999. If you cannot speak, press 55 on a mobile.',
    open24: 'day and night',
    privacy: 'What happens with your answers',
    withdraw: 'Take your answers back',
    continue: 'Continue',
    skip: 'Skip this question',
    finish: 'Finish here and send',
    later: 'Save and stop for now',
    notSafe: 'It is not safe now',
    back: 'Back',
    minutes: 'About {n} minutes left',
    minute: 'About 1 minute left',
    chooseAll: 'You can choose more than one.',
    cue: 'Please think of the case that ended around {month} {year}.',
    errorTitle: 'Please check this page',
    error: 'Error:',
    notReviewed: '',
    askFor: 'You can call us on {phone}.',
    idle: 'If you leave this page alone for {n} minutes, it closes. What you have saved stays saved.',
  },
  faults: {
    'choose-one': 'Choose an answer, or skip this question.',
    'not-an-answer': 'Choose one of the answers on this page.',
    'stands-alone': 'You chose answers that do not go together. Choose again.',
    'too-long': 'Your text is too long. Make it shorter than {n} letters.',
    'unknown-item': 'Choose one of the answers on this page.',
    'enter-word': 'Type the word that was agreed with you.',
    'enter-code': 'Type the code from your letter.',
  },
  entry: {
    heading: 'Hello',
    wordLabel: 'Type the word that was agreed with you on the phone',
    wordHint: 'Capital letters and spaces do not matter.',
    codeLabel: 'Type the code from your letter',
    codeHint: 'Twelve letters and numbers. Spaces do not matter.',
    open: 'Open',
    failedTitle: 'That did not open',
    failed:
      'Nothing is lost. The word or code may be mistyped, or the link may have been used or have ended. Check it and try again.',
    closedTitle: 'This page has closed',
    closed:
      'What you had saved is still saved. To keep you safe, the page closes when it is left alone. It also needs cookies to work: a cookie is a small note that your browser keeps until you close it. To go on, open your link or use your code again.',
    missingTitle: 'There is nothing here',
    missing: 'Nothing is lost. Check the address, or open your link again.',
    troubleTitle: 'Something did not work',
    trouble: 'What you had saved is still saved. Please wait a minute and try again.',
    overTitle: 'There is nothing left to do',
    over: 'Your answers were sent, or your link has ended. You can close this page.',
    lateTitle: 'It is too late to send',
    late: 'Your link ended before your answers were sent. They were not sent, and we delete them. You do not need to do anything.',
    busyTitle: 'Please try again in a moment',
    busy: 'Many people are opening this page right now. Nothing is lost. Wait a moment, then try again.',
    byeTitle: 'You can close this page',
    bye: 'Your link or code will open it again until you have sent your answers.',
  },
  consent: {
    heading: 'Before you start',
    intro:
      'Victim Support asks everyone whose case has ended how the police treated them. You choose if you want to answer. You can skip any question and you can stop at any time.',
    points: [
      'It takes about 8 minutes. Nothing asks about what happened to you.',
      'We count your answers together with those of other people. Your Members of Parliament and the police see the numbers, never your answers.',
      'Nothing goes to the police or to the Home Office.',
      'When you send your answers, we cut the link to you. After that nobody can find which answers are yours. You can ask for a code to take them back until the end of the month.',
      'We keep the answers for two years at most, then we delete them.',
    ] as readonly string[],
    ask: 'Do you agree that we use your answers in this way?',
    agree: 'Yes, I agree',
    decline: 'No, I do not want to answer',
    never: 'No, and please never ask me again',
    declinedTitle: 'That is fine',
    declined: 'We will not ask you about this again. You can close this page.',
  },
  message: {
    warning:
      'We cannot tell who wrote this, and cannot help you from it. If you want help, choose on the next page that someone should contact you.',
    tie: 'I want someone to contact me. Show them this message with my name.',
    length: 'No more than {n} letters.',
  },
  check: {
    heading: 'Check your answers',
    earlier: 'Answered earlier',
    notShown: 'Answers from an earlier visit are not shown.',
    change: 'Change',
    changeOf: 'Change your answer to: {question}',
    written: 'You wrote a message',
    before:
      'When you send this, your link ends and nobody can find which answers are yours. Nothing goes to the police or the Home Office.',
    wantCode: 'Show me a code, so that I can take my answers back until the end of this month',
    send: 'Send my answers',
  },
  done: {
    heading: 'Your answers are sent',
    thanks: 'Thank you. You do not need to do anything else.',
    contact: 'If you asked for someone to contact you, Victim Support will do so within one working day.',
    codeTitle: 'Your code',
    code: 'We show this code only now. Write it down if you may want to take your answers back. It works until the end of {month} {year}.',
    close: 'You can close this page.',
  },
  withdraw: {
    heading: 'Take your answers back',
    intro: 'If you asked for a code when you sent your answers, type it here before the end of that month.',
    label: 'Your code',
    button: 'Take my answers back',
    doneTitle: 'That is done',
    done: 'If this code belongs to answers that we still hold for this month, they are now deleted.',
  },
  privacy: {
    heading: 'What happens with your answers',
    sections: [
      {
        title: 'Who asks',
        text: 'Victim Support asks you, not the police. Victim Support is a charity. It works here for the people who were voted in to watch over the police. By law, they must take care of your data.',
      },
      {
        title: 'Who looks after your data',
        text: 'By law, one office must look after your data: {controller}. You can write to them: {contact}. They have a data protection officer, who checks that they do: {officer}. They may ask how the police treat people, because the law gives them that task. They may use your answers only if you agree. This is the law: {basis}.',
      },
      {
        title: 'What we know about you here',
        text: 'This page knows a number for your survey. It does not know your name or your phone number. It does not know what the police wrote about your case. We do not note which phone you use, your address on the internet, or the time at which you answer.',
      },
      {
        title: 'While you answer',
        text: 'What you have saved is locked with a key made from your own link and word, or from your code. We do not keep that key. If you do not send your answers, they are deleted when your link ends.',
      },
      {
        title: 'When you send',
        text: 'We split your answers into parts, lock each part, and cut the link to you. Each part waits for the end of the month, the half-year or the year. Then it is mixed with parts of other people and counted. Small numbers are never shown.',
      },
      {
        title: 'Who sees what',
        text: 'Members of Parliament and the police see the same report. They may tell others what it says. Its numbers are rounded. Nobody at the police can see an answer, or if you answered. Only Victim Support can read what you write to it, or that you want a call.',
      },
      {
        title: 'How long',
        text: 'We keep answers for two years at most. We keep the report for ever. Victim Support keeps your phone number and address until 90 days after the questions end. If you say no, it deletes them at once.',
      },
      {
        title: 'Your rights',
        text: 'You can say no, or stop. You can take your answers back with your code until the month ends. You can ask Victim Support what it holds about you: call {phone}. And you can complain to the Information Commissioner: ico.org.uk, 0303 123 1113.',
      },
      {
        title: 'Cookies',
        text: 'We use three cookies. One makes the page work while it is open. One tells us that a form is ours. One keeps the language you choose. They go when you close your browser. Nobody else is told that you were here.',
      },
    ] as readonly { readonly title: string; readonly text: string }[],
  },
  helplines: {
    'rape-crisis': 'Rape Crisis: for anyone who has lived through sexual violence',
    'victim-support': 'Victim Support: for anyone hurt by a crime',
    'domestic-abuse': 'National Domestic Abuse Helpline',
    galop: 'Galop: for LGBT+ people who have been hurt',
    samaritans: 'Samaritans: for anyone who needs to talk',
  },
};
