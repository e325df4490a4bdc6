/** Frame rate, latency and dropped frames, as a calm line of figures and a small curve. */
import type { ResultView } from "../result/result_view.ts";
import { part } from "../base/dom.ts";
import { Rate } from "../../../base/rate/mod.ts";
import { fill, numberText, text } from "../base/text.ts";

const SHOW_MS = 500;
const CURVE_POINTS = 30;
const CURVE_HEIGHT = 20;
const CURVE_WIDTH = 60;

export class LiveMeter {
  view: Pick<ResultView, "root" | "setFact">;
  spark: SVGElement;
  #rate = new Rate();
  #timer: ReturnType<typeof setInterval> | undefined;
  /** Of the results since the last line */
  #latencies: number[] = [];
  /** One a line, oldest first */
  #curve: number[] = [];
  #frame = "";
  #dropped = 0;

  constructor(view: Pick<ResultView, "root" | "setFact">) {
    this.view = view;
    this.spark = part(view.root, "spark", SVGElement);
  }

  start(): void {
    this.stop();
    this.#rate.clear();
    this.#latencies = [];
    this.#timer = setInterval(() => this.#show(), SHOW_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  reset(): void {
    this.#curve = [];
    this.#dropped = 0;
    this.#frame = "0";
  }

  /** A result is on the screen. */
  count(message: { frame: number; dropped: number }, latencyMs: number | undefined): void {
    const first = this.#frame === "";
    this.#rate.add(performance.now());
    this.#frame = String(message.frame);
    this.#dropped = message.dropped;
    if (latencyMs !== undefined) this.#latencies.push(latencyMs);
    if (first) this.#show();
  }

  #show() {
    this.view.setFact("frame", this.#frame);
    this.view.setFact("dropped", String(this.#dropped));
    const rate = this.#rate.at(performance.now());
    const digits = rate < 9.95 && rate > 0 ? 1 : 0;
    this.view.setFact("rate", fill(text.framesPerSecond, { n: numberText(rate, digits, digits) }));
    if (this.#latencies.length > 0) {
      const middle = median(this.#latencies);
      this.view.setFact("latency", fill(text.milliseconds, { n: numberText(middle) }));
      this.#curve = [...this.#curve, middle].slice(-CURVE_POINTS);
      this.#draw();
    }
    this.#latencies = [];
  }

  #draw() {
    this.spark.toggleAttribute("hidden", this.#curve.length < 3);
    const topMs = Math.max(50, ...this.#curve);
    const step = CURVE_WIDTH / (CURVE_POINTS - 1);
    const points = this.#curve.map((value, i) =>
      `${(i * step).toFixed(1)},${
        (CURVE_HEIGHT - 1 - value / topMs * (CURVE_HEIGHT - 2)).toFixed(1)
      }`
    );
    this.spark.querySelector("polyline")?.setAttribute("points", points.join(" "));
  }
}

/** @param values at least one */
function median(values: number[]) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
