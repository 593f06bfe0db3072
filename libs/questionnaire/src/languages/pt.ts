import type { LanguageTexts } from './language.js';

const yesNo = { yes: 'Sim', no: 'Não' };
const yesPartlyNo = { yes: 'Sim', partly: 'Em parte', no: 'Não' };

export const pt: LanguageTexts = {
  facts: { code: 'pt', name: 'Português', dir: 'ltr', locale: 'pt', review: 'awaiting professional review' },
  months: [
    'janeiro',
    'fevereiro',
    'março',
    'abril',
    'maio',
    'junho',
    'julho',
    'agosto',
    'setembro',
    'outubro',
    'novembro',
    'dezembro',
  ],
  items: {
    safe: {
      question: 'Este é um momento seguro e privado para responder?',
      answers: { yes: 'Sim', no: 'Não, sair desta página', later: 'Volto mais tarde' },
    },
    satisfied: {
      question: 'Que satisfação ou insatisfação sente com a forma como a polícia tratou o seu caso?',
      answers: {
        'completely-satisfied': 'Satisfação completa',
        'very-satisfied': 'Muita satisfação',
        'fairly-satisfied': 'Bastante satisfação',
        neither: 'Nem satisfação nem insatisfação',
        'fairly-dissatisfied': 'Bastante insatisfação',
        'very-dissatisfied': 'Muita insatisfação',
        'completely-dissatisfied': 'Insatisfação completa',
      },
    },
    seriously: {
      question: 'Até que ponto a polícia levou a sério aquilo que contou, se é que levou?',
      answers: {
        very: 'Muito a sério',
        fairly: 'Bastante a sério',
        'not-very': 'Pouco a sério',
        'not-at-all': 'Nada a sério',
      },
    },
    'how-ended': {
      question: 'Pelo que sabe, como terminou o seu caso?',
      answers: {
        'i-decided': 'Decidi não continuar',
        'police-or-prosecutors-stopped': 'A polícia ou os procuradores decidiram parar',
        'not-recorded': 'Não foi registado como crime',
        'someone-charged': 'Alguém foi acusado',
        'passed-on': 'Passou para outra polícia ou outro serviço',
        'not-told': 'Não me disseram',
        'something-else': 'Outra coisa',
      },
    },
    pressure: {
      question:
        'Alguma coisa que a polícia disse ou fez levou-o ou levou-a a sentir que devia continuar, que devia parar, as duas coisas ou nenhuma?',
      answers: {
        'carry-on': 'Que devia continuar',
        stop: 'Que devia parar',
        both: 'As duas: continuar e parar',
        neither: 'Nenhuma',
      },
    },
    'pressure-strength': {
      question: 'Com que força sentiu que devia parar?',
      answers: { 'a-little': 'Um pouco', 'a-lot': 'Muito' },
    },
    'free-choice': { question: 'Teve liberdade para decidir por si se queria continuar?', answers: yesPartlyNo },
    'pressure-how': {
      question: 'O que aconteceu?',
      answers: {
        'told-trouble': 'Disseram-me que eu podia ter problemas',
        'asked-to-sign':
          'Pediram-me para assinar uma declaração que eu não entendia ou com que não concordava totalmente',
        'phone-or-records': 'Pediram o meu telefone ou os meus registos de uma forma que senti como pressão',
        'kept-waiting': 'Fizeram-me esperar até eu desistir',
        'made-to-blame': 'Fizeram-me sentir culpa',
        'unlikely-to-succeed': 'Disseram-me que era pouco provável o meu caso ter sucesso',
        'something-else': 'Outra coisa',
      },
    },
    'told-police-stop': { question: 'Disse à polícia que não queria continuar?', answers: yesNo },
    'why-stopped': {
      question: 'Que razões para não continuar foram importantes para si?',
      answers: {
        'peace-of-mind': 'A minha própria paz',
        safety: 'A minha segurança ou a de outras pessoas',
        'how-long': 'O tempo que demorou',
        'how-police-dealt': 'A forma como a polícia lidou comigo',
        privacy: 'A minha privacidade, o meu telefone ou os meus registos',
        court: 'Ir a tribunal',
        'work-or-family': 'Trabalho ou família',
        'something-else': 'Outra coisa',
      },
    },
    listened: {
      question: 'Os agentes ouviram-no ou ouviram-na bem?',
      answers: { very: 'Muito bem', fairly: 'Bastante bem', 'not-very': 'Não muito bem', 'not-at-all': 'Nada bem' },
    },
    believed: {
      question: 'Sentiu que acreditaram em si?',
      answers: {
        'by-all': 'Sim, todos os agentes',
        'by-some': 'Alguns dos agentes',
        'by-none': 'Não, nenhum dos agentes',
      },
    },
    respect: {
      question: 'Com que respeito os agentes lidaram consigo?',
      answers: {
        very: 'Com muito respeito',
        fairly: 'Com bastante respeito',
        'not-very': 'Com pouco respeito',
        'not-at-all': 'Sem nenhum respeito',
      },
    },
    'trained-officer': {
      question: 'Disseram-lhe que o seu caso seria tratado por um agente com formação especial em crimes sexuais?',
      answers: yesNo,
    },
    'support-offered': {
      question: 'Ofereceram-lhe ajuda de alguém que não é da polícia?',
      hint: 'Por exemplo, a Victim Support. Ou uma ISVA: alguém que ajuda pessoas depois de violência sexual.',
      answers: { yes: 'Sim', 'yes-i-said-no': 'Sim, e eu disse que não', no: 'Não' },
    },
    'looked-into': {
      question: 'Quanto fez a polícia para investigar aquilo que contou?',
      answers: {
        'all-they-could': 'Tudo o que podia',
        most: 'A maior parte do que podia',
        some: 'Parte do que podia',
        'little-or-nothing': 'Pouco ou nada',
      },
    },
    'closing-first': {
      question: 'Qual destas está mais perto do que sentiu?',
      answers: {
        'find-out': 'A polícia queria saber o que aconteceu',
        'close-case': 'A polícia queria fechar o caso',
        'in-between': 'No meio das duas',
      },
    },
    'told-recorded': {
      question: 'Disseram-lhe como a polícia registou aquilo que contou?',
      hint: 'Por exemplo, que crime registaram.',
      answers: yesNo,
    },
    'recorded-right': {
      question: 'Teve oportunidade de dizer se o que registaram estava errado?',
      answers: { yes: 'Sim', no: 'Não', 'did-not-want-to': 'Eu não quis' },
    },
    'outcome-told': { question: 'Disseram-lhe como terminou o caso?', answers: yesNo },
    'reasons-given': { question: 'Deram-lhe razões que conseguiu entender?', answers: yesPartlyNo },
    'review-told': { question: 'Disseram-lhe que podia pedir para a decisão ser vista outra vez?', answers: yesNo },
    wellbeing: {
      question: 'O contacto com a polícia tornou as coisas melhores ou piores para si, ou iguais?',
      answers: {
        'much-better': 'Muito melhores',
        'bit-better': 'Um pouco melhores',
        'no-different': 'Iguais',
        'bit-worse': 'Um pouco piores',
        'much-worse': 'Muito piores',
      },
    },
    'report-again': {
      question: 'Se algo assim voltasse a acontecer, que probabilidade há de contar à polícia?',
      answers: {
        'very-likely': 'Muito provável',
        'fairly-likely': 'Bastante provável',
        neither: 'Nem provável nem improvável',
        'fairly-unlikely': 'Bastante improvável',
        'very-unlikely': 'Muito improvável',
      },
    },
    'treated-worse': {
      question: 'Foi alvo de pior tratamento por ser quem é?',
      hint: 'Por exemplo, pela sua idade ou pelo seu sexo. Pela origem da sua família. Pela sua fé. Por quem ama. Ou por uma doença.',
      answers: yesNo,
    },
    'talked-about': { question: 'Alguém da polícia falou consigo sobre estas perguntas?', answers: yesNo },
    'about-age': {
      question: 'Que idade tem?',
      hint: 'Perguntamos quatro coisas sobre si. Cada uma é guardada à parte das suas outras respostas.',
      answers: {
        '16-24': '16 a 24',
        '25-34': '25 a 34',
        '35-44': '35 a 44',
        '45-54': '45 a 54',
        '55-64': '55 a 64',
        '65-or-over': '65 ou mais',
      },
    },
    'about-gender': {
      question: 'Qual destas é a sua?',
      answers: { woman: 'Mulher', man: 'Homem', another: 'Descrevo-me de outra forma' },
    },
    'about-ethnicity': {
      question: 'A que grupo sente que pertence?',
      answers: {
        asian: 'Asiático ou britânico asiático',
        black: 'Negro, britânico negro, caribenho ou africano',
        mixed: 'Misto ou mais do que um grupo',
        white: 'Branco',
        other: 'Outro grupo',
      },
    },
    'about-disability': { question: 'Tem uma deficiência, ou uma doença que dura há um ano ou mais?', answers: yesNo },
    'anything-else': {
      question: 'Há mais alguma coisa que queira que a Victim Support saiba?',
      hint: 'Por favor, não escreva nomes nem o que lhe aconteceu. Só a Victim Support pode ler isto.',
      answers: {},
    },
    'contact-me': {
      question: 'Quer que alguém entre em contacto consigo?',
      hint: 'Isto vai só para a Victim Support. É guardado à parte das suas respostas.',
      answers: {
        support: 'Sim, para me dar apoio',
        review: 'Sim, para me ajudar a pedir que a decisão seja vista outra vez',
        complaint: 'Sim, para me ajudar a fazer uma queixa sobre a polícia',
        'independent-body': 'Sim, para me ajudar a ir ao organismo que vigia a polícia',
        mp: 'Sim, para me ajudar a falar com o meu deputado ou deputada',
        no: 'Não',
      },
    },
  },
  silences: { 'not-sure': 'Não tenho a certeza', 'prefer-not-to-say': 'Prefiro não dizer', skipped: 'Sem resposta' },
  page: {
    title: 'Perguntas',
    toContent: 'Ir para a parte principal da página',
    leave: 'Sair desta página',
    leaveNote:
      'Isto abre uma página sobre o tempo. Não pode apagar as suas mensagens nem a lista de páginas que viu. Também pode carregar três vezes na tecla Escape.',
    language: 'Língua',
    menu: 'Ajuda e outras opções',
    helpTitle: 'Se quiser falar com alguém',
    helpDanger: 'Se estiver em perigo, ligue 999. Se não puder falar, carregue em 55 num telemóvel.',
    open24: 'dia e noite',
    privacy: 'O que acontece com as suas respostas',
    withdraw: 'Retirar as suas respostas',
    continue: 'Continuar',
    skip: 'Saltar esta pergunta',
    finish: 'Terminar aqui e enviar',
    later: 'Guardar e parar por agora',
    notSafe: 'Agora não é seguro',
    back: 'Voltar',
    minutes: 'Faltam cerca de {n} minutos',
    minute: 'Falta cerca de 1 minuto',
    chooseAll: 'Pode escolher mais do que uma.',
    cue: 'Por favor, pense no caso que terminou por volta de {month} de {year}.',
    errorTitle: 'Por favor, verifique esta página',
    error: 'Erro:',
    notReviewed: 'Esta tradução ainda não foi revista por um profissional.',
    askFor: 'Pode ligar-nos para {phone}.',
  },
  faults: {
    'choose-one': 'Escolha uma resposta, ou salte esta pergunta.',
    'not-an-answer': 'Escolha uma das respostas desta página.',
    'stands-alone': 'Escolheu respostas que não combinam. Escolha outra vez.',
    'too-long': 'O seu texto é demasiado longo. Use menos de {n} letras.',
    'unknown-item': 'Escolha uma das respostas desta página.',
    'enter-word': 'Escreva a palavra que combinámos consigo.',
    'enter-code': 'Escreva o código da sua carta.',
  },
  entry: {
    heading: 'Olá',
    wordLabel: 'Escreva a palavra que combinámos consigo ao telefone',
    wordHint: 'Maiúsculas e espaços não importam.',
    codeLabel: 'Escreva o código da sua carta',
    codeHint: 'Doze letras e números. Os espaços não importam.',
    open: 'Abrir',
    failedTitle: 'Não foi possível abrir',
    failed:
      'Nada se perdeu. A palavra ou o código podem estar mal escritos, ou a ligação pode já ter sido usada ou ter terminado. Verifique e tente outra vez.',
    closedTitle: 'Esta página fechou',
    closed:
      'O que tinha guardado continua guardado. Para sua segurança, a página fecha quando fica sem uso. Também precisa de cookies: um cookie é uma pequena nota que o seu navegador guarda até o fechar. Para continuar, abra a sua ligação ou use o seu código outra vez.',
    missingTitle: 'Não há nada aqui',
    missing: 'Nada se perdeu. Verifique o endereço, ou abra a sua ligação outra vez.',
    troubleTitle: 'Alguma coisa não funcionou',
    trouble: 'O que tinha guardado continua guardado. Espere um minuto e tente outra vez.',
    byeTitle: 'Pode fechar esta página',
    bye: 'A sua ligação ou o seu código abre-a outra vez até ter enviado as suas respostas.',
  },
  consent: {
    heading: 'Antes de começar',
    intro:
      'A Victim Support pergunta a todas as pessoas cujo caso terminou como a polícia as tratou. Escolhe se quer responder. Pode saltar qualquer pergunta e pode parar a qualquer momento.',
    points: [
      'Demora cerca de 8 minutos. Nada pergunta sobre o que lhe aconteceu.',
      'As suas respostas são contadas com as de outras pessoas. Os seus deputados e a polícia veem os números, nunca as suas respostas.',
      'Nada vai para a polícia nem para o Ministério do Interior (Home Office).',
      'Quando envia as suas respostas, cortamos a ligação a si. Depois disso ninguém pode saber quais são as suas. Pode pedir um código para as retirar até ao fim do mês.',
      'Guardamos as respostas dois anos e depois apagamo-las.',
    ],
    ask: 'Concorda que usemos as suas respostas desta forma?',
    agree: 'Sim, concordo',
    decline: 'Não, não quero responder',
    never: 'Não, e por favor nunca mais me perguntem',
    declinedTitle: 'Está bem',
    declined: 'Não voltaremos a perguntar-lhe sobre isto. Pode fechar esta página.',
  },
  message: {
    warning:
      'Não podemos saber quem escreveu isto, nem ajudar a partir daqui. Se quiser ajuda, escolha na página seguinte que alguém entre em contacto consigo.',
    tie: 'Quero que alguém me contacte. Mostrem-lhe esta mensagem com o meu nome.',
    length: 'Não mais de {n} letras.',
  },
  check: {
    heading: 'Verifique as suas respostas',
    earlier: 'Respondida antes',
    notShown: 'As respostas de uma visita anterior não são mostradas.',
    change: 'Mudar',
    changeOf: 'Mudar a sua resposta a: {question}',
    written: 'Escreveu uma mensagem',
    before:
      'Quando enviar, a sua ligação termina e ninguém pode saber quais são as suas respostas. Nada vai para a polícia nem para o Ministério do Interior.',
    wantCode: 'Mostrem-me um código, para eu poder retirar as minhas respostas até ao fim deste mês',
    send: 'Enviar as minhas respostas',
  },
  done: {
    heading: 'As suas respostas foram enviadas',
    thanks: 'Obrigado. Não precisa de fazer mais nada.',
    contact: 'Se pediu que alguém entrasse em contacto consigo, a Victim Support fá-lo-á dentro de um dia útil.',
    codeTitle: 'O seu código',
    code: 'Só mostramos este código agora. Anote-o se talvez quiser retirar as suas respostas. Funciona até ao fim de {month} de {year}.',
    close: 'Pode fechar esta página.',
  },
  withdraw: {
    heading: 'Retirar as suas respostas',
    intro: 'Se pediu um código quando enviou as suas respostas, escreva-o aqui antes do fim desse mês.',
    label: 'O seu código',
    button: 'Retirar as minhas respostas',
    doneTitle: 'Está feito',
    done: 'Se este código é de respostas que ainda guardamos deste mês, elas já foram apagadas.',
  },
  privacy: {
    heading: 'O que acontece com as suas respostas',
    sections: [
      {
        title: 'Quem pergunta',
        text: 'Pergunta a Victim Support, não a polícia. A Victim Support é uma instituição de solidariedade. Faz este trabalho para o organismo eleito que vigia a polícia, que é responsável por lei pela forma como os seus dados são usados.',
      },
      {
        title: 'O que sabemos aqui sobre si',
        text: 'Esta página conhece um número do seu questionário. Não conhece o seu nome, o seu telefone, nem o que a polícia escreveu sobre o seu caso. Não guardamos nada do seu aparelho, do seu endereço na internet nem da hora a que responde.',
      },
      {
        title: 'Enquanto responde',
        text: 'O que guardou está fechado com uma chave feita a partir da sua própria ligação ou código. Não guardamos essa chave. Se não enviar as suas respostas, são apagadas quando a sua ligação terminar.',
      },
      {
        title: 'Quando envia',
        text: 'Dividimos as suas respostas em partes, fechamos cada parte e cortamos a ligação a si. No fim do mês, do semestre ou do ano, as partes são misturadas com as de outras pessoas e contadas. Números pequenos nunca são mostrados.',
      },
      {
        title: 'Quem vê o quê',
        text: 'Os deputados, a polícia e o público veem o mesmo relatório com números arredondados. Ninguém na polícia pode ver uma resposta, nem se respondeu. Só a Victim Support pode ler uma mensagem sua ou que quer ser contactado ou contactada.',
      },
      {
        title: 'Quanto tempo',
        text: 'As respostas são guardadas dois anos. O relatório é guardado para sempre. A Victim Support guarda os seus contactos até 90 dias depois de as perguntas terminarem, e apaga-os logo se disser que não.',
      },
      {
        title: 'Os seus direitos',
        text: 'Pode dizer que não, parar, ou retirar as suas respostas com o seu código até o mês terminar. Pode perguntar à Victim Support o que guarda sobre si, e pode queixar-se ao Information Commissioner: ico.org.uk, 0303 123 1113.',
      },
      {
        title: 'Cookies',
        text: 'Usamos um cookie para a página funcionar enquanto está aberta. Desaparece quando fecha o navegador. Ninguém mais fica a saber que esteve aqui.',
      },
    ],
  },
  helplines: {
    'rape-crisis': 'Rape Crisis: para quem viveu violência sexual',
    'victim-support': 'Victim Support: para quem sofreu um crime',
    'domestic-abuse': 'Linha nacional contra a violência doméstica',
    galop: 'Galop: para pessoas LGBT+ que sofreram danos',
    samaritans: 'Samaritans: para quem precisa de falar',
  },
};
