/**
 * What the Many tab says.
 *
 * @module
 */
import { inLanguages } from "./in_languages.ts";

/** Words of the Many tab. */
export const MANY = inLanguages({
  en: {
    page: { title: "Run many pictures through a processor" },
    live: {},
  },
  pt: {
    page: { title: "Passe muitas imagens por um processador" },
    live: {},
  },
  es: {
    page: { title: "Pasa muchas imágenes por un procesador" },
    live: {},
  },
});
