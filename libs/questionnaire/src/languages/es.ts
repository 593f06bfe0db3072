import type { LanguageTexts } from './language.js';

const yesNo = { yes: 'Sí', no: 'No' };
const yesPartlyNo = { yes: 'Sí', partly: 'En parte', no: 'No' };

export const es: LanguageTexts = {
  facts: { code: 'es', name: 'Español', dir: 'ltr', locale: 'es', review: 'awaiting professional review' },
  months: [
    'enero',
    'febrero',
    'marzo',
    'abril',
    'mayo',
    'junio',
    'julio',
    'agosto',
    'septiembre',
    'octubre',
    'noviembre',
    'diciembre',
  ],
  items: {
    safe: {
      question: '¿Es ahora un momento seguro y privado para responder?',
      answers: { yes: 'Sí', no: 'No, salir de esta página', later: 'Volveré más tarde' },
    },
    satisfied: {
      question: '¿Qué satisfacción o insatisfacción siente con la forma en que la policía llevó su caso?',
      answers: {
        'completely-satisfied': 'Satisfacción completa',
        'very-satisfied': 'Mucha satisfacción',
        'fairly-satisfied': 'Bastante satisfacción',
        neither: 'Ni satisfacción ni insatisfacción',
        'fairly-dissatisfied': 'Bastante insatisfacción',
        'very-dissatisfied': 'Mucha insatisfacción',
        'completely-dissatisfied': 'Insatisfacción completa',
      },
    },
    seriously: {
      question: '¿Con qué seriedad, si la hubo, tomó la policía lo que usted contó?',
      answers: {
        very: 'Con mucha seriedad',
        fairly: 'Con bastante seriedad',
        'not-very': 'Con poca seriedad',
        'not-at-all': 'Sin ninguna seriedad',
      },
    },
    'how-ended': {
      question: 'Según lo que usted sabe, ¿cómo terminó su caso?',
      answers: {
        'i-decided': 'Decidí no seguir',
        'police-or-prosecutors-stopped': 'La policía o la fiscalía decidió parar',
        'not-recorded': 'No se registró como delito',
        'someone-charged': 'Se acusó a alguien',
        'passed-on': 'Pasó a otra policía u otro organismo',
        'not-told': 'No me lo dijeron',
        'something-else': 'Otra cosa',
      },
    },
    pressure: {
      question:
        '¿Algo que dijo o hizo la policía le hizo sentir que debía seguir, que debía parar, las dos cosas o ninguna?',
      answers: {
        'carry-on': 'Que debía seguir',
        stop: 'Que debía parar',
        both: 'Las dos cosas: seguir y parar',
        neither: 'Ninguna de las dos',
      },
    },
    'pressure-strength': {
      question: '¿Con cuánta fuerza sintió que debía parar?',
      answers: { 'a-little': 'Un poco', 'a-lot': 'Mucho' },
    },
    'free-choice': { question: '¿Tuvo libertad para decidir por su cuenta si seguía?', answers: yesPartlyNo },
    'pressure-how': {
      question: '¿Qué pasó?',
      answers: {
        'told-trouble': 'Me dijeron que podía tener problemas',
        'asked-to-sign':
          'Me pidieron firmar una declaración que no entendía o con la que no estaba del todo de acuerdo',
        'phone-or-records': 'Me pidieron el teléfono o mis datos de una forma que sentí como presión',
        'kept-waiting': 'Me hicieron esperar hasta que lo dejé',
        'made-to-blame': 'Me hicieron sentir que era culpa mía',
        'unlikely-to-succeed': 'Me dijeron que era difícil que mi caso saliera adelante',
        'something-else': 'Otra cosa',
      },
    },
    'told-police-stop': { question: '¿Le dijo usted a la policía que no quería seguir?', answers: yesNo },
    'why-stopped': {
      question: '¿Qué motivos para no seguir fueron importantes para usted?',
      answers: {
        'peace-of-mind': 'Mi propia tranquilidad',
        safety: 'Mi seguridad o la de otras personas',
        'how-long': 'Cuánto tardaba',
        'how-police-dealt': 'La forma en que me trató la policía',
        privacy: 'Mi vida privada, mi teléfono o mis datos',
        court: 'Ir a juicio',
        'work-or-family': 'El trabajo o la familia',
        'something-else': 'Otra cosa',
      },
    },
    listened: {
      question: '¿Qué tal le escucharon los agentes?',
      answers: { very: 'Muy bien', fairly: 'Bastante bien', 'not-very': 'No muy bien', 'not-at-all': 'Nada bien' },
    },
    believed: {
      question: '¿Sintió que le creían?',
      answers: {
        'by-all': 'Sí, todos los agentes',
        'by-some': 'Algunos de los agentes',
        'by-none': 'No, ninguno de los agentes',
      },
    },
    respect: {
      question: '¿Con cuánto respeto le trataron los agentes?',
      answers: {
        very: 'Con mucho respeto',
        fairly: 'Con bastante respeto',
        'not-very': 'Con poco respeto',
        'not-at-all': 'Sin ningún respeto',
      },
    },
    'trained-officer': {
      question: '¿Le dijeron que llevaría su caso un agente con formación especial en delitos sexuales?',
      answers: yesNo,
    },
    'support-offered': {
      question: '¿Le ofrecieron ayuda de alguien que no es de la policía?',
      hint: 'Por ejemplo, Victim Support. O una ISVA: una persona que ayuda después de la violencia sexual.',
      answers: { yes: 'Sí', 'yes-i-said-no': 'Sí, y dije que no', no: 'No' },
    },
    'looked-into': {
      question: '¿Cuánto hizo la policía para investigar lo que usted contó?',
      answers: {
        'all-they-could': 'Todo lo que podía',
        most: 'La mayor parte de lo que podía',
        some: 'Una parte de lo que podía',
        'little-or-nothing': 'Poco o nada',
      },
    },
    'closing-first': {
      question: '¿Qué se acerca más a lo que usted sintió?',
      answers: {
        'find-out': 'La policía quería saber qué pasó',
        'close-case': 'La policía quería cerrar el caso',
        'in-between': 'Algo intermedio',
      },
    },
    'told-recorded': {
      question: '¿Le dijeron cómo registró la policía lo que usted contó?',
      hint: 'Por ejemplo, qué delito anotaron.',
      answers: yesNo,
    },
    'recorded-right': {
      question: '¿Pudo decir si lo que anotaron estaba mal?',
      answers: { yes: 'Sí', no: 'No', 'did-not-want-to': 'No quise hacerlo' },
    },
    'outcome-told': { question: '¿Le dijeron cómo terminó el caso?', answers: yesNo },
    'reasons-given': { question: '¿Le dieron razones que usted pudo entender?', answers: yesPartlyNo },
    'review-told': { question: '¿Le dijeron que podía pedir que se revisara la decisión?', answers: yesNo },
    wellbeing: {
      question: 'El contacto con la policía, ¿ha hecho que las cosas estén mejor o peor para usted, o igual?',
      answers: {
        'much-better': 'Mucho mejor',
        'bit-better': 'Un poco mejor',
        'no-different': 'Igual',
        'bit-worse': 'Un poco peor',
        'much-worse': 'Mucho peor',
      },
    },
    'report-again': {
      question: 'Si volviera a pasar algo así, ¿qué probabilidad hay de que usted se lo dijera a la policía?',
      answers: {
        'very-likely': 'Muy probable',
        'fairly-likely': 'Bastante probable',
        neither: 'Ni probable ni improbable',
        'fairly-unlikely': 'Bastante improbable',
        'very-unlikely': 'Muy improbable',
      },
    },
    'treated-worse': {
      question: '¿Le trataron peor por ser quien es?',
      hint: 'Por ejemplo, por su edad o su sexo. Por el origen de su familia. Por su fe. Por a quién quiere. O por una enfermedad.',
      answers: yesNo,
    },
    'talked-about': { question: '¿Alguien de la policía le habló de estas preguntas?', answers: yesNo },
    'about-age': {
      question: '¿Qué edad tiene?',
      hint: 'Le preguntamos cuatro cosas sobre usted. Cada una se guarda separada de sus otras respuestas.',
      answers: {
        '16-24': 'De 16 a 24',
        '25-34': 'De 25 a 34',
        '35-44': 'De 35 a 44',
        '45-54': 'De 45 a 54',
        '55-64': 'De 55 a 64',
        '65-or-over': '65 o más',
      },
    },
    'about-gender': {
      question: '¿Cuál de estas opciones es la suya?',
      answers: { woman: 'Mujer', man: 'Hombre', another: 'Me describo de otra manera' },
    },
    'about-ethnicity': {
      question: '¿De qué grupo siente que forma parte?',
      answers: {
        asian: 'Asiático o británico asiático',
        black: 'Negro, británico negro, caribeño o africano',
        mixed: 'Mixto o más de un grupo',
        white: 'Blanco',
        other: 'Otro grupo',
      },
    },
    'about-disability': {
      question: '¿Tiene una discapacidad, o una enfermedad que dura un año o más?',
      answers: yesNo,
    },
    'anything-else': {
      question: '¿Hay algo más que quiera que Victim Support sepa?',
      hint: 'Por favor, no escriba nombres ni lo que le pasó. Solo Victim Support puede leer esto.',
      answers: {},
    },
    'contact-me': {
      question: '¿Quiere que alguien se ponga en contacto con usted?',
      hint: 'Esto llega solo a Victim Support. Se guarda separado de sus respuestas.',
      answers: {
        support: 'Sí, para darme apoyo',
        review: 'Sí, para ayudarme a pedir que se revise la decisión',
        complaint: 'Sí, para ayudarme a presentar una queja sobre la policía',
        'independent-body': 'Sí, para ayudarme a acudir al organismo que vigila a la policía',
        mp: 'Sí, para ayudarme a hablar con mi diputado o diputada',
        no: 'No',
      },
    },
  },
  silences: { 'not-sure': 'No lo sé seguro', 'prefer-not-to-say': 'Prefiero no decirlo', skipped: 'Sin responder' },
  page: {
    title: 'Preguntas',
    toContent: 'Ir a la parte principal de la página',
    leave: 'Salir de esta página',
    leaveNote:
      'Esto abre una página sobre el tiempo. No puede borrar sus mensajes ni la lista de páginas que ha visto. También puede pulsar la tecla Escape tres veces.',
    language: 'Idioma',
    menu: 'Ayuda y otras opciones',
    helpTitle: 'Si quiere hablar con alguien',
    helpDanger: 'Si está en peligro, llame al 999. Si no puede hablar, pulse 55 en un móvil.',
    open24: 'día y noche',
    privacy: 'Qué pasa con sus respuestas',
    withdraw: 'Retirar sus respuestas',
    continue: 'Continuar',
    skip: 'Saltar esta pregunta',
    finish: 'Terminar aquí y enviar',
    later: 'Guardar y parar por ahora',
    notSafe: 'Ahora no es seguro',
    back: 'Atrás',
    minutes: 'Quedan unos {n} minutos',
    minute: 'Queda más o menos 1 minuto',
    chooseAll: 'Puede elegir más de una.',
    cue: 'Por favor, piense en el caso que terminó hacia {month} de {year}.',
    errorTitle: 'Por favor, revise esta página',
    error: 'Error:',
    notReviewed: 'Un profesional aún no ha revisado esta traducción.',
    askFor: 'Puede llamarnos al {phone}.',
    idle: 'Si deja esta página sin usar durante {n} minutos, se cierra. Lo que ha guardado sigue guardado.',
  },
  faults: {
    'choose-one': 'Elija una respuesta, o salte esta pregunta.',
    'not-an-answer': 'Elija una de las respuestas de esta página.',
    'stands-alone': 'Ha elegido respuestas que no van juntas. Elija otra vez.',
    'too-long': 'Su texto es demasiado largo. Use menos de {n} letras.',
    'unknown-item': 'Elija una de las respuestas de esta página.',
    'enter-word': 'Escriba la palabra que acordamos con usted.',
    'enter-code': 'Escriba el código de su carta.',
  },
  entry: {
    heading: 'Hola',
    wordLabel: 'Escriba la palabra que acordamos con usted por teléfono',
    wordHint: 'No importan las mayúsculas ni los espacios.',
    codeLabel: 'Escriba el código de su carta',
    codeHint: 'Doce letras y números. Los espacios no importan.',
    open: 'Abrir',
    failedTitle: 'No se ha podido abrir',
    failed:
      'No se ha perdido nada. Puede que la palabra o el código estén mal escritos, o que el enlace ya se haya usado o haya terminado. Revíselo e inténtelo otra vez.',
    closedTitle: 'Esta página se ha cerrado',
    closed:
      'Lo que había guardado sigue guardado. Para su seguridad, la página se cierra cuando no se usa. También necesita cookies: una cookie es una nota pequeña que su navegador guarda hasta que usted lo cierra. Para seguir, abra su enlace o use su código otra vez.',
    missingTitle: 'Aquí no hay nada',
    missing: 'No se ha perdido nada. Revise la dirección o abra su enlace otra vez.',
    troubleTitle: 'Algo no ha funcionado',
    trouble: 'Lo que había guardado sigue guardado. Espere un minuto e inténtelo otra vez.',
    overTitle: 'No queda nada por hacer',
    over: 'Sus respuestas se enviaron, o su enlace ha terminado. Puede cerrar esta página.',
    busyTitle: 'Inténtelo otra vez en un momento',
    busy: 'Muchas personas están abriendo esta página ahora. No se ha perdido nada. Espere un momento e inténtelo otra vez.',
    byeTitle: 'Puede cerrar esta página',
    bye: 'Su enlace o su código la abrirá otra vez hasta que haya enviado sus respuestas.',
  },
  consent: {
    heading: 'Antes de empezar',
    intro:
      'Victim Support pregunta a todas las personas cuyo caso ha terminado cómo las trató la policía. Usted elige si quiere responder. Puede saltar cualquier pregunta y puede parar en cualquier momento.',
    points: [
      'Se tarda unos 8 minutos. Nada pregunta por lo que le pasó.',
      'Sus respuestas se cuentan junto con las de otras personas. Sus diputados y la policía ven los números, nunca sus respuestas.',
      'Nada llega a la policía ni al Ministerio del Interior (Home Office).',
      'Cuando usted envía sus respuestas, cortamos el vínculo con usted. Después, nadie puede saber qué respuestas son suyas. Puede pedir un código para retirarlas hasta el final del mes.',
      'Guardamos las respuestas dos años y después las borramos.',
    ],
    ask: '¿Está de acuerdo en que usemos sus respuestas así?',
    agree: 'Sí, estoy de acuerdo',
    decline: 'No, no quiero responder',
    never: 'No, y por favor no me pregunten nunca más',
    declinedTitle: 'Está bien',
    declined: 'No volveremos a preguntarle sobre esto. Puede cerrar esta página.',
  },
  message: {
    warning:
      'No podemos saber quién escribió esto ni ayudarle por este medio. Si quiere ayuda, elija en la página siguiente que alguien se ponga en contacto con usted.',
    tie: 'Quiero que alguien me contacte. Muéstrenle este mensaje con mi nombre.',
    length: 'No más de {n} letras.',
  },
  check: {
    heading: 'Revise sus respuestas',
    earlier: 'Respondida antes',
    notShown: 'Las respuestas de una visita anterior no se muestran.',
    change: 'Cambiar',
    changeOf: 'Cambiar su respuesta a: {question}',
    written: 'Ha escrito un mensaje',
    before:
      'Cuando envíe esto, su enlace termina y nadie puede saber qué respuestas son suyas. Nada llega a la policía ni al Ministerio del Interior.',
    wantCode: 'Muéstrenme un código para poder retirar mis respuestas hasta el final de este mes',
    send: 'Enviar mis respuestas',
  },
  done: {
    heading: 'Sus respuestas se han enviado',
    thanks: 'Gracias. No tiene que hacer nada más.',
    contact: 'Si pidió que alguien se pusiera en contacto con usted, Victim Support lo hará en un día laborable.',
    codeTitle: 'Su código',
    code: 'Solo mostramos este código ahora. Anótelo si quizá quiera retirar sus respuestas. Funciona hasta el final de {month} de {year}.',
    close: 'Puede cerrar esta página.',
  },
  withdraw: {
    heading: 'Retirar sus respuestas',
    intro: 'Si pidió un código cuando envió sus respuestas, escríbalo aquí antes del final de ese mes.',
    label: 'Su código',
    button: 'Retirar mis respuestas',
    doneTitle: 'Ya está hecho',
    done: 'Si este código es de respuestas que aún guardamos de este mes, ya se han borrado.',
  },
  privacy: {
    heading: 'Qué pasa con sus respuestas',
    sections: [
      {
        title: 'Quién pregunta',
        text: 'Pregunta Victim Support, no la policía. Victim Support es una organización benéfica. Hace este trabajo para el organismo elegido que vigila a la policía, que es responsable por ley de cómo se usan sus datos.',
      },
      {
        title: 'Qué sabemos aquí de usted',
        text: 'Esta página conoce un número de su encuesta. No conoce su nombre, su teléfono ni lo que la policía escribió sobre su caso. No guardamos nada de su aparato, de su dirección en internet ni de la hora a la que responde.',
      },
      {
        title: 'Mientras responde',
        text: 'Lo que ha guardado está cerrado con una clave hecha con su propio enlace o código. No guardamos esa clave. Si no envía sus respuestas, se borran cuando termina su enlace.',
      },
      {
        title: 'Cuando envía',
        text: 'Dividimos sus respuestas en partes, cerramos cada parte y cortamos el vínculo con usted. Al final del mes, del semestre o del año, las partes se mezclan con las de otras personas y se cuentan. Los números pequeños nunca se muestran.',
      },
      {
        title: 'Quién ve qué',
        text: 'Los diputados, la policía y el público ven el mismo informe con números redondeados. Nadie de la policía puede ver una respuesta, ni si usted respondió. Solo Victim Support puede leer un mensaje suyo o que quiere que le contacten.',
      },
      {
        title: 'Cuánto tiempo',
        text: 'Las respuestas se guardan dos años. El informe se guarda para siempre. Victim Support guarda sus datos de contacto hasta 90 días después de que terminen las preguntas, y los borra enseguida si usted dice que no.',
      },
      {
        title: 'Sus derechos',
        text: 'Puede decir que no, parar, o retirar sus respuestas con su código hasta que termine el mes. Puede preguntar a Victim Support qué guarda sobre usted, y puede quejarse ante el Information Commissioner: ico.org.uk, 0303 123 1113.',
      },
      {
        title: 'Cookies',
        text: 'Usamos tres cookies: una para que la página funcione mientras está abierta, una para saber que un formulario es nuestro y una para el idioma que elija. Desaparecen cuando cierra el navegador. A nadie más se le dice que estuvo aquí.',
      },
    ],
  },
  helplines: {
    'rape-crisis': 'Rape Crisis: para quien haya vivido violencia sexual',
    'victim-support': 'Victim Support: para quien haya sufrido un delito',
    'domestic-abuse': 'Línea nacional contra la violencia en casa',
    galop: 'Galop: para personas LGBT+ que han sufrido daño',
    samaritans: 'Samaritans: para quien necesite hablar',
  },
};
