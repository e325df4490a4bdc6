/**
 * Words of the image tab: how a picture is given, and what happens to it until it is done.
 *
 * @module
 */
import { inLanguages } from "./in_languages.ts";

/** Words of the image tab. */
export const IMAGE = inLanguages({
  en: {
    page: {
      input: "Input",
      drop: "Drop a picture here or paste one",
      choose: "Choose a picture",
      change: "Change",
      tryExample: "or try one of these",
      kinds: "JPEG, PNG, WebP, BMP, GIF, AVIF, TIFF or HEIC, up to {size}",
      dropNow: "Drop it anywhere here",
      examples: {
        astronaut: "Portrait of an astronaut",
        coffee: "Cup of coffee",
        chelsea: "Cat looking up",
        rocket: "Rocket on its pad",
      },
      inputAlt: "The picture that you gave",
      processor: "Processor",
      workers: "Workers",
      workersNone: "Workers (none connected)",
    },
    live: {
      sending: "Sending the picture, {percent} %",
      working: "Working on it",
      workedOnBy: "{name} is working on it",
      forSeconds: "{n} s",
      inLine: [
        "Next in line",
        "Second in line",
        "Third in line",
        "Fourth in line",
        "Fifth in line",
        "Sixth in line",
      ],
      inLineMore: "{n} frames are ahead of yours",
      about: "{position}, about {n} s",
      waitingForWorker: "Waiting for a worker to connect",
      again: "It is given out again: {reason}",
      tryAgain: "Try again",
      useBuiltIn: "Use built-in",
      failed: "This did not work",
      problems: {
        RESOURCE_EXHAUSTED: "The server has no room for it now",
        UNAVAILABLE: "Nobody is there to do it now",
      },
      tooLarge:
        "This file is {size}; this server takes up to {limit}. Scale it down or save it with more compression.",
      notPicture:
        "{name} is not a picture that this server reads. It takes JPEG, PNG, WebP, BMP, GIF, AVIF, TIFF and HEIC.",
      noAnswer: "The server does not answer. Is it still running?",
      frameTooLarge: "Too large for the worker",
      scaleDown: "Scale down to fit",
    },
  },
  pt: {
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
  es: {
    page: {
      input: "Entrada",
      drop: "Suelta una imagen aquí o pega una",
      choose: "Elegir una imagen",
      change: "Cambiar",
      tryExample: "o prueba una de estas",
      kinds: "JPEG, PNG, WebP, BMP, GIF, AVIF, TIFF o HEIC, hasta {size}",
      dropNow: "Suéltala en cualquier lugar",
      examples: {
        astronaut: "Retrato de una astronauta",
        coffee: "Taza de café",
        chelsea: "Gata que mira hacia arriba",
        rocket: "Cohete en su plataforma",
      },
      inputAlt: "La imagen que has dado",
      processor: "Procesador",
      workers: "Workers",
      workersNone: "Workers (ninguno conectado)",
    },
    live: {
      sending: "Enviando la imagen, {percent} %",
      working: "Trabajando en ella",
      workedOnBy: "{name} está trabajando en ella",
      forSeconds: "{n} s",
      inLine: [
        "La siguiente de la cola",
        "Segunda de la cola",
        "Tercera de la cola",
        "Cuarta de la cola",
        "Quinta de la cola",
        "Sexta de la cola",
      ],
      inLineMore: "Hay {n} fotogramas antes del tuyo",
      about: "{position}, unos {n} s",
      waitingForWorker: "Esperando a que se conecte un worker",
      again: "Se entrega de nuevo: {reason}",
      tryAgain: "Reintentar",
      useBuiltIn: "Usar el integrado",
      failed: "No ha funcionado",
      problems: {
        RESOURCE_EXHAUSTED: "El servidor no tiene sitio para esto ahora",
        UNAVAILABLE: "Ahora no hay quien lo haga",
      },
      tooLarge:
        "Este archivo tiene {size}; este servidor admite hasta {limit}. Reduce la imagen o guárdala con más compresión.",
      notPicture:
        "{name} no es una imagen que este servidor lea. Admite JPEG, PNG, WebP, BMP, GIF, AVIF, TIFF y HEIC.",
      noAnswer: "El servidor no responde. ¿Sigue en marcha?",
      frameTooLarge: "Demasiado grande para el worker",
      scaleDown: "Reducir hasta que quepa",
    },
  },
});
