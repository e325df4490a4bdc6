/**
 * Streams both ways whose requests are worked on together and answered in their order.
 *
 * @module
 */

/** Work that has begun. It is an object, because `await` of a promise of the answer would wait for the answer. */
export interface Begun<Answer> {
  /** What it comes to. */
  readonly answer: Answer | Promise<Answer>;
}

/** How a stream is worked on. */
export interface InOrderOptions {
  /**
   * Bound on the requests under way: begun, and the answer not yet taken. At the bound no request is read, so
   * HTTP/2's flow control holds back a client that sends faster than its frames are processed.
   */
  readonly maxUnderWay: number;
  /** Its abort ends the answers with its reason, and no further request is read. */
  readonly signal: AbortSignal;
  /** Its abort ends the reading: its reason is thrown after the answers to what is under way. */
  readonly draining?: AbortSignal;
  /** Called once when the client sends no more: work that waits for a full batch should begin. */
  readonly onEnd?: () => void;
}

/** A request's place in the queue of answers. */
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
  { maxUnderWay, signal, draining, onEnd }: InOrderOptions,
): AsyncGenerator<Answer, void, void> {
  const queue: Place<Answer>[] = [];
  const firstSettled = new Wakeup();
  const roomMade = new Wakeup();
  let allCame = false;
  let beginning = false;
  let stopped = false;

  const enter = (answer: Answer | Promise<Answer>) => {
    const place: Place<Answer> = {};
    queue.push(place);
    const settle = (result: Place<Answer>["result"] & object) => {
      place.result = result;
      if (queue[0] === place) firstSettled.notify();
    };
    if (!(answer instanceof Promise)) settle({ value: answer });
    else answer.then((value) => settle({ value }), (error) => settle({ error }));
  };
  const refuse = () => {
    queue.push({ result: { error: draining?.reason } });
    firstSettled.notify();
  };
  const read = async () => {
    try {
      for await (const request of requests) {
        if (stopped) return;
        beginning = true;
        enter((await begin(request)).answer);
        beginning = false;
        if (draining?.aborted) refuse();
        while (queue.length >= maxUnderWay && !stopped) await roomMade.wait();
        if (stopped) return;
      }
      onEnd?.();
    } catch (error) {
      queue.push({ result: { error } });
    } finally {
      allCame = true;
      firstSettled.notify();
    }
  };
  const stop = () => {
    stopped = true;
    firstSettled.notify();
    roomMade.notify();
  };
  const drain = () => {
    if (allCame) return;
    // A request that is being begun has its place before the refusal.
    if (!beginning) refuse();
    stop();
  };

  signal.addEventListener("abort", stop, { once: true });
  draining?.addEventListener("abort", drain, { once: true });
  try {
    signal.throwIfAborted();
    draining?.throwIfAborted();
    // Not awaited: after an error it may still wait for a request that never comes.
    read();
    for (;;) {
      const result = queue[0]?.result;
      if (!result) {
        if (allCame && queue.length === 0) return;
        await firstSettled.wait();
        signal.throwIfAborted();
        continue;
      }
      if ("error" in result) throw result.error;
      yield result.value;
      signal.throwIfAborted();
      queue.shift();
      roomMade.notify();
    }
  } finally {
    stop();
    signal.removeEventListener("abort", stop);
    draining?.removeEventListener("abort", drain);
  }
}

/** Wakes its waiter, if there is one. */
class Wakeup {
  #wake: (() => void) | undefined;

  wait(): Promise<void> {
    return new Promise((resolve) => this.#wake = resolve);
  }

  notify(): void {
    const wake = this.#wake;
    this.#wake = undefined;
    wake?.();
  }
}
