/**
 * Words about folders that the server watches.
 *
 * @module
 */
import { inLanguages } from "./in_languages.ts";

/** Words about watched folders. */
export const FOLDERS = inLanguages({
  en: {
    page: {
      heading: "Watched folders",
      watched: "Watched folder",
      progress: "Files of the folder that are done",
    },
    live: {
      states: {
        idle: "All files are done",
        busy: "At work",
        "no-workers": "Waiting for a worker; none is connected",
        away: "The folder is not there; it goes on when it is back",
        blocked: "Results can’t be written; it is tried again",
        stopped: "The server is stopping",
      },
      none: "No file has come yet",
      done: "{n} done",
      failed: "{n} failed",
      waiting: "{n} waiting",
      before: "{n} from before",
      pace: "{n} files/s",
      left: "about {time} left",
    },
  },
  pt: {
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
  es: {
    page: {
      heading: "Carpetas vigiladas",
      watched: "Carpeta vigilada",
      progress: "Archivos de la carpeta que están listos",
    },
    live: {
      states: {
        idle: "Todos los archivos están listos",
        busy: "Trabajando",
        "no-workers": "Esperando un worker; no hay ninguno conectado",
        away: "La carpeta no está; sigue cuando vuelva",
        blocked: "No se pueden guardar los resultados; se vuelve a intentar",
        stopped: "El servidor se está deteniendo",
      },
      none: "Aún no ha llegado ningún archivo",
      done: "{n} listos",
      failed: "{n} con error",
      waiting: "{n} en espera",
      before: "{n} de antes",
      pace: "{n} archivos/s",
      left: "faltan unos {time}",
    },
  },
});
