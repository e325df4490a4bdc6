/**
 * Words of the result side, and of the strip of data below.
 *
 * @module
 */
import { inLanguages } from "./in_languages.ts";

/** Words of results. */
export const RESULT = inLanguages({
  en: {
    page: {
      result: "Result",
      resultAlt: "The result",
      fullScreen: "Full screen",
      compare: "Compare with the input",
      compareRange: "How much of the input is shown",
      download: "Download",
      downloadJpeg: "Picture, JPEG",
      downloadPng: "Picture, PNG without loss",
      downloadMat: "data.mat",
      noWorkerTitle: "No worker is connected",
      noWorkerText: "Results come from framebox itself. Connect yours:",
      workersWaitTitle: "Waiting for something to do",
      workersWaitText: "What you give goes to the workers; their results appear here.",
      frame: "frame",
      rate: "rate",
      latency: "latency",
      time: "time",
      size: "size",
      by: "by",
      dropped: "dropped",
      latencyCurve: "Latency of the last results",
      answers: "What the processor says",
      dataTitle: "Data",
      dataNone: "data.mat grows with what a processor finds",
      variable: { one: "{n} variable", other: "{n} variables" },
    },
    live: {
      noPicture: "This result has no picture; see what it says and the data below.",
      resultAlt: "Result of {name} by {by}",
      frames: "{w} × {h}",
      milliseconds: "{n} ms",
      framesPerSecond: "{n} fps",
      fullScreenNone: "This browser has no full screen.",
      remarks: {
        "first-picture-only": "This {kind} has {pictures} pictures; only the first is worked on.",
        "profile-ignored": "Its colour profile can't be read; its colours are taken as sRGB.",
      },
      scaled: {
        sentence: "This picture is {size} as {format} and was scaled to {w}×{h} for {name}: {why}",
        default: "gRPC clients take 4 MB unless they say more. Full size: raise " +
          "grpc.max_receive_message_length and send max-receive-bytes.",
        worker: "it says that it takes {limit}. Full size: raise " +
          "grpc.max_receive_message_length and max-receive-bytes.",
        setting: "this server gives {limit} to all. Full size: SUBMIT_MAX_BYTES=auto, then raise " +
          "grpc.max_receive_message_length and send max-receive-bytes.",
        message: "this server sends {limit} at most. Full size: raise MAX_MESSAGE_MB.",
      },
    },
  },
  pt: {
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
      variable: { one: "{n} variável", other: "{n} variáveis" },
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
        "profile-ignored": "O perfil de cores não pôde ser lido; as cores são tomadas como sRGB.",
      },
      scaled: {
        sentence:
          "Esta imagem tem {size} como {format} e foi reduzida a {w}×{h} para {name}: {why}",
        default: "clientes gRPC aceitam 4 MB se não disserem que aceitam mais. Tamanho inteiro: " +
          "aumente grpc.max_receive_message_length e envie max-receive-bytes.",
        worker: "ele diz que aceita {limit}. Tamanho inteiro: aumente " +
          "grpc.max_receive_message_length e max-receive-bytes.",
        setting:
          "este servidor dá {limit} a todos. Tamanho inteiro: SUBMIT_MAX_BYTES=auto; depois " +
          "aumente grpc.max_receive_message_length e envie max-receive-bytes.",
        message: "este servidor envia no máximo {limit}. Tamanho inteiro: aumente MAX_MESSAGE_MB.",
      },
    },
  },
  es: {
    page: {
      result: "Resultado",
      resultAlt: "El resultado",
      fullScreen: "Pantalla completa",
      compare: "Comparar con la entrada",
      compareRange: "Cuánto se ve de la entrada",
      download: "Descargar",
      downloadJpeg: "Imagen, JPEG",
      downloadPng: "Imagen, PNG sin pérdida",
      downloadMat: "data.mat",
      noWorkerTitle: "No hay ningún worker conectado",
      noWorkerText: "Los resultados vienen del propio framebox. Conecta el tuyo:",
      workersWaitTitle: "A la espera de algo que hacer",
      workersWaitText: "Lo que das va a los workers; sus resultados aparecen aquí.",
      frame: "fotograma",
      rate: "ritmo",
      latency: "latencia",
      time: "tiempo",
      size: "tamaño",
      by: "por",
      dropped: "perdidos",
      latencyCurve: "Latencia de los últimos resultados",
      answers: "Lo que dice el procesador",
      dataTitle: "Datos",
      dataNone: "data.mat crece con lo que encuentra un procesador",
      variable: { one: "{n} variable", other: "{n} variables" },
    },
    live: {
      noPicture: "Este resultado no tiene imagen; mira lo que dice y los datos de abajo.",
      resultAlt: "Resultado de {name} por {by}",
      frames: "{w} × {h}",
      milliseconds: "{n} ms",
      framesPerSecond: "{n} fps",
      fullScreenNone: "Este navegador no tiene pantalla completa.",
      remarks: {
        "first-picture-only": "Este {kind} tiene {pictures} imágenes; solo se procesa la primera.",
        "profile-ignored": "No se pudo leer el perfil de color; los colores se toman como sRGB.",
      },
      scaled: {
        sentence: "Esta imagen ocupa {size} como {format} y se redujo a {w}×{h} para {name}: {why}",
        default: "los clientes gRPC admiten 4 MB si no dicen que admiten más. Tamaño completo: " +
          "aumenta grpc.max_receive_message_length y envía max-receive-bytes.",
        worker: "dice que admite {limit}. Tamaño completo: aumenta " +
          "grpc.max_receive_message_length y max-receive-bytes.",
        setting:
          "este servidor da {limit} a todos. Tamaño completo: SUBMIT_MAX_BYTES=auto; después " +
          "aumenta grpc.max_receive_message_length y envía max-receive-bytes.",
        message:
          "este servidor envía {limit} como máximo. Tamaño completo: aumenta MAX_MESSAGE_MB.",
      },
    },
  },
});
