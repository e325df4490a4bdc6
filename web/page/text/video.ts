/**
 * What the Video tab says.
 *
 * @module
 */
import { inLanguages } from "./in_languages.ts";

/** Words of the Video tab. */
export const VIDEO = inLanguages({
  en: {
    page: { title: "Run a video through a processor" },
    live: {},
  },
  pt: {
    page: { title: "Passe um vídeo por um processador" },
    live: {},
  },
  es: {
    page: { title: "Pasa un vídeo por un procesador" },
    live: {},
  },
});
