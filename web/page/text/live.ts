/**
 * Words about where time is spent, and about what came while the page was away.
 *
 * @module
 */
import { inLanguages } from "./in_languages.ts";

/** Words of the latency strip, and of coming back. */
export const LIVE = inLanguages({
  en: {
    page: {
      split: "Where the time goes",
      splitLast: "last",
      splitMedian: "median, 1 s",
      splitParts: {
        browser: "Browser and network",
        queue: "Waiting in line",
        worker: "Processor",
        server: "Server",
      },
    },
    live: {
      split: "Where the time goes: browser and network {browser}, waiting {queue}, " +
        "processor {worker}, server {server}",
      meanwhile: {
        one: "Connected again; {n} result came meanwhile.",
        other: "Connected again; {n} results came meanwhile.",
      },
    },
  },
  pt: {
    page: {
      split: "Para onde vai o tempo",
      splitLast: "último",
      splitMedian: "mediana, 1 s",
      splitParts: {
        browser: "Navegador e rede",
        queue: "Espera na fila",
        worker: "Processador",
        server: "Servidor",
      },
    },
    live: {
      split: "Para onde vai o tempo: navegador e rede {browser}, espera {queue}, " +
        "processador {worker}, servidor {server}",
      meanwhile: {
        one: "Conectado de novo; {n} resultado chegou entretanto.",
        other: "Conectado de novo; {n} resultados chegaram entretanto.",
      },
    },
  },
  es: {
    page: {
      split: "Adónde va el tiempo",
      splitLast: "último",
      splitMedian: "mediana, 1 s",
      splitParts: {
        browser: "Navegador y red",
        queue: "Espera en la cola",
        worker: "Procesador",
        server: "Servidor",
      },
    },
    live: {
      split: "Adónde va el tiempo: navegador y red {browser}, espera {queue}, " +
        "procesador {worker}, servidor {server}",
      meanwhile: {
        one: "Conectado de nuevo; entretanto llegó {n} resultado.",
        other: "Conectado de nuevo; entretanto llegaron {n} resultados.",
      },
    },
  },
});
