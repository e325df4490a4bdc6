/**
 * What the Streams tab says.
 *
 * @module
 */
import { inLanguages } from "./in_languages.ts";

const KINDS = { "media-graph": "Azure Video Analyzer", "image-test": "ImageTest" } as const;

/** Words of the streams that machines send. */
export const STREAMS = inLanguages({
  en: {
    page: {
      tab: "Streams",
      list: "Streams of machines",
      key: "Stream before, stream after",
      readOnly: "Only to look at: nothing here changes a stream.",
      noneNow: "None now",
      none: "No machine is sending.",
      noneText: "Frames that programs send over gRPC are seen here live. Connect one to {address}:",
      client: "Client",
      service: "Service",
      setting: "Who processes",
      kinds: KINDS,
      rate: "rate",
      failed: "failed",
      latency: "time",
      values: "Numbers of the frame",
      resultAlt: "Newest result of the stream",
    },
    live: {
      kinds: KINDS,
      silent: "silent",
      failing: "failing",
      frames: { one: "{n} frame", other: "{n} frames" },
      failed: "{n} failed",
      since: "since {time}",
      alt: "Newest result of {name}",
      waiting: "Waiting for the first result of {name}",
      noWorker: "No worker is connected: its frames wait.",
      noFrame: "No frame has come yet.",
      newestFailed: "The newest frame failed.",
      ended: "{name} has ended.",
      endedNext: "It is shown again when it comes back.",
    },
  },
  pt: {
    page: {
      tab: "Fluxos",
      list: "Fluxos de máquinas",
      key: "Fluxo anterior, fluxo seguinte",
      readOnly: "Só para ver: nada aqui muda um fluxo.",
      noneNow: "Nenhum agora",
      none: "Nenhuma máquina está enviando.",
      noneText:
        "Os quadros que programas enviam por gRPC aparecem aqui ao vivo. Conecte um a {address}:",
      client: "Cliente",
      service: "Serviço",
      setting: "Quem processa",
      kinds: KINDS,
      rate: "ritmo",
      failed: "falhas",
      latency: "tempo",
      values: "Números do quadro",
      resultAlt: "Resultado mais novo do fluxo",
    },
    live: {
      kinds: KINDS,
      silent: "em silêncio",
      failing: "falhando",
      frames: { one: "{n} quadro", other: "{n} quadros" },
      failed: "{n} com falha",
      since: "desde {time}",
      alt: "Resultado mais novo de {name}",
      waiting: "À espera do primeiro resultado de {name}",
      noWorker: "Nenhum worker está conectado: os quadros esperam.",
      noFrame: "Ainda não chegou nenhum quadro.",
      newestFailed: "O quadro mais novo falhou.",
      ended: "{name} terminou.",
      endedNext: "Aparece de novo quando voltar.",
    },
  },
  es: {
    page: {
      tab: "Flujos",
      list: "Flujos de máquinas",
      key: "Flujo anterior, flujo siguiente",
      readOnly: "Solo para mirar: nada aquí cambia un flujo.",
      noneNow: "Ninguno ahora",
      none: "Ninguna máquina está enviando.",
      noneText:
        "Los fotogramas que los programas envían por gRPC se ven aquí en vivo. Conecta uno a {address}:",
      client: "Cliente",
      service: "Servicio",
      setting: "Quién procesa",
      kinds: KINDS,
      rate: "ritmo",
      failed: "fallos",
      latency: "Tiempo",
      values: "Números del fotograma",
      resultAlt: "Resultado más nuevo del flujo",
    },
    live: {
      kinds: KINDS,
      silent: "en silencio",
      failing: "fallando",
      frames: { one: "{n} fotograma", other: "{n} fotogramas" },
      failed: "{n} con fallo",
      since: "desde {time}",
      alt: "Resultado más nuevo de {name}",
      waiting: "A la espera del primer resultado de {name}",
      noWorker: "Ningún worker está conectado: los fotogramas esperan.",
      noFrame: "Aún no ha llegado ningún fotograma.",
      newestFailed: "El fotograma más nuevo falló.",
      ended: "{name} ha terminado.",
      endedNext: "Se muestra de nuevo cuando vuelva.",
    },
  },
});
