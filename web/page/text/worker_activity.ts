/**
 * Whether workers still ask for frames, and why a frame has no answer.
 *
 * @module
 */
import { inLanguages } from "./in_languages.ts";

/** Words about it. */
export const ASKING = inLanguages({
  en: {
    page: { stopped: "stopped asking for frames {ago} ago" },
    live: {
      noAnswer: "No answer after {n} s. {why}",
      noWorker: "No worker asks for frames",
      unknown: "The worker may be busy or gone.",
      held: "{name} took it {ago} ago and is connected; it may be busy.",
      stopped: "{name} stopped asking for frames at {time} ({ago} ago); start the pipeline again.",
      stoppedAt: "{name} stopped asking for frames at {time}; start the pipeline again.",
      ago: { seconds: "{n} s", minutes: "{n} min", hours: "{n} h", days: "{n} d" },
    },
  },
  pt: {
    page: { stopped: "deixou de pedir quadros há {ago}" },
    live: {
      noAnswer: "Sem resposta depois de {n} s. {why}",
      noWorker: "Nenhum worker pede quadros",
      unknown: "O worker pode estar ocupado ou ter saído.",
      held: "{name} pegou o quadro há {ago} e está conectado; pode estar ocupado.",
      stopped: "{name} deixou de pedir quadros às {time} (há {ago}); inicie o pipeline de novo.",
      stoppedAt: "{name} deixou de pedir quadros às {time}; inicie o pipeline de novo.",
      ago: { seconds: "{n} s", minutes: "{n} min", hours: "{n} h", days: "{n} d" },
    },
  },
  es: {
    page: { stopped: "dejó de pedir fotogramas hace {ago}" },
    live: {
      noAnswer: "Sin respuesta después de {n} s. {why}",
      noWorker: "Ningún worker pide fotogramas",
      unknown: "El worker puede estar ocupado o haberse ido.",
      held: "{name} lo tomó hace {ago} y sigue conectado; puede estar ocupado.",
      stopped:
        "{name} dejó de pedir fotogramas a las {time} (hace {ago}); inicia el pipeline de nuevo.",
      stoppedAt: "{name} dejó de pedir fotogramas a las {time}; inicia el pipeline de nuevo.",
      ago: { seconds: "{n} s", minutes: "{n} min", hours: "{n} h", days: "{n} d" },
    },
  },
});
