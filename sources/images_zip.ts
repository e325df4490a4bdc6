/**
 * The results of many images as one ZIP, made while it is sent: at no time is more of it in memory
 * than a piece of one file.
 *
 * @module
 */
import { makeZip, predictLength } from "client-zip";
import { fileStream } from "./file_stream.ts";
import { type ListedItem, listingCsv, listingJson } from "./image_listing.ts";
import type { ImagesJob } from "./images_job.ts";
import { Names, withEnding } from "./picture_name.ts";

/** Where the pictures are in it, so that no name of theirs meets one of ours. */
const FOLDER = "pictures";
/** An archive on its way out. */
export interface ZipStream {
  /** Of the whole archive. */
  readonly byteLength: number;
  /** Its bytes; pull them or cancel it, for it holds a file open. */
  readonly body: ReadableStream<Uint8Array>;
}

interface Entry {
  readonly name: string;
  readonly size: number;
  readonly open: () => Promise<ReadableStream<Uint8Array>> | ReadableStream<Uint8Array>;
}

/**
 * The results that are there now: `results.csv`, `results.json`, `data.mat` if there is one, and
 * the pictures with their names and folders in `pictures/`. Nothing is compressed: pictures are.
 */
export async function zipOf(job: ImagesJob): Promise<ZipStream> {
  const names = new Names();
  const listed: ListedItem[] = job.items.all.map((item) => {
    const file = item.result && `${FOLDER}/${withEnding(item.name, item.result.format)}`;
    return { item: { ...item }, file: file && names.take(file) };
  });
  const entries: Entry[] = [
    textEntry("results.csv", listingCsv(listed)),
    textEntry("results.json", listingJson(listed)),
  ];
  const data = await job.run.data.read();
  if (data) entries.push({ name: "data.mat", size: data.byteLength, open: () => data.body });
  for (const { item, file } of listed) {
    if (file === undefined || !item.result) continue;
    const size = item.result.byteLength;
    entries.push({ name: file, size, open: async () => fileStream(await job.openResult(item)) });
  }
  const byteLength = Number(predictLength(entries.map(({ name, size }) => ({ name, size }))));
  return { byteLength, body: streamOf(entries, data?.body) };
}

/** @param held is cancelled with the archive, for it is open before its turn */
function streamOf(
  entries: readonly Entry[],
  held: ReadableStream<Uint8Array> | undefined,
): ReadableStream<Uint8Array> {
  let isOver = false;
  let current: ReadableStreamDefaultReader<Uint8Array> | undefined;
  const files = async function* () {
    for (const { name, size, open } of entries) {
      const reader = (await open()).getReader();
      // It was cancelled while the file was being opened.
      if (isOver) return await reader.cancel();
      current = reader;
      yield { name, size, input: piecesOf(reader) };
    }
  };
  const zip = makeZip(files()).getReader();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await zip.read();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel(reason) {
      isOver = true;
      // The library does not tell its inputs that it was cancelled.
      await current?.cancel(reason);
      if (held && !held.locked) await held.cancel(reason);
      await zip.cancel(reason).catch(() => {});
    },
  }, { highWaterMark: 0 });
}

async function* piecesOf(
  reader: ReadableStreamDefaultReader<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
}

function textEntry(name: string, text: string): Entry {
  const bytes = new TextEncoder().encode(text);
  const open = () => ReadableStream.from([bytes]);
  return { name, size: bytes.byteLength, open };
}
