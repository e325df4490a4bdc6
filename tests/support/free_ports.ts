/** Ports without a listener at this moment. */

/** Below it are ports of well-known services, and the last one that browsers refuse, 10080. */
const LOWEST = 11_000;

/** The system's ephemeral ports begin here by default (ip(7), ip_local_port_range). */
const GIVEN_BY_THE_SYSTEM = 32_768;

/**
 * As many different free ports of loopback as asked for. They are none of those that the system gives to
 * connections and to listeners on port 0, so no other program gets one by chance before a test's program does.
 */
export function freePorts(count: number): number[] {
  const listeners = new Map<number, Deno.Listener>();
  try {
    for (let tries = 0; listeners.size < count; tries++) {
      if (tries > 1000) throw new Error(`No ${count} free ports were found.`);
      const port = LOWEST + Math.floor(Math.random() * (GIVEN_BY_THE_SYSTEM - LOWEST));
      try {
        listeners.set(port, Deno.listen({ hostname: "127.0.0.1", port }));
      } catch (error) {
        if (!(error instanceof Deno.errors.AddrInUse)) throw error;
      }
    }
    return [...listeners.keys()];
  } finally {
    for (const listener of listeners.values()) listener.close();
  }
}
