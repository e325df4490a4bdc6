/**
 * Structured logs: one line an event, `level event key=value …` for terminals, JSON for programs. Lines that
 * repeat within a second are folded into one with their count.
 *
 * @module
 */

/** Levels, the most verbose first. */
export const LOG_LEVELS = ["debug", "info", "warn", "error", "silent"] as const;

/** One of {@linkcode LOG_LEVELS}. */
export type LogLevel = (typeof LOG_LEVELS)[number];

/** What a log line carries besides its event: flat values, named in snake_case. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

/** Where a line goes and how it looks. */
export interface LoggerOptions {
  /** Lines below it are not written. */
  readonly level: LogLevel;
  /** `json`: one object a line; `text`: for a terminal. */
  readonly format: "json" | "text";
  /** Receives each finished line, without its line feed. */
  readonly write: (line: string) => void;
  /** For how long a repeated line is held back and counted, in milliseconds. */
  readonly foldMs?: number;
  /** The clock, for tests. */
  readonly now?: () => Date;
}

/** Bound on the distinct lines that are remembered for folding. */
const MAX_FOLDED = 1000;

interface Folded {
  count: number;
  timer: ReturnType<typeof setTimeout>;
  last: () => void;
}

/** Writes events. Pass it to each part that logs; there is no global one. */
export class Logger {
  readonly #options: LoggerOptions;
  readonly #threshold: number;
  readonly #folded = new Map<string, Folded>();

  /** It holds no resource but short timers, which keep no process alive. */
  constructor(options: LoggerOptions) {
    this.#options = options;
    this.#threshold = LOG_LEVELS.indexOf(options.level);
  }

  /** For developers. */
  debug(event: string, fields: LogFields = {}): void {
    this.#event("debug", event, fields);
  }

  /** For operators. */
  info(event: string, fields: LogFields = {}): void {
    this.#event("info", event, fields);
  }

  /** Needs an operator's attention, not at once. */
  warn(event: string, fields: LogFields = {}): void {
    this.#event("warn", event, fields);
  }

  /** Needs an operator's attention now; `error`'s cause goes to the field `cause`. */
  error(event: string, error: unknown, fields: LogFields = {}): void {
    this.#event("error", event, { ...fields, ...describe(error) });
  }

  /** Writes what is held back for folding. Call it before the process ends. */
  flush(): void {
    for (const folded of [...this.#folded.values()]) folded.last();
  }

  #event(level: LogLevel, event: string, fields: LogFields): void {
    if (LOG_LEVELS.indexOf(level) < this.#threshold) return;
    const key = `${level} ${event} ${JSON.stringify(fields)}`;
    const folded = this.#folded.get(key);
    if (folded) {
      folded.count++;
      return;
    }
    this.#write(level, event, fields);
    if (this.#folded.size < MAX_FOLDED) this.#fold(key, level, event, fields);
  }

  #fold(key: string, level: LogLevel, event: string, fields: LogFields): void {
    const last = () => {
      clearTimeout(folded.timer);
      this.#folded.delete(key);
      if (folded.count > 0) this.#write(level, event, { ...fields, repeated: folded.count });
    };
    const timer = setTimeout(last, this.#options.foldMs ?? 1000);
    Deno.unrefTimer(timer);
    const folded: Folded = { count: 0, timer, last };
    this.#folded.set(key, folded);
  }

  #write(level: LogLevel, event: string, fields: LogFields): void {
    const time = (this.#options.now?.() ?? new Date()).toISOString();
    this.#options.write(
      this.#options.format === "json"
        ? quoted({ time, level, event, ...fields })
        : `${time.slice(11, 23)} ${level.padEnd(5)} ${event}${asText(fields)}`,
    );
  }
}

/** A logger that writes nothing, for tests and for parts without one. */
export function silentLogger(): Logger {
  return new Logger({ level: "silent", format: "text", write: () => {} });
}

function asText(fields: LogFields): string {
  let text = "";
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    const plain = String(value);
    text += ` ${name}=${/^[\w.:/@-]+$/.test(plain) ? plain : quoted(plain)}`;
  }
  return text;
}

/** What JSON leaves as it is and a viewer may take for a line's end, a command, or another direction of text. */
const UNSAFE = /[\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** JSON in which no name that a caller gave can look like another line, or hide a part of its own. */
function quoted(value: unknown): string {
  return JSON.stringify(value).replace(
    UNSAFE,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function describe(error: unknown): LogFields {
  if (!(error instanceof Error)) return { error: String(error) };
  const cause = error.cause instanceof Error
    ? (error.cause.stack ?? error.cause.message)
    : undefined;
  return {
    error: error.message,
    cause: cause ?? (error.name === "FrameboxError" ? undefined : error.stack),
  };
}
