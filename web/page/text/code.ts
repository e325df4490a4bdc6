/**
 * Words of "Use it from code".
 *
 * @module
 */
import { inLanguages } from "./in_languages.ts";

/** Words of the dialog with code. */
export const CODE = inLanguages({
  en: {
    page: {
      title: "Use it from code",
      languages: "Language",
      answer: "Answer",
      explain: {
        image: "It reads photo.jpg and writes the result beside it.",
        camera:
          "It gives photo.jpg five times, as a camera would, and writes each result. JavaScript uses the live socket.",
        video: "It sends clip.mp4 in parts, waits, and writes result.mp4.",
        image_set: "It sends all .jpg files of its folder, waits, and writes results.zip.",
      },
      needs: "Nothing else is needed: curl, Python 3, or Deno (Node 22 or later) for JavaScript.",
    },
    live: {},
  },
  pt: {
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
  es: {
    page: {
      title: "Usar desde código",
      languages: "Lenguaje",
      answer: "Respuesta",
      explain: {
        image: "Lee photo.jpg y guarda el resultado al lado.",
        camera:
          "Da photo.jpg cinco veces, como haría una cámara, y guarda cada resultado. JavaScript usa el socket en vivo.",
        video: "Envía clip.mp4 por partes, espera y guarda result.mp4.",
        image_set: "Envía todos los archivos .jpg de su carpeta, espera y guarda results.zip.",
      },
      needs:
        "No hace falta nada más: curl, Python 3, o Deno (Node 22 o posterior) para JavaScript.",
    },
    live: {},
  },
});
