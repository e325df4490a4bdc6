/** What is known of one picture's answer besides its picture: its facts, its downloads. */
import type { ImageJson } from "../../wire/mod.ts";
import { fill, numberText, text } from "../base/text.ts";
import type { ResultView } from "../result/result_view.ts";

/** @param by who answered, as users read it */
export function showFacts(view: ResultView, answer: ImageJson, by: string): void {
  view.setFact("frame", String(answer.frame));
  view.setFact("time", milliseconds(answer.timings.total_ms));
  view.setFact("size", fill(text.frames, { w: answer.width, h: answer.height }));
  view.setFact("by", by);
  view.setDownloads(downloads(answer));
}

function milliseconds(ms: number) {
  return fill(text.milliseconds, { n: ms < 10 ? numberText(ms, 1, 1) : numberText(ms) });
}

function downloads(answer: ImageJson) {
  const links: { jpeg?: string; png?: string; mat?: string } = {};
  if (answer.image_url) {
    const stem = answer.image_url.replace(/\.\w+$/, "");
    links.jpeg = `${stem}.jpg?download=1`;
    links.png = `${stem}.png?download=1`;
  }
  if (answer.data_url) links.mat = answer.data_url;
  return links;
}

/** How long the server took to make its picture, by its Server-Timing; 0 where it has none. */
export function encodeTime({ image_url: url }: ImageJson): number {
  if (!url) return 0;
  const entry = performance.getEntriesByName(new URL(url, location.href).href).at(-1);
  const timings = entry instanceof PerformanceResourceTiming ? entry.serverTiming : [];
  return timings.find(({ name }) => name === "encode")?.duration ?? 0;
}
