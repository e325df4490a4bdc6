/**
 * A WebSocket whose other end is the test.
 *
 * @module
 */

/** See the module. The class stands in for the browser's own. */
export class TestSocket extends EventTarget {
  /** As the browser's class has it. */
  static readonly OPEN = 1;
  /** All that were made, the newest last. */
  static made: TestSocket[] = [];
  /** As the browser's class has it. */
  readyState = 0;
  /** As the browser's class has it. */
  bufferedAmount = 0;
  /** What the page has sent: text as it is, all else as the object that it is. */
  readonly sent: unknown[] = [];
  /** Where it leads. */
  readonly url: URL;

  constructor(url: string) {
    super();
    this.url = new URL(url);
    TestSocket.made.push(this);
    TestSocket.#made.dispatchEvent(new Event("made"));
  }

  static readonly #made = new EventTarget();

  /** Resolves when the page makes another one. */
  static next(): Promise<TestSocket> {
    return new Promise((resolve) => {
      TestSocket.#made.addEventListener("made", () => resolve(TestSocket.last), { once: true });
    });
  }

  /** The newest one. */
  static get last(): TestSocket {
    const last = TestSocket.made.at(-1);
    if (!last) throw new Error("no socket was made");
    return last;
  }

  /** The page sends. */
  send(data: unknown): void {
    this.sent.push(data);
  }

  /** The page closes it. */
  close(): void {
    this.readyState = 3;
  }

  /** The server has accepted it. */
  accept(): void {
    this.readyState = TestSocket.OPEN;
    this.dispatchEvent(new Event("open"));
  }

  /** The server sends a message, or a picture. */
  receive(message: object): void {
    const data = message instanceof Blob ? message : JSON.stringify(message);
    this.dispatchEvent(new MessageEvent("message", { data }));
  }

  /** The connection ends. */
  end(code: number): void {
    this.readyState = 3;
    this.dispatchEvent(new CloseEvent("close", { code }));
  }
}

Object.defineProperty(globalThis, "WebSocket", { value: TestSocket, configurable: true });
