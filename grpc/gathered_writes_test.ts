import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { once } from "node:events";
import { Socket } from "node:net";
import { gatherWrites } from "./gathered_writes.ts";
import { method, withServer } from "./test_server.ts";

type Sent = (error?: Error | null) => void;

/** A socket that remembers what reaches the system, and how many pieces came in one go. */
class RecordingSocket extends Socket {
  readonly goes: number[] = [];
  readonly pieces: Buffer[] = [];

  override _write(piece: Buffer, _encoding: string, sent: Sent): void {
    this.goes.push(1);
    this.pieces.push(piece);
    sent();
  }

  override _writev(pieces: { chunk: Buffer }[], sent: Sent): void {
    this.goes.push(pieces.length);
    this.pieces.push(...pieces.map(({ chunk }) => chunk));
    sent();
  }
}

Deno.test("what is written in one step is sent in one write, in its order", async () => {
  const socket = new RecordingSocket();
  gatherWrites(socket);
  for (let i = 0; i < 100; i++) socket.write(Buffer.from([i]));
  assert.deepEqual(socket.goes, []);
  await Promise.resolve();
  assert.deepEqual(socket.goes, [100]);
  socket.write(Buffer.from([100]));
  await Promise.resolve();
  assert.deepEqual(socket.goes, [100, 1]);
  assert.deepEqual([...Buffer.concat(socket.pieces)], Array.from({ length: 101 }, (_, i) => i));
  socket.destroy();
});

Deno.test("a frame's memory is given back once it has gone, but not where its writer asks when that is", async () => {
  const socket = new RecordingSocket();
  gatherWrites(socket);
  const [frame, asked] = [new Uint8Array(16_384), new Uint8Array(16_384)];
  socket.write(frame);
  const gone = Promise.withResolvers<void>();
  socket.write(asked, () => gone.resolve());
  assert.equal(frame.byteLength, 16_384, "before it has gone it is whole");
  await gone.promise;
  assert.deepEqual([frame.byteLength, asked.byteLength], [0, 16_384]);
  socket.destroy();
});

Deno.test("a socket that is destroyed or ended in the same step takes no harm", async () => {
  for (const close of [(socket: Socket) => socket.destroy(), (socket: Socket) => socket.end()]) {
    const socket = new RecordingSocket();
    gatherWrites(socket);
    const closed = once(socket, "close");
    socket.write(Buffer.from([1]));
    close(socket);
    await Promise.resolve();
    socket.destroy();
    await closed;
  }
});

Deno.test("large answers arrive whole, several at a time over one connection", async () => {
  const file = Uint8Array.from({ length: 700_000 }, (_, i) => i * i);
  const submit = method(() => Promise.resolve({ file }));
  await withServer({ submit }, async (client) => {
    const answers = await Promise.all([client.submit(), client.submit(), client.submit()]);
    for (const answer of answers) assert.deepEqual(Buffer.compare(answer, file), 0);
  });
});
