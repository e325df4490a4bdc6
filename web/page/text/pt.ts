/**
 * The page in Portuguese.
 *
 * Each part has the words that stand in the page when it opens (`page`) and those that appear later (`live`). Translate what
 * is right of a colon, never what is left of it. `{name}` marks what is filled in and stays as it is; it may stand
 * anywhere in the sentence. `one` and `other` are the forms for one and for several. Lists keep their order and length.
 * What a sentence means is in `en.ts`, under the same names.
 *
 * @module
 */
import type { Translation } from "./translation.ts";

/** Words in Portuguese. */
export const PT: Translation = {
  /** Every page: its head, its header, the list of workers, the list of keys, the connection. */
  frame: {
    page: {
      title: "framebox",
      description: "Dê uma imagem ou a câmera e veja o que os seus workers fazem com ela.",
      skip: "Ir para a imagem",
      tabsLabel: "O que dar",
      moreTabs: "Mais",
      tabs: {
        image: "Imagem",
        camera: "Câmera",
        video: "Vídeo",
        imageSet: "Várias",
      },
      api: "API",
      theme: "Claro ou escuro",
      help: "Teclas",
      worker: {
        one: "{n} worker",
        other: "{n} workers",
      },
      noWorker: "Nenhum worker",
      workersTitle: "Workers",
      workerName: "Nome",
      workerSince: "Há",
      workerDone: "Quadros",
      workerHeld: "Em mãos",
      workerLeaving: "saiu agora, talvez volte",
      seconds: "{n} s",
      minutes: "{n} min",
      hours: "{n} h",
      days: "{n} d",
      open: "Quem alcança este endereço pode usar este servidor: ele foi iniciado com OPEN=true.",
      keysTitle: "Teclas",
      keys: [
        ["O", "Escolher uma imagem"],
        ["Ctrl V", "Colar uma imagem"],
        ["Espaço", "Pausar ou continuar"],
        ["B", "Marcações: mostrar ou não"],
        ["C", "Comparar resultado e entrada"],
        ["F", "Tela cheia"],
      ],
      lastKeys: [
        ["T", "Claro ou escuro"],
        ["?", "Esta lista"],
        ["Esc", "Fechar"],
      ],
      close: "Fechar",
      copy: "Copiar",
      noScript: "Esta página precisa de JavaScript; sem ele, a API HTTP faz o mesmo.",
    },
    live: {
      worker: {
        one: "{n} worker",
        other: "{n} workers",
      },
      noWorker: "Nenhum worker",
      workers: "Workers",
      workersNone: "Workers (nenhum conectado)",
      workerCame: "{name} chegou.",
      workerLeft: "{name} saiu.",
      processorGone: "{name} já não está disponível; a partir de agora responde {other}.",
      clusterService: "Um serviço do cluster OSCAR {cluster}.",
      processorsCame: "Agora pode escolher {names}.",
      processorsLeft: "{names} já não se pode escolher.",
      themeNow: {
        light: "Claro",
        dark: "Escuro",
      },
      copied: "Copiado",
      ended: "Esta sessão terminou; os seus arquivos já não existem.",
      startAgain: "Começar de novo",
      reconnecting: "Reconectando …",
      backAgain: "Conectado de novo.",
      draining: "O servidor está parando. Reconectando …",
      busy: "Este servidor já tem todas as sessões que aceita. Tente de novo em um minuto.",
      tabFailed:
        "Esta parte da página não carregou. Se o servidor está rodando, recarregue a página.",
    },
  },
  /** The Image tab: how a picture is given, and what happens to it until it is done. */
  image: {
    page: {
      input: "Entrada",
      drop: "Solte uma imagem aqui ou cole uma",
      choose: "Escolher uma imagem",
      change: "Trocar",
      tryExample: "ou experimente uma destas",
      kinds: "JPEG, PNG, WebP, BMP, GIF, AVIF, TIFF ou HEIC, até {size}",
      dropNow: "Solte em qualquer lugar aqui",
      examples: {
        astronaut: "Retrato de uma astronauta",
        coffee: "Xícara de café",
        chelsea: "Gata olhando para cima",
        rocket: "Foguete na plataforma",
      },
      inputAlt: "A imagem que você deu",
      processor: "Processador",
      workers: "Workers",
      workersNone: "Workers (nenhum conectado)",
    },
    live: {
      sending: "Enviando a imagem, {percent} %",
      working: "Trabalhando nela",
      workedOnBy: "{name} está trabalhando nela",
      uploading: "Enviando ao cluster, {percent} %",
      stages: {
        queued: "Espera sua vez",
        uploading: "Enviando ao cluster",
        waiting: "Espera no cluster",
        running: "Em curso no cluster",
        fetching: "Buscando o resultado",
      },
      forSeconds: "{n} s",
      inLine: [
        "Próxima da fila",
        "Segunda da fila",
        "Terceira da fila",
        "Quarta da fila",
        "Quinta da fila",
        "Sexta da fila",
      ],
      inLineMore: "Há {n} quadros antes do seu",
      about: "{position}, cerca de {n} s",
      waitingForWorker: "À espera de um worker",
      again: "Será entregue de novo: {reason}",
      tryAgain: "Tentar de novo",
      useBuiltIn: "Usar o embutido",
      failed: "Não deu certo",
      problems: {
        RESOURCE_EXHAUSTED: "O servidor não tem lugar para isto agora",
        UNAVAILABLE: "Não há quem o faça agora",
      },
      tooLarge:
        "Este arquivo tem {size}; este servidor aceita até {limit}. Reduza a imagem ou salve com mais compressão.",
      notPicture:
        "{name} não é uma imagem que este servidor lê. Ele aceita JPEG, PNG, WebP, BMP, GIF, AVIF, TIFF e HEIC.",
      noAnswer: "O servidor não responde. Ele ainda está rodando?",
      frameTooLarge: "Grande demais para o worker",
      scaleDown: "Reduzir até caber",
    },
  },
  /** The Camera tab, and the reasons why a camera does not open. */
  camera: {
    page: {
      cameraAlt: "O que a câmera vê",
      cameraTitle: "Mostre o que uma câmera vê",
      cameraText: "Os quadros vão para este servidor e os seus workers, e para mais ninguém.",
      startCamera: "Ligar a câmera",
      stop: "Parar",
      pause: "Pausar",
      reset: "Recomeçar a contagem",
      device: "Câmera",
      anyDevice: "Qualquer câmera",
      cameraSize: "Tamanho",
    },
    live: {
      pause: "Pausar",
      resume: "Continuar",
      paused: "Em pausa",
      countReset: "A contagem voltou a 0; data.mat está vazio.",
      smallerCamera: "Usar 1280 × 720",
      camera: "Câmera {n}",
      cameraAgainTitle: "A câmera está desligada",
      cameraStarting: "Ligando a câmera …",
      cameraAllow: "Permita a câmera na pergunta do navegador.",
      cameraRefusedTitle: "A câmera foi recusada",
      cameraRefused: {
        chrome:
          "Clique no ícone à esquerda do endereço, permita a câmera e ligue de novo. Se ali já está permitida, permita o navegador nas configurações de privacidade do sistema.",
        firefox:
          "Clique na câmera riscada à esquerda do endereço, remova o bloqueio e ligue de novo. Se não há nenhuma, permita o navegador nas configurações de privacidade do sistema.",
        safari:
          "Escolha Safari, Ajustes para este site, permita a câmera e ligue de novo. Se ali já está permitida, permita o Safari nos ajustes de privacidade do sistema.",
        other:
          "Permita a câmera para este endereço nas configurações do navegador e ligue de novo.",
      },
      cameraMissingTitle: "Nenhuma câmera foi encontrada",
      cameraMissing: "Conecte uma, ou ligue a que tem, e comece de novo.",
      cameraInUseTitle: "A câmera está em uso",
      cameraInUse: "Outro programa ou outra aba está com ela. Feche e ligue de novo.",
      cameraInsecureTitle: "Este endereço não é seguro o bastante para uma câmera",
      cameraInsecure: {
        chrome:
          "Os navegadores só dão a câmera a páginas https e a localhost. Abra {localhost} na máquina do servidor, ou inicie o servidor com TLS_CERT e TLS_KEY e abra {https}.",
        firefox:
          "Os navegadores só dão a câmera a páginas https e a localhost. Abra {localhost} na máquina do servidor, ou inicie o servidor com TLS_CERT e TLS_KEY e abra {https}.",
        safari:
          "O Safari só dá a câmera a páginas https. Inicie o servidor com TLS_CERT e TLS_KEY e abra {https}.",
        other:
          "Os navegadores só dão a câmera a páginas https. Inicie o servidor com TLS_CERT e TLS_KEY e abra {https}.",
      },
      cameraFailedTitle: "A câmera não pôde ser ligada",
      cameraLostTitle: "A câmera sumiu",
      cameraLost: "Foi desconectada ou desligada. Conecte-a e ligue de novo.",
    },
  },
  /** The Camera tab: network cameras. */
  cameras: {
    page: {
      thisDevice: "Este aparelho",
      network: "Câmeras de rede",
    },
    live: {
      connecting: "Conectando a {name} …",
      connectingText: "A primeira imagem pode demorar alguns segundos.",
      alt: "O que {name} vê",
      away: "{name} está fora desde {time}",
      tryingAgain: "Tentando de novo.",
      back: "{name} voltou.",
      reasons: {
        "no-answer": "Sem resposta",
        "connection-refused": "Recusa a conexão",
        "unknown-host": "O seu nome de host não é conhecido",
        certificate: "O seu certificado não é confiável",
        login: "Recusa o usuário ou a senha",
        "not-found": "Não tem nada nesse caminho",
        "not-a-stream": "Não dá um fluxo de imagens",
        "no-pictures": "Não envia mais imagens",
        ended: "Encerrou o fluxo",
        "bad-pictures": "As suas imagens não podem ser lidas",
        "no-ffmpeg": "O servidor não tem ffmpeg, de que as câmeras RTSP precisam",
        failed: "A conexão falhou",
      },
    },
  },
  /** The Video tab. */
  video: {
    page: {
      drop: "Solte um vídeo aqui",
      choose: "Escolher um vídeo",
      tryExample: "ou experimente este",
      example: "Um retrato em movimento lento, 5 s",
      kinds: "MP4, MOV, WebM, MKV, AVI e outros, até {size}",
      kindsBrowser:
        "O que o seu navegador reproduz: este servidor não tem ffmpeg, por isso o vídeo é decodificado aqui.",
      inputAlt: "O vídeo enviado",
      resultAlt: "O vídeo dos resultados",
      bar: "Progresso e reprodução",
      progress: "Progresso",
      play: "Reproduzir",
      back: "Um quadro para trás",
      forward: "Um quadro para a frente",
      stepKeys: "Quadro anterior, quadro seguinte",
      seek: "Quadro",
      speed: "Velocidade",
      failed: "falhas",
      rate: "ritmo",
      frameData: "Dados deste quadro",
      download: "Vídeo dos resultados",
    },
    live: {
      sending: "Enviando o vídeo, {percent} %",
      reading: "Lendo o vídeo …",
      away: "Reconectando …",
      counted: "{done} de {total} quadros",
      countedOpen: "{done} quadros",
      withTime: "{words} · {rate} · faltam {left}",
      seconds: "{n} s",
      minutes: "{n} min {s} s",
      paused: "Em pausa em {words}",
      pause: "Pausar",
      resume: "Continuar",
      cancel: "Cancelar",
      finishing: "Concluindo o vídeo …",
      done: {
        one: "{n} quadro pronto.",
        other: "{n} quadros prontos.",
      },
      failedFrames: {
        one: "{n} quadro falhou; ali o vídeo mostra o original.",
        other: "{n} quadros falharam; ali o vídeo mostra o original.",
      },
      endsEarly: "O arquivo termina antes do fim; o que pôde ser lido está no resultado.",
      soundLost: "O som, ou uma parte dele, não pôde ser mantido.",
      hdrPale:
        "O vídeo é HDR; as cores estão pálidas porque o ffmpeg deste servidor não tem zscale.",
      cancelled: "O processamento foi cancelado",
      chooseAgain: "Escolha outro vídeo ou tente este de novo.",
      notPlayable: "{name} não pode ser reproduzido. Tente um arquivo MP4 (H.264) ou WebM.",
      tooLarge: "Este arquivo tem {size}; são aceitos até {limit}.",
      noResultVideo:
        "Este navegador não consegue criar um vídeo dos resultados. Os dados estão abaixo; o Chrome, o Edge ou o Firefox conseguem criar o vídeo.",
      originalHidden:
        "Este navegador não reproduz o original; o resultado ao lado pode ser reproduzido.",
      frame: "Quadro {n} (0 a {last})",
      again: "Recomeçar com {processor}",
      time: "{n} s",
      play: "Reproduzir",
      stop: "Pausar",
      keepOpen: "O vídeo é decodificado aqui: deixe esta página aberta e visível até o fim.",
    },
  },
  /** The tab of image sets. */
  imageSet: {
    page: {
      heading: "Imagens",
      title: "Solte aqui uma pasta ou várias imagens",
      choose: "Escolher imagens",
      chooseFolder: "Escolher uma pasta",
      add: "Juntar imagens",
      addFolder: "Juntar uma pasta",
      kinds:
        "JPEG, PNG, WebP, BMP, GIF, AVIF, TIFF ou HEIC, até {size} cada; outros arquivos ficam de fora",
      example: "ou experimente estas quatro",
      tryExamples: "Experimentar quatro exemplos",
      progress: "Imagens prontas",
      show: "Mostrar",
      all: "Todas",
      failedOnly: "Com falha",
      gallery: "As imagens e o que foi feito delas",
      zip: "Baixar ZIP",
      zipHelp: "Imagens, data.mat e uma lista do que foi feito de cada uma",
      cancel: "Cancelar",
      startOver: "Começar de novo",
      viewer: "Uma imagem",
      previous: "Imagem anterior",
      next: "Imagem seguinte",
      downloadResult: "Baixar o resultado",
      answers: "O que o processador diz",
      frame: "quadro",
      size: "tamanho",
      time: "tempo",
      by: "por",
      data: "dados",
      values: "Números desta imagem",
    },
    live: {
      states: {
        queued: "Por enviar",
        sending: "Enviando",
        waiting: "À espera",
        working: "Em curso",
        done: "Pronta",
        failed: "Falhou",
        refused: "Recusada",
        cancelled: "Cancelada",
      },
      looking: "Examinando os arquivos …",
      none: "Não há nenhuma imagem aí. São lidos JPEG, PNG, WebP, BMP, GIF, AVIF, TIFF e HEIC.",
      skipped: {
        one: "{n} arquivo não é imagem e ficou de fora.",
        other: "{n} arquivos não são imagens e ficaram de fora.",
      },
      already: {
        one: "{n} imagem já estava aqui.",
        other: "{n} imagens já estavam aqui.",
      },
      missing: {
        one:
          "{n} imagem ainda não tinha sido enviada quando a página foi recarregada. Dê a mesma pasta de novo; o que já está aqui não é enviado duas vezes.",
        other:
          "{n} imagens ainda não tinham sido enviadas quando a página foi recarregada. Dê a mesma pasta de novo; o que já está aqui não é enviado duas vezes.",
      },
      count: "{done} de {total}",
      perSecond: "{n} imagens/s",
      perMinute: "{n} imagens/min",
      secondsLeft: "faltam cerca de {n} s",
      minutesLeft: "faltam cerca de {n} min",
      failedCount: "{n} com falha",
      toSend: "{n} por enviar",
      finished: {
        one: "{n} imagem pronta.",
        other: "{n} imagens prontas.",
      },
      finishedFailed: "Pronto; com falha: {n}.",
      paused: "Em pausa",
      cancelled: "Cancelado",
      retry: "Tentar de novo as que falharam ({n})",
      offline: "O servidor não responde. O envio continua sozinho quando ele voltar.",
      noWorker: "À espera de que um worker se conecte.",
      noPictures: "Nada falhou.",
      position: "{n} de {total}",
      beforeResult: "Ainda não há resultado; isto é o que foi dado.",
      noResultPicture: "Este resultado não tem imagem; isto é o que foi dado.",
      inputAlt: "{name} como foi dada",
      resultAlt: "Resultado de {name}",
      runFailed: "Não foi possível começar",
    },
  },
  /** Folders that the server watches. */
  folders: {
    page: {
      heading: "Pastas observadas",
      watched: "Pasta observada",
      progress: "Arquivos da pasta que estão prontos",
    },
    live: {
      states: {
        idle: "Todos os arquivos estão prontos",
        busy: "Trabalhando",
        "no-workers": "À espera de um worker; nenhum está conectado",
        away: "A pasta não está lá; continua quando ela voltar",
        blocked: "Não é possível gravar os resultados; há novas tentativas",
        stopped: "O servidor está parando",
      },
      none: "Ainda não chegou nenhum arquivo",
      done: "{n} prontos",
      failed: "{n} com falha",
      waiting: "{n} à espera",
      before: "{n} de antes",
      pace: "{n} arquivos/s",
      left: "faltam cerca de {time}",
    },
  },
  /** The Streams tab. */
  streams: {
    page: {
      tab: "Fluxos",
      list: "Fluxos de clientes",
      key: "Fluxo anterior, fluxo seguinte",
      readOnly: "Só para ver: nada aqui muda um fluxo.",
      noneNow: "Nenhum agora",
      none: "Nenhum cliente está enviando.",
      noneText:
        "Os quadros que programas enviam por gRPC aparecem aqui ao vivo. Conecte um a {address}:",
      client: "Cliente",
      service: "Serviço",
      setting: "Quem processa",
      kinds: {
        "media-graph": "Azure Video Analyzer",
        "image-test": "ImageTest",
      },
      rate: "ritmo",
      failed: "falhas",
      latency: "tempo",
      values: "Números do quadro",
      resultAlt: "Resultado mais novo do fluxo",
    },
    live: {
      kinds: {
        "media-graph": "Azure Video Analyzer",
        "image-test": "ImageTest",
      },
      words: {
        "shared memory": "memória partilhada",
        grey: "cinza",
      },
      silent: "em silêncio",
      failing: "falhando",
      frames: {
        one: "{n} quadro",
        other: "{n} quadros",
      },
      failed: "{n} com falha",
      since: "desde {time}",
      alt: "Resultado mais novo de {name}",
      waiting: "À espera do primeiro resultado de {name}",
      noWorker: "Nenhum worker está conectado: os quadros esperam.",
      noFrame: "Ainda não chegou nenhum quadro.",
      newestFailed: "O quadro mais novo falhou.",
      ended: "{name} terminou.",
      endedNext: "Aparece de novo quando voltar.",
    },
  },
  /** The Services tab: clusters, their services as cards, the form of one service, calls and their results. */
  services: {
    page: {
      tab: "Serviços",
      heading: "Serviços",
      search: "Procure por nome, título ou imagem",
      searchKey: "Procurar serviços",
      runKey: "Chamar o serviço de um campo de texto",
      backKey: "Voltar a todos os serviços",
      filter: "Recebe",
      anyInput: "qualquer coisa",
      refresh: "Perguntar de novo aos clusters",
      clusters: "Clusters",
      cards: "Serviços",
      history: "Chamadas",
      historyNone:
        "Nenhuma chamada ainda. O que você envia a um serviço aparece aqui com o desfecho.",
      back: "Todos os serviços",
      input: "Entrada",
      result: "Resultado",
      takes: "Enviar como",
      mode: "Modo",
      run: "Chamar",
      calls: "Chamadas deste serviço",
      resultTitle: "Nada enviado ainda",
      resultText:
        "Os resultados aparecem aqui como o que são: rótulos, caixas, imagens, som, tabelas, texto. Você pode fechar a página enquanto isso.",
      pictures: "Imagens deste resultado",
      downloadThis: "Baixar esta imagem",
      examples: "ou experimente uma destas",
      log: "Registro",
      reconnecting: "Reconectando … As chamadas continuam no servidor.",
      readings: "Duas leituras desta resposta",
    },
    live: {
      loading: "Perguntando aos clusters …",
      noServices:
        "Este login não pode usar nenhum serviço do cluster. Crie um lá ou entre com outro usuário.",
      nothingFound: "Nenhum serviço é assim.",
      logInFirst: "Entre em um cluster para ver os serviços dele.",
      count: { one: "{n} serviço", other: "{n} serviços" },
      cluster: {
        connected: "conectado",
        "login-needed": "sem login",
        away: "fora",
        as: "como {user}",
        shared: "login do operador para todos",
        logIn: "Entrar",
        logOut: "Sair",
        tryAgain: "Tentar de novo",
        user: "Usuário",
        password: "Senha",
        title: "Entrar em {cluster}",
        note: "Usuário e senha vão para o cluster e ficam na memória deste servidor até você sair.",
        byLogin: "O login dele é o desta página: entre de novo no framebox para usá-lo.",
        loggedIn: "Login feito em {cluster}.",
        loggedOut: "Login encerrado em {cluster}.",
      },
      inputs: {
        picture: "imagem",
        text: "texto",
        audio: "som",
        video: "vídeo",
        json: "JSON",
        "json-files": "arquivos com parâmetros",
        file: "qualquer arquivo",
        nothing: "nada",
      },
      outputs: {
        text: "texto",
        json: "dados",
        labels: "rótulos",
        boxes: "caixas",
        picture: "imagem",
        pictures: "imagens",
        audio: "som",
        archive: "arquivo compactado",
        "web-page": "página própria",
        unknown: "resultado",
      },
      takesGives: "Recebe {input}, devolve {output}",
      memory: "memória {n}",
      cpu: "{n} CPU",
      gpu: "GPU",
      deployments: {
        pending: "iniciando",
        ready: "pronto",
        degraded: "pronto em parte",
        failed: "não inicia",
        stopped: "inicia na primeira chamada",
        unavailable: "estado desconhecido",
      },
      deploymentBecause: "{state}: {reason}",
      modes: {
        sync: "na hora, até cinco minutos",
        async: "como job, demore o quanto demorar",
      },
      modesShort: {
        both: "na hora ou como job",
        sync: "só na hora",
        async: "só como job",
        none: "não pode ser chamado",
      },
      obstacles: {
        "no-backend": "este cluster não aceita chamadas síncronas",
        "no-token": "o cluster não dá a este login um token para ele",
        "web-service": "é uma página web própria",
        "no-input": "não tem armazenamento para entradas",
      },
      not: {
        sync: "Não na hora: {why}",
        async: "Não como job: {why}",
      },
      elsewhere: "Os resultados vão para um armazenamento que não pode ser lido daqui.",
      logOnly: "Como job, o resultado é só o registro.",
      oneAtATime:
        "As entradas esperam umas pelas outras: os resultados não dizem de qual entrada são.",
      openWebPage: "Abrir a página dele",
      usual: "da última vez levou {time}",
      notListed:
        "{service} não está entre os serviços dos seus logins; entre no cluster dele, ou ele pode ter sido removido.",
      seconds: "{n} s",
      minutes: "{n} min {s} s",
      hours: "{n} h {m} min",
      give: {
        picture: "Solte ou cole imagens aqui",
        audio: "Solte sons aqui",
        video: "Solte vídeos aqui",
        file: "Solte ou cole arquivos aqui",
      },
      choose: {
        picture: "Escolher imagens",
        audio: "Escolher sons",
        video: "Escolher vídeos",
        file: "Escolher arquivos",
      },
      upTo: "até {size} cada",
      useCamera: "Usar a câmera",
      takePicture: "Tirar a foto",
      closeCamera: "Fechar a câmera",
      cameraAlt: "O que a câmera vê",
      record: "Gravar",
      stopRecording: "Parar, {time}",
      recorded: "gravacao",
      shot: "foto-da-camera",
      microphone: {
        refused:
          "O microfone foi recusado. Permita-o para este endereço nas configurações do navegador e grave de novo.",
        missing: "Nenhum microfone foi encontrado. Conecte um e grave de novo.",
        insecure: "Os navegadores só dão o microfone a páginas https e a localhost.",
        other: "Não foi possível ligar o microfone.",
      },
      removeFile: "Remover {name}",
      given: { one: "{n} arquivo", other: "{n} arquivos" },
      tooLarge: "{name} tem {size}; este servidor aceita até {limit}.",
      giveFirst: "Dê primeiro o que deve ser enviado.",
      openFirst: "Abra primeiro um serviço e depois dê o arquivo a ele.",
      textLabel: "Texto",
      textHint: "Ctrl + Enter chama o serviço.",
      jsonLabel: "JSON",
      jsonFormat: "Formatar",
      jsonGood: "Isto é JSON.",
      jsonAt: "Linha {line}, coluna {column}: {what}",
      jsonFaults: {
        value:
          "aqui falta um valor: texto entre aspas duplas, um número, true, false, null, [ ou {",
        key: "aqui falta um nome entre aspas duplas",
        colon: "aqui faltam dois-pontos",
        comma: "aqui falta uma vírgula ou o fecho",
        text: "este texto entre aspas não fecha ou tem um sinal que precisa de escape",
        number: "isto não é um número como o JSON o escreve",
        more: "aqui há algo depois do fim",
        deep: "isto está aninhado demais",
      },
      nothingNeeded: "Este serviço não recebe entrada.",
      parametersLoading: "Perguntando ao serviço pelos parâmetros …",
      parametersNone: "O serviço não lista parâmetros; só um arquivo é enviado.",
      required: "obrigatório",
      byDefault: "padrão: {value}",
      missing: "{name} é obrigatório.",
      notNumber: "{name} recebe um número.",
      notInteger: "{name} recebe um número inteiro.",
      chooseFile: "Escolher um arquivo",
      preview: "O que é enviado",
      yes: "sim",
      no: "não",
      reset: "Voltar ao padrão",
      sending: "Enviando, {percent} %",
      queuedHere: "A enviar",
      states: {
        queued: "Espera a vez",
        uploading: "Enviando ao cluster, {percent} %",
        waiting: "Espera no cluster, {time}",
        running: "Executando há {time}",
        fetching: "Buscando o resultado",
        done: "Pronto",
        failed: "Falhou",
        cancelled: "Cancelada",
      },
      doneIn: "Pronto em {time}",
      scriptFailed: "O serviço respondeu, mas com um erro. As palavras dele estão abaixo.",
      lastTime: "{state}; {usual}",
      sentTo: "Enviado a {service}.",
      finished: "{name}: {state}",
      cancel: "Cancelar",
      again: "De novo",
      cancelOf: "Cancelar {name}",
      againOf: "{name} de novo",
      removeOf: "Remover {name}",
      retryFailed: "As que falharam de novo",
      zip: "Tudo em ZIP",
      summary: "{done} de {total} prontas",
      summaryFailed: "{done} de {total} prontas, {failed} falharam",
      partial: "Pode vir mais; ainda está executando.",
      noOutputs: "Terminou sem resultado.",
      download: "Baixar",
      downloadData: "data.mat",
      downloadZip: "Tudo em ZIP",
      downloadInput: "Entrada",
      asText: "Como texto",
      decoded: "Decodificado",
      textCut: "Só a primeira parte é mostrada; o arquivo baixado tem tudo.",
      empty: "Está vazio.",
      copy: "Copiar",
      tree: "Árvore",
      table: "Tabela",
      types: {
        object: "objeto",
        array: "lista",
        string: "texto",
        number: "número",
        boolean: "sim ou não",
        null: "nada",
      },
      firstOf: "São mostradas as primeiras {n} de {total}; o arquivo baixado tem todas.",
      archiveFiles: { one: "{n} arquivo", other: "{n} arquivos" },
      couldNotRead: "Não foi possível ler isto: {reason}",
      cantPlay: "Este navegador não consegue reproduzi-lo; baixe-o.",
      logRefresh: "Ler de novo",
      logNone: "Não há registro.",
      inputAlt: "Entrada {name}",
      resultAlt: "Resultado {name}",
      showPicture: "Mostrar {name}",
      removed: "{name} foi removida.",
      wasCancelled: "{name} foi cancelada.",
    },
  },
  /** The result side, and the strip of data below. */
  result: {
    page: {
      result: "Resultado",
      resultAlt: "O resultado",
      fullScreen: "Tela cheia",
      compare: "Comparar com a entrada",
      compareRange: "Quanto da entrada se vê",
      download: "Baixar",
      downloadJpeg: "Imagem, JPEG",
      downloadPng: "Imagem, PNG sem perdas",
      downloadMat: "data.mat",
      noWorkerTitle: "Nenhum worker está conectado",
      noWorkerText: "Os resultados vêm do próprio framebox. Conecte o seu:",
      workersWaitTitle: "À espera do que fazer",
      workersWaitText: "O que você dá vai para os workers; os resultados aparecem aqui.",
      frame: "quadro",
      rate: "ritmo",
      latency: "latência",
      time: "tempo",
      size: "tamanho",
      by: "por",
      dropped: "perdidos",
      latencyCurve: "Latência dos últimos resultados",
      answers: "O que diz o processador",
      dataTitle: "Dados",
      dataNone: "data.mat cresce com o que um processador encontra",
      variable: {
        one: "{n} variável",
        other: "{n} variáveis",
      },
    },
    live: {
      noPicture: "Este resultado não tem imagem; veja o que ele diz e os dados abaixo.",
      resultAlt: "Resultado de {name} por {by}",
      frames: "{w} × {h}",
      milliseconds: "{n} ms",
      framesPerSecond: "{n} fps",
      fullScreenNone: "Este navegador não tem tela cheia.",
      remarks: {
        "first-picture-only": "Este {kind} tem {pictures} imagens; só a primeira é processada.",
        "first-of-pictures": "O serviço deu {pictures} imagens; a primeira é mostrada.",
        "files-not-shown": "O serviço deu arquivos que não são mostrados aqui ({kinds}).",
        "profile-ignored": "O perfil de cores não pôde ser lido; as cores são tomadas como sRGB.",
      },
      scaled: {
        sentence:
          "Esta imagem tem {size} como {format} e foi reduzida a {w}×{h} para {name}: {why}",
        default:
          "clientes gRPC aceitam 4 MB se não disserem que aceitam mais. Tamanho inteiro: aumente grpc.max_receive_message_length e envie max-receive-bytes.",
        worker:
          "ele diz que aceita {limit}. Tamanho inteiro: aumente grpc.max_receive_message_length e max-receive-bytes.",
        setting:
          "este servidor dá {limit} a todos. Tamanho inteiro: SUBMIT_MAX_BYTES=auto; depois aumente grpc.max_receive_message_length e envie max-receive-bytes.",
        message: "este servidor envia no máximo {limit}. Tamanho inteiro: aumente MAX_MESSAGE_MB.",
      },
    },
  },
  /** The data below the pictures: tree, table, curves, boxes over the pictures, exports. */
  data: {
    page: {
      views: "Como ver os dados",
      tree: "Árvore",
      table: "Tabela",
      plot: "Gráfico",
      copy: "Copiar o que foi escolhido",
      csv: "Baixar o que foi escolhido como CSV",
      json: "Baixar o que foi escolhido como JSON",
      from: "do quadro",
      to: "ao",
      variables: "Variáveis de data.mat",
      show: "Mostrar",
      tablePlace: "Linhas e colunas",
      earlier: "Linhas anteriores",
      later: "Linhas seguintes",
      sheet: "Página",
      values: "Números do gráfico",
      span: "Quadros",
      lastHundred: "últimos 100",
      lastThousand: "últimos 1000",
      allFrames: "todos",
      plotPlace: "Gráficos ao longo dos quadros",
      none: "Ainda não há dados. O que um processador encontra aparece aqui.",
      boxes: "Marcações",
    },
    live: {
      first: "Os primeiros {n} de {total}. Mostrar mais",
      failed: "Não foi possível ler os dados: {reason}",
      unreachable: "o servidor não respondeu",
      numbers: "Números de todos os quadros",
      boxes: "Marcações de todos os quadros",
      frame: "quadro",
      rows: "{from} a {to} de {total}",
      noRows: "nenhuma linha",
      moreColumns: "{n} de {total} colunas",
      noNumbers: "Estes quadros não têm números para o gráfico; a árvore mostra o que eles têm.",
      chooseNumbers: "Escolha um número acima.",
      at: "quadro {frame}: {value}",
      summary: "{name} do quadro {first} ao {last}: menor {least}, maior {most}, último {now}.",
      earlierCut: "Os quadros anteriores estão em data.mat.",
      tooMuch: "É demais para copiar; baixe o arquivo.",
      boxesFound: {
        one: "{n} marcação",
        other: "{n} marcações",
      },
      boxesOn: "As marcações são mostradas.",
      boxesOff: "As marcações não são mostradas.",
      class: "classe {n}",
      more: "mais {n}",
      fewer: "Menos",
    },
  },
  /** Where time is spent, and what came while the page was away. */
  live: {
    page: {
      split: "Para onde vai o tempo",
      splitLast: "último",
      splitMedian: "mediana, 1 s",
      splitParts: {
        browser: "Navegador e rede",
        queue: "Espera na fila",
        worker: "Processador",
        server: "Servidor",
      },
    },
    live: {
      split:
        "Para onde vai o tempo: navegador e rede {browser}, espera {queue}, processador {worker}, servidor {server}",
      meanwhile: {
        one: "Conectado de novo; {n} resultado chegou entretanto.",
        other: "Conectado de novo; {n} resultados chegaram entretanto.",
      },
    },
  },
  /** Whether workers still ask for frames, and why a frame has no answer. */
  asking: {
    page: {
      stopped: "deixou de pedir quadros há {ago}",
    },
    live: {
      noAnswer: "Sem resposta depois de {n} s. {why}",
      noWorker: "Nenhum worker pede quadros",
      unknown: "O worker pode estar ocupado ou ter saído.",
      held: "{name} pegou o quadro há {ago} e está conectado; pode estar ocupado.",
      stopped: "{name} deixou de pedir quadros às {time} (há {ago}); inicie o pipeline de novo.",
      stoppedAt: "{name} deixou de pedir quadros às {time}; inicie o pipeline de novo.",
      ago: {
        seconds: "{n} s",
        minutes: "{n} min",
        hours: "{n} h",
        days: "{n} d",
      },
    },
  },
  /** What the page can't take: a link, a text, a folder, a file of another kind. */
  given: {
    page: {},
    live: {
      link: {
        picture:
          "Isto é um link, não um arquivo. Salve primeiro a imagem, depois solte o arquivo aqui.",
        video:
          "Isto é um link, não um arquivo. Salve primeiro o vídeo, depois solte o arquivo aqui.",
        pictures:
          "Isto é um link, não um arquivo. Salve primeiro as imagens, depois solte os arquivos aqui.",
      },
      words: {
        picture: "Isto é texto, não um arquivo. Solte ou cole uma imagem aqui.",
        video: "Isto é texto, não um arquivo. Solte um arquivo de vídeo aqui.",
        pictures: "Isto é texto, não um arquivo. Solte imagens ou uma pasta aqui.",
      },
      folder: {
        picture: "Isto é uma pasta. Solte uma imagem aqui; a aba Várias aceita pastas inteiras.",
        video: "Isto é uma pasta. Solte um arquivo de vídeo aqui.",
        pictures: "Isto é uma pasta. Solte-a na aba Várias.",
      },
      nothing: "Não há arquivo nisto. Solte um arquivo, ou copie uma imagem e cole.",
      empty: "{name} está vazio. Salve ou copie de novo e tente outra vez.",
      unreadable:
        "Não é possível ler {name}. Se for uma pasta ou não existir mais, escolha o próprio arquivo.",
      shortcut: "{name} só leva a um arquivo. Dê o arquivo a que ele leva.",
      notVideo: "{name} não é um vídeo. MP4, MOV, WebM, MKV, AVI e outros são lidos.",
      covered: "Feche primeiro o que está sobre a página, depois tente outra vez.",
      elsewhere: "Nada pode ser dado nesta página. Abra primeiro Imagem, Vídeo ou Várias.",
    },
  },
  /** "Use it from code". */
  code: {
    page: {
      title: "Usar em código",
      languages: "Linguagem",
      answer: "Resposta",
      explain: {
        image: "Lê photo.jpg e grava o resultado ao lado.",
        camera:
          "Dá photo.jpg cinco vezes, como faria uma câmera, e grava cada resultado. JavaScript usa o socket ao vivo.",
        video: "Envia clip.mp4 em partes, espera e grava result.mp4.",
        image_set: "Envia todos os arquivos .jpg da sua pasta, espera e grava results.zip.",
      },
      needs:
        "Não precisa de mais nada: curl, Python 3, ou Deno (Node 22 ou mais novo) para JavaScript.",
    },
    live: {},
  },
  /** The way between page and server: addresses that are not the server's own, and proxies in front that let something not through. */
  login: {
    page: {
      title: "Entrar",
      name: "Nome",
      password: "Senha",
      where: "Entrar em",
      thisServer: "Este servidor",
      submit: "Entrar",
      at: "Entrar por {server}",
      still: "Você saiu daqui, e continua conectado em {server}.",
      logOutThere: "Sair de lá também",
      logOut: "Sair",
      here: "Sair aqui",
      everywhere: "Sair em todos os lugares",
      stay: "Continuar",
    },
    live: {},
  },
  account: {
    page: {
      title: "Sua conta",
      byPassword: "Você entrou como {name}.",
      byServer: "Você entrou como {name}, por {server}.",
      byProxy: "Você entrou como {name}, pelo proxy à frente deste servidor.",
      tokens: "Tokens da API",
      explain:
        "Um programa que envia um token, como Authorization: Bearer …, pode o que você pode.",
      bound: "Só enquanto você está conectado.",
      noTokens: "Este servidor não guarda tokens da API: quem o opera precisa indicar um DATA_DIR.",
      made: "Seu novo token; ele só é mostrado agora",
      name: "Para",
      day: "Criado",
      used: "Último uso",
      never: "Nunca",
      revoke: "Revogar",
      revokeOne: "Revogar {name}",
      what: "Para que serve o token",
      make: "Criar um token",
      work: "Em andamento, de todos os usuários",
      noWork: "Nada está em andamento.",
      owner: "Usuário",
      processor: "Processador",
      kind: "O quê",
      progress: "Progresso",
      kinds: {
        image: "imagem",
        camera: "câmera",
        video: "vídeo",
        images: "conjunto de imagens",
        stream: "fluxo recebido",
      },
      call: "chamada",
      frames: "{done} prontos, {failed} com falha, {open} em aberto",
    },
    live: {},
  },
  places: {
    page: {
      wrong: "framebox não está neste endereço",
      toPage: "Abrir a página",
    },
    live: {
      refused: "Este servidor não aceita nada vindo deste endereço.",
      noSocket:
        "Um proxy na frente talvez não deixe passar WebSockets: imagens avulsas funcionam, mas não a câmera, e nenhum vídeo ou pasta diz até onde chegou.",
      inNginx: "No nginx: {lines}",
      answered:
        "Um proxy na frente respondeu {status}: o servidor atrás dele está fora do ar ou é lento demais para ele.",
      otherAnswer: "Um proxy na frente respondeu {status} no lugar do servidor.",
      otherVersion: "O servidor responde como um de outra versão; recarregue a página.",
      tooLarge: "Um proxy na frente não aceita mais que {limit} por requisição; isto tem {size}.",
      tooLargeUnknown:
        "Um proxy na frente não aceita mais que uma parte disto por requisição; isto tem {size}.",
    },
  },
  /** The API page, around the description of the API, which is the API's own and in English. */
  api: {
    page: {
      apiTitle: "API HTTP",
      apiEnglish: "A descrição da API está em inglês, como a própria API.",
      asOpenApi: "Em OpenAPI 3.1:",
      parameter: "Parâmetro",
      parameterIn: "Em",
      meaning: "Significado",
      status: "Estado",
      content: "Conteúdo",
      body: "Corpo:",
      schemas: "O que há nas respostas",
    },
    live: {},
  },
  /** What a file is that the server does not read. Proper names, e.g. PDF, are the same in each language. */
  kinds: {
    "camera's raw": "RAW de câmera",
    sound: "som",
    "Ogg video or sound": "Ogg (vídeo ou som)",
    "Matroska or WebM": "Matroska ou WebM",
    "MP4 or QuickTime": "MP4 ou QuickTime",
    program: "programa",
    text: "texto",
    "data: address as text": "endereço data: em texto",
  },
  /** Names and descriptions of the built-in processors. English is their own. */
  processors: {
    grey: {
      title: "Cinza",
      help: "A imagem em tons de cinza.",
    },
    edges: {
      title: "Bordas",
      help: "Onde o brilho muda, pelo operador de Sobel.",
    },
    invert: {
      title: "Inverter",
      help: "O negativo da imagem.",
    },
    intensity: {
      title: "Intensidade de cor",
      help: "Diz se a imagem é escura ou clara: cinza médio abaixo de 127 é escura.",
    },
  },
  /** Errors and notices of the server, by their codes. In English the server's own sentences are shown. */
  reasons: {
    draining: "O servidor está parando; tente de novo quando ele voltar.",
    internal: "Algo deu errado no servidor; os detalhes estão no log dele.",
    "disk-full":
      "O disco do servidor está cheio; quem o opera precisa abrir espaço onde está DATA_DIR ou indicar outro diretório.",
    "disk-read-only":
      "O servidor já não consegue gravar no disco (DATA_DIR); quem o opera precisa verificar.",
    "disk-failed": "O disco do servidor falhou (DATA_DIR); quem o opera precisa verificar.",
    "file-gone":
      "Um arquivo que o servidor guardava foi removido por outro programa (DATA_DIR); comece de novo.",
    "data-directory-gone":
      "O diretório de dados do servidor (DATA_DIR) foi removido e não pode ser recriado; quem o opera precisa verificar.",
    "too-many-sessions":
      "O servidor já tem {limit} sessões, o seu limite; tente de novo mais tarde.",
    "too-many-runs":
      "Uma sessão pode ter {limit} execuções ao mesmo tempo; termine uma delas primeiro.",
    "too-many-pages": "Há páginas demais abertas neste servidor; tente de novo em um minuto.",
    "too-many-requests":
      "Já há imagens demais à espera do resultado; tente de novo em alguns segundos.",
    "too-many-held":
      "O servidor tem imagens demais na memória neste momento; tente de novo em alguns segundos.",
    "too-many-reads":
      "O servidor lê dados para usuários demais neste momento; tente de novo em alguns segundos.",
    "too-many-frames":
      "O servidor tem quadros demais em processamento; envie menos quadros ou quadros menores.",
    "too-many-videos":
      "O servidor já processa {limit} vídeos, o seu limite (MAX_VIDEOS); tente de novo quando um deles terminar.",
    "too-many-uploads":
      "Uma sessão pode ter {limit} envios ao mesmo tempo; termine ou remova um deles primeiro.",
    "too-many-thumbnails": "Miniaturas demais estão sendo feitas; tente de novo em um instante.",
    "too-many-watched":
      "Esta página já acompanha {limit} fluxos; deixe de acompanhar um deles primeiro.",
    "too-many-streams":
      "O servidor já tem {limit} fluxos, o seu limite; termine um deles primeiro.",
    "too-many-images":
      "Um conjunto aceita {limit} imagens (MAX_IMAGES_PER_RUN); comece outro para as restantes.",
    "no-room":
      "Não há espaço para mais {needed_bytes}; remova outros vídeos primeiro (SESSION_QUOTA_MB, TOTAL_QUOTA_MB).",
    "no-room-for-result":
      "Já não há espaço para o vídeo do resultado; remova outras execuções ou peça um SESSION_QUOTA_MB maior.",
    "no-room-for-images":
      "Já não há espaço em disco para as imagens desta sessão; baixe o que está pronto e comece de novo (SESSION_QUOTA_MB, TOTAL_QUOTA_MB).",
    "session-ended": "Esta sessão terminou; comece uma nova.",
    "run-ended": "Esta execução terminou; comece uma nova.",
    "no-such-run": "Não há essa execução nesta sessão.",
    "run-reset": "A contagem de quadros foi reiniciada; comece de novo.",
    "result-dropped": "A sessão terminou ou foi reiniciada antes de o resultado chegar.",
    "not-pausable":
      "Esta execução recebe os quadros de quem os envia; só vídeos e conjuntos de imagens podem ser pausados.",
    "video-started-grey":
      "Os quadros até aqui são cinza, e o vídeo também; comece de novo para usar outro processador.",
    abandoned: "Ninguém acompanhava, e nada mais avançava.",
    "no-such-processor": "Não há esse processador; há {processors}.",
    "processor-without-pictures":
      "{processor} não recebe imagens; escolha um destes: {processors}.",
    "no-answer": "Sem resposta depois de {waited_ms}.",
    "worker-timeout": "{worker} não respondeu em {waited_ms}.",
    "worker-gone": "A conexão do worker fechou antes de ele responder.",
    "worker-unreached": "O quadro foi entregue muitas vezes e nunca chegou a um worker.",
    "worker-refused": "O worker não aceitou o quadro.",
    "processor-too-slow": "O processador levou mais de {limit_ms}; envie uma imagem menor.",
    "processor-crashed": "A parte do servidor que processa imagens falhou e foi iniciada de novo.",
    "processor-failed": "O processador {processor} falhou: {why}.",
    "body-too-large": "O pedido passa do limite de {limit_bytes}; envie um mais curto.",
    "upload-too-large": "O envio passa do limite de {limit_bytes} (MAX_UPLOAD_MB).",
    "video-too-large": "O arquivo passa do limite de {limit_bytes} (MAX_VIDEO_MB).",
    "upload-broken-off": "O envio foi interrompido.",
    "upload-stalled": "O envio quase não avançou em {waited_ms}.",
    "upload-gone": "Esse envio já não existe; envie de novo.",
    "upload-in-use": "Outro pedido está usando este envio; tente de novo quando ele terminar.",
    "picture-missing":
      "O pedido não tem imagem; envie um arquivo JPEG, PNG, WebP, BMP, GIF, AVIF, TIFF ou HEIC.",
    "picture-empty":
      "A imagem está vazia; envie um arquivo JPEG, PNG, WebP, BMP, GIF, AVIF, TIFF ou HEIC.",
    "picture-unknown":
      "Não é uma imagem que o servidor lê; envie um arquivo JPEG, PNG, WebP, BMP, GIF, AVIF, TIFF ou HEIC.",
    "picture-of-other-kind":
      "O arquivo é do tipo {kind}, que o servidor não lê; envie um JPEG, PNG, WebP, BMP, GIF, AVIF, TIFF ou HEIC.",
    "picture-too-large": "A imagem tem {picture_bytes}; o limite é {limit_bytes} (MAX_UPLOAD_MB).",
    "picture-without-pixels":
      "A imagem diz ter {width}×{height} pixels; precisa de pelo menos um em cada direção.",
    "picture-of-too-many-pixels":
      "A imagem diz ter {width}×{height} pixels; o limite é {limit} no total (MAX_MEGAPIXELS).",
    "picture-side-too-long":
      "Um JPEG tem no máximo {limit} pixels por lado; esta imagem tem {width}×{height}.",
    "picture-damaged":
      "A imagem {kind} não pode ser lida: está cortada ou danificada. Envie o arquivo inteiro e intacto.",
    "picture-unsupported":
      "A imagem {kind} é de uma forma que o servidor não lê. Salve-a como JPEG ou PNG comum, RGB de 8 bits.",
    "picture-needs-ffmpeg":
      "O servidor não pode ler esta imagem {kind}: ele não tem ffmpeg. Salve-a como JPEG ou PNG, ou instale o ffmpeg onde o servidor roda.",
    "picture-needs-decoder":
      "O servidor não pode ler esta imagem {kind}: o ffmpeg dele não tem decodificador para ela. Salve-a como JPEG ou PNG.",
    "picture-too-slow":
      "Esta imagem {kind} demorou demais para ser decodificada; tente de novo ou salve-a como JPEG ou PNG.",
    "picture-undecodable":
      "O ffmpeg do servidor não consegue decodificar esta imagem {kind}: está cortada, danificada ou numa forma que ele não conhece. Salve-a como JPEG ou PNG.",
    "no-ffmpeg":
      "O servidor não decodifica vídeos porque não tem ffmpeg; a página os decodifica no navegador.",
    "no-video-encoder":
      "O ffmpeg do servidor não consegue codificar vídeos; ele precisa de libx264, libopenh264 ou mpeg4.",
    "video-empty": "O arquivo está vazio; precisa ser um vídeo.",
    "video-unknown":
      "O arquivo não é um vídeo que o servidor lê; arquivos MP4, MOV, MKV, WebM, AVI e MPEG são.",
    "video-index-missing":
      "O vídeo está cortado: falta o índice, que fica no fim; dê o arquivo inteiro.",
    "video-damaged": "O vídeo não pode ser lido: está danificado, cortado ou protegido.",
    "video-only-sound": "O arquivo só tem som; precisa de um vídeo.",
    "video-encrypted": "O vídeo é criptografado; precisa ser um sem proteção contra cópia.",
    "video-codec-unknown":
      "O ffmpeg do servidor não conhece o codec do vídeo, ou o arquivo está danificado ou cortado; H.264 sempre serve.",
    "video-codec":
      "O ffmpeg do servidor não consegue decodificar o codec do vídeo, {codec}; H.264 sempre serve.",
    "video-of-too-many-pixels":
      "Os quadros do vídeo têm {width}×{height} pixels; o limite é {limit} no total (MAX_MEGAPIXELS).",
    "video-without-frames": "O vídeo não tem quadros; precisa de pelo menos um.",
    "video-too-slow": "Ler o começo do vídeo demorou demais; ele pode estar danificado.",
    "ffmpeg-failed":
      "O ffmpeg parou enquanto processava o vídeo; os detalhes estão no log do servidor.",
    "no-data": "Esta execução ainda não tem data.mat.",
    "no-such-variable": "data.mat não tem essa variável; ela pode ter sido substituída.",
    "variable-too-large":
      "Esta variável tem {variable_bytes} e é grande demais para ser mostrada; baixe data.mat.",
    "no-cameras": "Este servidor não tem câmeras de rede; quem o opera as indica em CAMERAS.",
    "no-such-camera": "Não há essa câmera; há {cameras}.",
    "no-such-stream": "Não há esse fluxo; ele pode ter terminado.",
    "no-streams": "Este servidor não mostra os fluxos; com SHOW_STREAMS=true ele os mostra.",
    "stream-finished": "O cliente enviou todos os seus quadros.",
    "stream-client-gone": "O cliente se desconectou.",
    "cluster-address-invalid":
      "O endereço de um cluster começa com http:// ou https:// e tem um host e talvez um caminho; não tem usuário, senha, consulta nem fragmento.",
    "cluster-away": "O cluster {cluster} não responde; tente de novo quando ele voltar.",
    "cluster-not-trusted":
      "O certificado de {cluster} não é confiável; OSCAR_CA indica a autoridade que o assinou, e OSCAR_INSECURE=true dispensa a verificação.",
    "cluster-path-wrong":
      "Não há um cluster OSCAR em {cluster}; verifique o esquema, o host e o caminho de OSCAR_ENDPOINT.",
    "cluster-redirects":
      "O cluster {cluster} redireciona para {target}, aonde o login não foi enviado; indique esse endereço em OSCAR_ENDPOINT se for o do cluster.",
    "cluster-login-refused":
      "O cluster recusa este login; verifique usuário e senha, ou entre de novo.",
    "cluster-login-needed": "Não há mais nenhum login no cluster {cluster}; entre nele de novo.",
    "cluster-without-login":
      "No cluster {cluster} não é possível entrar daqui com usuário e senha.",
    "too-many-cluster-logins":
      "{limit} usuários entraram em clusters, o que é o limite; tente mais tarde.",
    "no-such-cluster": "Esse cluster não existe; existem {clusters}.",
    "cluster-forbidden": "O cluster não permite isso a este login: {text}.",
    "cluster-refuses": "O cluster recusa o pedido: {text}.",
    "cluster-failed": "O cluster falhou: {text}.",
    "cluster-answer-too-large": "A resposta do cluster passa de {limit_bytes}, mais do que se lê.",
    "cluster-call-missing":
      "Este cluster é mais antigo do que a chamada pedida; quem o opera precisa atualizá-lo.",
    "cluster-without-synchronous-calls":
      "Este cluster não tem chamadas síncronas; use uma assíncrona.",
    "service-gone":
      "O cluster não tem o serviço {service} para este login; ele pode ter sido removido.",
    "service-token-refused":
      "O cluster recusa chamadas do serviço {service}; o dono dele precisa atualizá-lo ou compartilhá-lo.",
    "service-starting":
      "O serviço {service} está iniciando ou com defeito ({why}); tente de novo em um minuto.",
    "service-failed": "O serviço {service} falhou: {line}.",
    "service-too-slow":
      "O serviço {service} levou mais tempo do que o cluster permite, e a resposta se perdeu; use uma chamada assíncrona para trabalhos longos.",
    "service-input-too-large":
      "A entrada é maior do que cabe em uma chamada síncrona de {service}; use uma assíncrona.",
    "job-input-too-large":
      "Um job chamado diretamente aceita até {limit_bytes}; coloque entradas maiores na pasta de entrada do serviço.",
    "call-impossible": "O serviço {service} não pode ser chamado assim neste cluster.",
    "too-many-calls":
      "Já há {limit} chamadas à espera do cluster; tente de novo quando algumas terminarem.",
    "no-such-call":
      "Não há essa chamada nesta sessão; de muitas chamadas, as mais antigas saem primeiro (RESULT_HISTORY, SESSION_QUOTA_MB).",
    "no-room-for-calls":
      "Já não há espaço em disco para as chamadas desta sessão; remova as que terminaram e tente de novo (SESSION_QUOTA_MB, TOTAL_QUOTA_MB).",
    "call-without-result": "O serviço {service} terminou sem resultado: {line}.",
    "job-failed": "O job do serviço {service} falhou: {line}.",
    "result-not-told-apart":
      "Outros usam o serviço {service} ao mesmo tempo e o resultado deles não se distingue do seu; " +
      "tente de novo mais tarde.",
    "call-too-slow": "O serviço {service} não deu nenhum resultado em {limit_ms}.",
    "bucket-gone":
      "O cluster não tem o bucket {bucket} para este login; ele pode ter sido removido.",
    "storage-away":
      "O armazenamento do cluster não responde no endereço que o cluster indica; MINIO_ENDPOINT pode indicar outro.",
    "storage-not-trusted":
      "O certificado do armazenamento do cluster não é confiável; OSCAR_CA indica a autoridade que o assinou, e OSCAR_INSECURE=true dispensa a verificação.",
    "storage-refused": "O armazenamento do cluster recusa as chaves deste login; entre de novo.",
    "storage-further-inside":
      "O serviço guarda os seus arquivos em um endereço mais interno que o do próprio cluster; o framebox só usa armazenamento ali se o cluster também estiver ali.",
    "storage-failed": "O armazenamento do cluster falhou: {text}.",
    "object-gone": "O arquivo já não está no armazenamento do cluster.",
    "archive-damaged":
      "O arquivo zip está danificado ou é de um tipo que não pode ser aberto; baixe-o.",
    "archive-encrypted": "O arquivo está criptografado dentro do zip; baixe o zip.",
    "archive-of-too-many-files": "O zip tem mais de {limit} arquivos; baixe-o.",
    "archive-too-large": "O zip descompactado passa de {limit_bytes}; baixe-o.",
    "archive-bomb":
      "Um arquivo do zip fica centenas de vezes maior ao ser descompactado, como só ocorre em zips feitos para causar dano; ele não é aberto.",
    "host-not-a-name":
      "O cabeçalho Host do pedido não é um nome de host, por isso não pode ser para este servidor (ALLOWED_HOSTS define os nomes dele).",
    "host-unknown":
      "Este servidor não atende pelo nome {name}. Se os usuários chegam a ele por esse nome, inicie o servidor com {setting}; se só um proxy na frente o chama assim, o proxy deve repassar o cabeçalho Host do navegador (nginx: proxy_set_header Host $http_host).",
    "origin-unknown":
      "A página está em {origin}, mas o pedido chegou aqui para {asked}. Se um proxy na frente muda o cabeçalho Host, inicie o servidor com {setting} ou faça o proxy repassá-lo (nginx: proxy_set_header Host $http_host); se não, é a página de outro site.",
    "login-needed": "Entre para usar este servidor: abra a página dele ou envie um token da API.",
    "login-wrong": "O nome ou a senha não estão certos.",
    "login-too-soon": "Houve tentativas demais; tente outra vez em {wait_s} s.",
    "login-form-old":
      "Este formulário é velho demais ou o navegador não guardou o cookie dele; tente outra vez.",
    "login-at-proxy":
      "Este servidor é para usuários que um proxy à frente autenticou: abra-o pelo endereço desse proxy.",
    "login-begun-elsewhere":
      "Este login começou em outro navegador ou há tempo demais; tente outra vez.",
    "login-server-away":
      "{server} não responde, por isso não se pode entrar por ele agora; tente outra vez daqui a pouco.",
    "login-server-wrong": "O login em {server} não deu certo; tente outra vez.",
    "login-not-allowed":
      "Você entrou em {server}, mas não pode usar este servidor; fale com quem o opera.",
    "no-tokens":
      "Este servidor não guarda tokens da API: quem o opera precisa indicar um DATA_DIR.",
    "no-such-token": "Não há token com esse id.",
    "too-many-tokens": "Já há tokens da API demais; revogue um antes.",
    "login-expired": "O login em {server} expirou; entre de novo.",
    "nothing-here":
      "Não há nada neste endereço; a página deste servidor está em {page} (BASE_PATH).",
    "other-site":
      "Este pedido veio da página de outro site; o servidor só aceita esses pedidos da própria página (ALLOWED_HOSTS define os outros nomes dele).",
    "frame-too-large":
      "Esta imagem tem {picture_bytes} como .mat; o worker aceita 4 MB (o padrão do gRPC). Tamanho inteiro: aumente grpc.max_receive_message_length e envie max-receive-bytes; senão ela é reduzida onde SUBMIT_MAX_BYTES é auto.",
    quota:
      "Os dados de novos resultados não são guardados, pois já não há espaço; baixe data.mat e depois recomece a contagem ou comece de novo.",
    "data-lost": "Os dados de novos resultados não puderam ser gravados em data.mat.",
    "files-lost":
      "Os arquivos desta sessão foram removidos do disco do servidor; o que havia neles se perdeu.",
  },
};
