import { en } from './en.js';
import type { LanguageTexts } from './language.js';

/** Easy read: short sentences, one thought each. What is already short is as in English. */
export const enEasy: LanguageTexts = {
  ...en,
  facts: {
    code: 'en-easy',
    name: 'English: easy read',
    dir: 'ltr',
    locale: 'en-GB',
    review: 'awaiting professional review',
  },
  items: {
    ...en.items,
    satisfied: {
      ...en.items.satisfied,
      question: 'The police worked on your case. How do you feel about what they did?',
    },
    seriously: { ...en.items.seriously, question: 'You told the police something. How seriously did they take it?' },
    'how-ended': {
      question: 'How did your case end? Tell us what you think.',
      answers: {
        ...en.items['how-ended'].answers,
        'police-or-prosecutors-stopped': 'The police or the lawyers decided to stop',
        'passed-on': 'Other police took it over. Or someone else did',
      },
    },
    pressure: {
      question:
        'Think about what the police said and did. Did they make you feel you should carry on? Or that you should stop? Or both? Or neither?',
      answers: {
        'carry-on': 'They made me feel I should carry on',
        stop: 'They made me feel I should stop',
        both: 'Both',
        neither: 'Neither',
      },
    },
    'pressure-strength': {
      ...en.items['pressure-strength'],
      question: 'How much did they make you feel you should stop?',
    },
    'free-choice': { ...en.items['free-choice'], question: 'Could you choose for yourself? To carry on or not?' },
    'pressure-how': {
      question: 'What happened?',
      answers: {
        ...en.items['pressure-how'].answers,
        'asked-to-sign': 'They asked me to sign a paper. It was not right, or I did not understand it',
        'phone-or-records': 'They asked for my phone or for papers about me. It did not feel like my choice',
        'unlikely-to-succeed': 'They told me that my case would not go well',
      },
    },
    'told-police-stop': {
      ...en.items['told-police-stop'],
      question: 'Did you tell the police: I do not want to carry on?',
    },
    'why-stopped': { ...en.items['why-stopped'], question: 'You did not carry on. Why?' },
    believed: {
      question: 'Did the officers believe you?',
      answers: { 'by-all': 'All of them did', 'by-some': 'Some of them did', 'by-none': 'None of them did' },
    },
    respect: {
      question: 'Respect means being polite and kind. How much respect did the officers show you?',
      answers: { very: 'A lot', fairly: 'Quite a lot', 'not-very': 'Not much', 'not-at-all': 'None' },
    },
    'trained-officer': {
      ...en.items['trained-officer'],
      question:
        'Some officers have special training in sexual offences. Were you told that one of them would work on your case?',
    },
    'support-offered': {
      ...en.items['support-offered'],
      question: 'Did anyone offer you help? Someone who is not the police?',
    },
    'looked-into': {
      ...en.items['looked-into'],
      question: 'You told the police something. How hard did they try to find out more?',
    },
    'closing-first': {
      ...en.items['closing-first'],
      question: 'What did the police want most? What did it feel like to you?',
    },
    'told-recorded': {
      ...en.items['told-recorded'],
      question: 'The police write down what people tell them. Did they tell you what they wrote?',
    },
    'recorded-right': { ...en.items['recorded-right'], question: 'Could you say if they wrote something wrong?' },
    'reasons-given': { ...en.items['reasons-given'], question: 'Did they tell you why? Could you understand it?' },
    'review-told': {
      ...en.items['review-told'],
      question: 'You can ask for the decision to be looked at again. Did they tell you that?',
    },
    wellbeing: {
      ...en.items.wellbeing,
      question: 'You had contact with the police. Are things better or worse for you now? Or no different?',
    },
    'report-again': { ...en.items['report-again'], question: 'It may happen again. Would you tell the police?' },
    'treated-worse': {
      ...en.items['treated-worse'],
      question: 'Did the police treat you worse because of who you are?',
    },
    'talked-about': { ...en.items['talked-about'], question: 'Did the police talk to you about these questions?' },
    'about-disability': {
      ...en.items['about-disability'],
      question: 'Do you have a disability? Or an illness for a year or more?',
    },
  },
  page: {
    ...en.page,
    leaveNote:
      'This button opens a page about the weather. It does not clear your messages. It does not clear the list of pages you saw. You can also press the Escape key three times.',
    cue: 'Think of one case only. It ended around {month} {year}.',
    notReviewed: 'This easy read text has not yet been checked by people who use easy read.',
  },
  consent: {
    ...en.consent,
    intro:
      'Victim Support asks these questions. They are about how the police treated you. You can say no. You can skip a question. You can stop when you like.',
    points: [
      'It takes about 8 minutes. We do not ask what happened to you.',
      'We count your answers with those of other people. The police see only the numbers. They never see your answers.',
      'Nothing goes to the police. Nothing goes to the Home Office.',
      'When you send your answers, your name is not with them. Nobody can find out which answers are yours. You can ask for a code. With the code you can take your answers back until the month ends.',
      'We keep the answers for two years at most. Then we delete them.',
    ],
    ask: 'Is this all right for you?',
  },
  done: {
    ...en.done,
    contact: 'Did you ask us to contact you? Victim Support will do it by the end of the next working day.',
    code: 'We show this code only now. Write it down. With it you can take your answers back. It works until the end of {month} {year}.',
  },
  withdraw: {
    ...en.withdraw,
    intro: 'Did you ask for a code when you sent your answers? Type it here. It works until that month ends.',
    done: 'Did your answers belong to this code? Then they are gone now.',
  },
  entry: {
    ...en.entry,
    failed: 'Nothing is lost. You may have typed it wrong. Or your link may have ended. Look at it and try again.',
    closed:
      'We keep what you saved. To keep you safe, the page closes when you do not use it. It also needs cookies to work. A cookie is a small note in your browser. To go on, open your link again. Or use your code again.',
    overTitle: 'You are done',
    over: 'We have your answers. Or your link has ended. You can close this page.',
    lateTitle: 'It is too late',
    late: 'Your link has ended. We did not get your answers. We delete them. You do not need to do anything.',
    busyTitle: 'Try again soon',
    busy: 'We are busy now. You have lost nothing. Wait a little. Then try again.',
    bye: 'Your link or code opens it again. It does so until you send your answers.',
  },
  privacy: {
    heading: 'What happens with your answers',
    sections: [
      {
        title: 'Who asks',
        text: 'Victim Support asks you. They are not the police. They help people. They do this for a body that watches over the police. By law that body must look after what you tell us.',
      },
      {
        title: 'Who looks after your data',
        text: 'By law, this is the office that must do it: {controller}. You can write to them: {contact}. One person there checks that they do it well. You can write to this person: {officer}. The law tells them to ask how the police treat people. They may use your answers only if you say yes. This is the law: {basis}.',
      },
      {
        title: 'What we know about you here',
        text: 'This page has a number for you. It does not have your name. It does not have your phone number. It does not know what the police wrote. We do not keep the time, your phone or where you are.',
      },
      {
        title: 'While you answer',
        text: 'What you save is locked. Only your own link or code opens it. Do you not send your answers? Then we delete them when your link ends.',
      },
      {
        title: 'When you send',
        text: 'We cut your answers into parts. We lock each part. Your name is not with them. Later we mix them with the parts of other people. Then we count them. We never show small numbers.',
      },
      {
        title: 'Who sees what',
        text: 'The Members of Parliament and the police see the same numbers. They may tell other people. No one at the police sees your answers. They do not see if you answered. You can write a message. You can ask us to contact you. Only Victim Support sees that.',
      },
      {
        title: 'How long',
        text: 'We keep the answers for two years at most. We keep the numbers for ever. We keep your phone number and your address until 90 days after the questions end. Do you say no? Then we delete them at once.',
      },
      {
        title: 'Your rights',
        text: 'You can say no. You can stop. You can take your answers back with your code until the month ends. You can ask Victim Support what they know about you. Call {phone}. Is something wrong? You can tell the Information Commissioner: ico.org.uk, 0303 123 1113.',
      },
      {
        title: 'Cookies',
        text: 'A cookie is a small note in your browser. We use three. One keeps the page going. One keeps your forms safe. One knows your language. They go when you close the browser. We tell no one that you were here.',
      },
    ],
  },
  ownRoute: {
    ...en.ownRoute,
    history:
      'This page cannot clear your list of pages. Can somebody look at it? Then use a private window. Or call {phone}.',
    sent: 'We will call you. We will do it in three working days or less. We will call at a time that you chose.',
  },
  check: {
    ...en.check,
    before:
      'Send your answers when you are ready. Then your link ends. Nobody can find out which answers are yours. Nothing goes to the police.',
  },
};
