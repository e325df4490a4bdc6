/**
 * Streams both ways whose requests are worked on together and answered in their order.
 *
 * @module
 */

/** Work that has begun. In an object of its own, because a promise of a promise is just that one. */
export interface Begun<Answer> {
  /** What it comes to. */
  readonly answer: Answer | Promise<Answer>;
}

/** How a stream is worked on. */
export interface InOrderOptions {
  /**
   * Requests under way: begun, and the answer not yet taken. No further request is read meanwhile,
   * so a client that sends faster than its frames are processed is held back by HTTP/2.
   */
  readonly most: number;
  /** Its abort ends the answers with its reason, and no further request is read. */
  readonly signal: AbortSignal;
  /** Its abort ends the reading: its reason is thrown after the answers to what is under way. */
  readonly draining?: AbortSignal;
  /** Called once when the client will send no more: work that waits for its like should begin. */
  readonly onEnd?: () => void;
}

/** A request's place in the line of answers. */
interface Place<Answer> {
  result?: { readonly value: Answer } | { readonly error: unknown };
}

/**
 * Begins work on requests as they come and gives the answers in the order of the requests.
 *
 * @param begin takes a request in; while it waits no further request is read
 * @throws what `begin` or an answer throws, after the answers to all earlier requests; what reading
 * the requests throws; a signal's reason
 */
export async function* inOrder<Request, Answer>(
  requests: AsyncIterable<Request>,
  begin: (request: Request) => Begun<Answer> | Promise<Begun<Answer>>,
  { most, signal, draining, onEnd }: InOrderOptions,
): AsyncGenerator<Answer, void, void> {
  const line: Place<Answer>[] = [];
  const firstSettled = new Bell();
  const roomMade = new Bell();
  let allCame = false;
  let beginning = false;
  let stopped = false;

  const enter = (answer: Answer | Promise<Answer>) => {
    const place: Place<Answer> = {};
    line.push(place);
    const settle = (result: Place<Answer>["result"] & object) => {
      place.result = result;
      if (line[0] === place) firstSettled.ring();
    };
    if (!(answer instanceof Promise)) settle({ value: answer });
    else answer.then((value) => settle({ value }), (error) => settle({ error }));
  };
  const refuse = () => {
    line.push({ result: { error: draining?.reason } });
    firstSettled.ring();
  };
  const read = async () => {
    try {
      for await (const request of requests) {
        if (stopped) return;
        beginning = true;
        enter((await begin(request)).answer);
        beginning = false;
        if (draining?.aborted) refuse();
        while (line.length >= most && !stopped) await roomMade.rung();
        if (stopped) return;
      }
      onEnd?.();
    } catch (error) {
      line.push({ result: { error } });
    } finally {
      allCame = true;
      firstSettled.ring();
    }
  };
  const stop = () => {
    stopped = true;
    firstSettled.ring();
    roomMade.ring();
  };
  const drain = () => {
    if (allCame) return;
    // The one that is just being begun has its place before the refusal.
    if (!beginning) refuse();
    stop();
  };

  signal.addEventListener("abort", stop, { once: true });
  draining?.addEventListener("abort", drain, { once: true });
  try {
    signal.throwIfAborted();
    draining?.throwIfAborted();
    // Not awaited: at an error it may be in the middle of waiting for a request that never comes.
    read();
    for (;;) {
      const result = line[0]?.result;
      if (!result) {
        if (allCame && line.length === 0) return;
        await firstSettled.rung();
        signal.throwIfAborted();
        continue;
      }
      if ("error" in result) throw result.error;
      yield result.value;
      signal.throwIfAborted();
      line.shift();
      roomMade.ring();
    }
  } finally {
    stop();
    signal.removeEventListener("abort", stop);
    draining?.removeEventListener("abort", drain);
  }
}

/** Wakes the one who waits, if anybody does. */
class Bell {
  #wake: (() => void) | undefined;

  rung(): Promise<void> {
    return new Promise((resolve) => this.#wake = resolve);
  }

  ring(): void {
    const wake = this.#wake;
    this.#wake = undefined;
    wake?.();
  }
}
