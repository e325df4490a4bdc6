/**
 * Words of the camera tab about network cameras.
 *
 * @module
 */
import { inLanguages } from "./in_languages.ts";

/** Words about network cameras. */
export const CAMERAS = inLanguages({
  en: {
    page: {
      thisDevice: "This device",
      network: "Network cameras",
    },
    live: {
      connecting: "Connecting to {name} …",
      connectingText: "The first picture may take some seconds.",
      alt: "What {name} sees",
      away: "{name} is away since {time}",
      tryingAgain: "Trying again.",
      back: "{name} is back.",
      reasons: {
        "no-answer": "No answer",
        "connection-refused": "It refuses the connection",
        "unknown-host": "Its host name is not known",
        certificate: "Its certificate is not trusted",
        login: "It refuses the user or password",
        "not-found": "It has nothing at that path",
        "not-a-stream": "It gives no stream of pictures",
        "no-pictures": "It sends no more pictures",
        ended: "It ended the stream",
        "bad-pictures": "Its pictures can’t be read",
        "no-ffmpeg": "The server has no ffmpeg, which RTSP cameras need",
        failed: "The connection failed",
      },
    },
  },
  pt: {
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
  es: {
    page: {
      thisDevice: "Este aparato",
      network: "Cámaras de red",
    },
    live: {
      connecting: "Conectando con {name} …",
      connectingText: "La primera imagen puede tardar unos segundos.",
      alt: "Lo que ve {name}",
      away: "{name} no está desde las {time}",
      tryingAgain: "Se intenta de nuevo.",
      back: "{name} ha vuelto.",
      reasons: {
        "no-answer": "Sin respuesta",
        "connection-refused": "Rechaza la conexión",
        "unknown-host": "No se conoce su nombre de host",
        certificate: "Su certificado no es de confianza",
        login: "Rechaza el usuario o la contraseña",
        "not-found": "No tiene nada en esa ruta",
        "not-a-stream": "No da un flujo de imágenes",
        "no-pictures": "No envía más imágenes",
        ended: "Cerró el flujo",
        "bad-pictures": "Sus imágenes no se pueden leer",
        "no-ffmpeg": "El servidor no tiene ffmpeg, que las cámaras RTSP necesitan",
        failed: "La conexión falló",
      },
    },
  },
});
