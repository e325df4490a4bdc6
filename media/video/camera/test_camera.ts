/** A camera for tests: a real HTTP server that sends MJPEG, as cameras do. */
import { answerChallenges, readChallenges } from "./http_auth.ts";

/** How it behaves. */
export interface TestCameraOptions {
  /** What it sends, again and again. */
  readonly pictures: readonly Uint8Array<ArrayBuffer>[];
  /** What it asks for, as `WWW-Authenticate`. */
  readonly challenge?: string;
  /** Who may look. */
  readonly login?: { readonly user: string; readonly password: string };
  /** Between two pictures; left out: they come when a test calls {@linkcode TestCamera.shoot}. */
  readonly everyMs?: number;
  readonly port?: number;
}

const PATH = "/video.mjpg";

/** Listens until it is closed. */
export class TestCamera {
  readonly port: number;
  /** Requests' `Authorization` headers, in order. */
  readonly authorizations: (string | null)[] = [];
  readonly #options: TestCameraOptions;
  readonly #server: Deno.HttpServer<Deno.NetAddr>;
  readonly #stop = new AbortController();
  readonly #viewers = new Set<ReadableStreamDefaultController<Uint8Array>>();
  readonly #timer: ReturnType<typeof setInterval> | undefined;
  #waiting: (() => void)[] = [];
  #shot = 0;

  constructor(options: TestCameraOptions) {
    this.#options = options;
    const { port = 0, everyMs } = options;
    const listening = { hostname: "127.0.0.1", port, signal: this.#stop.signal, onListen() {} };
    this.#server = Deno.serve(listening, (request) => this.#answer(request));
    this.port = this.#server.addr.port;
    if (everyMs !== undefined) this.#timer = setInterval(() => this.shoot(), everyMs);
  }

  /** Its address, with the login if one is given. */
  address(login = "", path = PATH): string {
    return `http://${login && `${login}@`}127.0.0.1:${this.port}${path}`;
  }

  /** How many look. */
  get viewers(): number {
    return this.#viewers.size;
  }

  /** Resolves when there are this many viewers. */
  async untilViewers(count: number): Promise<void> {
    while (this.#viewers.size !== count) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  /** Sends the next picture to all viewers. */
  shoot(picture?: Uint8Array): void {
    const { pictures } = this.#options;
    const next = picture ?? pictures[this.#shot++ % pictures.length] ?? new Uint8Array();
    const head = `--cam\r\nContent-Type: image/jpeg\r\nContent-Length: ${next.length}\r\n\r\n`;
    const before = new TextEncoder().encode(head);
    const part = new Uint8Array(before.length + next.length);
    part.set(before);
    part.set(next, before.length);
    for (const viewer of this.#viewers) {
      try {
        viewer.enqueue(part);
      } catch {
        // It has just left.
        this.#viewers.delete(viewer);
      }
    }
  }

  /** Ends all streams; new ones may be opened. */
  hangUp(): void {
    for (const viewer of this.#viewers) viewer.close();
    this.#viewers.clear();
    this.#changed();
  }

  /** Goes away. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.#stop.abort();
    await this.#server.finished;
  }

  #answer(request: Request): Response {
    const { pathname, search } = new URL(request.url);
    const authorization = request.headers.get("authorization");
    this.authorizations.push(authorization);
    const { challenge, login } = this.#options;
    if (challenge !== undefined && login) {
      const asked = { method: "GET", uri: pathname + search };
      const cnonce = /cnonce="([^"]*)"/.exec(authorization ?? "")?.[1];
      const right = answerChallenges(readChallenges(challenge), login, asked, cnonce);
      if (authorization !== right) {
        return new Response("no", { status: 401, headers: { "WWW-Authenticate": challenge } });
      }
    }
    switch (pathname) {
      case PATH:
        return this.#stream();
      case "/moved":
        return new Response(null, { status: 302, headers: { Location: PATH } });
      case "/elsewhere":
        return new Response(null, { status: 302, headers: { Location: "http://localhost:1/" } });
      case "/round":
        return new Response(null, { status: 302, headers: { Location: "/round" } });
      case "/picture.jpg":
        return new Response(this.#options.pictures[0] ?? null, {
          headers: { "Content-Type": "image/jpeg" },
        });
      case "/broken":
        return new Response("no", { status: 500 });
      default:
        return new Response("nothing here", { status: pathname === "/page" ? 200 : 404 });
    }
  }

  #stream(): Response {
    let mine: ReadableStreamDefaultController<Uint8Array>;
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        mine = controller;
        this.#viewers.add(controller);
        this.#changed();
      },
      cancel: () => {
        this.#viewers.delete(mine);
        this.#changed();
      },
    });
    return new Response(body, {
      headers: { "Content-Type": "multipart/x-mixed-replace; boundary=--cam" },
    });
  }

  #changed(): void {
    for (const look of this.#waiting.splice(0)) look();
  }
}
