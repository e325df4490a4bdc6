/**
 * Words about the way between page and server: addresses that are not the server's own, and
 * proxies in front that let something not through.
 *
 * @module
 */
import { inLanguages } from "./in_languages.ts";

/** Words about addresses and proxies. */
export const PLACES = inLanguages({
  en: {
    page: {
      wrong: "framebox is not at this address",
      toPage: "Open the page",
    },
    live: {
      refused: "This server takes nothing from this address.",
      noSocket: "A proxy in front may not let WebSockets through: single pictures work, but no " +
        "camera, and no video or folder tells how far it is.",
      inNginx: "In nginx: {lines}",
      answered:
        "A proxy in front answered {status}: the server behind it is away or too slow for it.",
      otherAnswer: "A proxy in front answered {status} instead of the server.",
      tooLarge: "A proxy in front takes no more than {limit} in one request; this is {size}.",
      tooLargeUnknown: "A proxy in front takes no more than a part of it in one request; this is " +
        "{size}.",
    },
  },
  pt: {
    page: {
      wrong: "framebox não está neste endereço",
      toPage: "Abrir a página",
    },
    live: {
      refused: "Este servidor não aceita nada vindo deste endereço.",
      noSocket: "Um proxy na frente talvez não deixe passar WebSockets: imagens avulsas " +
        "funcionam, mas não a câmera, e nenhum vídeo ou pasta diz até onde chegou.",
      inNginx: "No nginx: {lines}",
      answered:
        "Um proxy na frente respondeu {status}: o servidor atrás dele está fora do ar ou é " +
        "lento demais para ele.",
      otherAnswer: "Um proxy na frente respondeu {status} no lugar do servidor.",
      tooLarge: "Um proxy na frente não aceita mais que {limit} por requisição; isto tem {size}.",
      tooLargeUnknown: "Um proxy na frente não aceita mais que uma parte disto por requisição; " +
        "isto tem {size}.",
    },
  },
  es: {
    page: {
      wrong: "framebox no está en esta dirección",
      toPage: "Abrir la página",
    },
    live: {
      refused: "Este servidor no acepta nada desde esta dirección.",
      noSocket: "Puede que un proxy delante no deje pasar WebSockets: las imágenes sueltas " +
        "funcionan, pero no la cámara, y ningún vídeo o carpeta dice cuánto lleva.",
      inNginx: "En nginx: {lines}",
      answered:
        "Un proxy delante respondió {status}: el servidor detrás de él no está o es demasiado " +
        "lento para él.",
      otherAnswer: "Un proxy delante respondió {status} en lugar del servidor.",
      tooLarge: "Un proxy delante no acepta más de {limit} por petición; esto tiene {size}.",
      tooLargeUnknown: "Un proxy delante no acepta más que una parte de esto por petición; esto " +
        "tiene {size}.",
    },
  },
});
