/**
 * What the page says of the way between it and the box: addresses that are not the box's own, and
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
      refused: "This box takes nothing from this address.",
      noSocket: "A proxy in front may not let WebSockets through: single pictures work, but no " +
        "camera, and no video or folder tells how far it is.",
      inNginx: "In nginx: {lines}",
      answered: "A proxy in front answered {status}: the box behind it is away or too slow for it.",
      otherAnswer: "A proxy in front answered {status} instead of the box.",
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
      refused: "Esta caixa não aceita nada vindo deste endereço.",
      noSocket: "Um proxy na frente talvez não deixe passar WebSockets: imagens avulsas " +
        "funcionam, mas não a câmera, e nenhum vídeo ou pasta diz até onde chegou.",
      inNginx: "No nginx: {lines}",
      answered: "Um proxy na frente respondeu {status}: a caixa atrás dele está fora do ar ou é " +
        "lenta demais para ele.",
      otherAnswer: "Um proxy na frente respondeu {status} no lugar da caixa.",
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
      refused: "Esta caja no acepta nada desde esta dirección.",
      noSocket: "Puede que un proxy delante no deje pasar WebSockets: las imágenes sueltas " +
        "funcionan, pero no la cámara, y ningún vídeo o carpeta dice cuánto lleva.",
      inNginx: "En nginx: {lines}",
      answered:
        "Un proxy delante respondió {status}: la caja detrás de él no está o es demasiado " +
        "lenta para él.",
      otherAnswer: "Un proxy delante respondió {status} en lugar de la caja.",
      tooLarge: "Un proxy delante no acepta más de {limit} por petición; esto tiene {size}.",
      tooLargeUnknown: "Un proxy delante no acepta más que una parte de esto por petición; esto " +
        "tiene {size}.",
    },
  },
});
