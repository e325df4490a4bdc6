/**
 * A WebM file from encoded frames (Matroska, RFC 9559): one video track, clusters that begin with a
 * key frame, and cues before them, so that a player can seek in it.
 */

/** One millisecond in nanoseconds: the unit of all times in the file. */
const TIMESTAMP_SCALE = 1_000_000;

/** A block's time is a signed 16-bit number beside its cluster's. */
const MAX_CLUSTER_MS = 30_000;

const ID = {
  ebml: 0x1a45dfa3,
  ebmlVersion: 0x4286,
  ebmlReadVersion: 0x42f7,
  ebmlMaxIdLength: 0x42f2,
  ebmlMaxSizeLength: 0x42f3,
  docType: 0x4282,
  docTypeVersion: 0x4287,
  docTypeReadVersion: 0x4285,
  segment: 0x18538067,
  info: 0x1549a966,
  timestampScale: 0x2ad7b1,
  duration: 0x4489,
  muxingApp: 0x4d80,
  writingApp: 0x5741,
  tracks: 0x1654ae6b,
  trackEntry: 0xae,
  trackNumber: 0xd7,
  trackUid: 0x73c5,
  trackType: 0x83,
  flagLacing: 0x9c,
  codecId: 0x86,
  video: 0xe0,
  pixelWidth: 0xb0,
  pixelHeight: 0xba,
  cues: 0x1c53bb6b,
  cuePoint: 0xbb,
  cueTime: 0xb3,
  cueTrackPositions: 0xb7,
  cueTrack: 0xf7,
  cueClusterPosition: 0xf1,
  cluster: 0x1f43b675,
  timestamp: 0xe7,
  simpleBlock: 0xa3,
};

export type Cluster = { startMs: number; parts: Uint8Array<ArrayBuffer>[]; byteLength: number };

export class WebmWriter {
  track: { width: number; height: number; codecId: "V_VP8" | "V_VP9" };
  #clusters: Cluster[] = [];

  constructor(track: { width: number; height: number; codecId: "V_VP8" | "V_VP9" }) {
    this.track = track;
  }

  /**
   * Frames come in the order of their times.
   *
   * @param data one encoded frame
   * @param isKey whether it can be decoded by itself; the first has to be
   */
  add(data: Uint8Array<ArrayBuffer>, timestampMs: number, isKey: boolean): void {
    const time = Math.round(timestampMs);
    let cluster = this.#clusters.at(-1);
    if (!cluster || (isKey && time > cluster.startMs)) {
      cluster = { startMs: time, parts: [], byteLength: 0 };
      this.#clusters.push(cluster);
    }
    const relative = time - cluster.startMs;
    if (relative > MAX_CLUSTER_MS) throw new RangeError("a key frame must come every 30 seconds");
    // Track 1, a signed time, and whether it is a key frame (RFC 9559, section 10.2).
    const head = Uint8Array.of(0x81, relative >> 8, relative & 0xff, isKey ? 0x80 : 0);
    for (const part of [tag(ID.simpleBlock, head.byteLength + data.byteLength), head, data]) {
      cluster.parts.push(part);
      cluster.byteLength += part.byteLength;
    }
  }

  /** @returns the whole file */
  finish(durationMs: number): Blob {
    const info = master(ID.info, [
      uint(ID.timestampScale, TIMESTAMP_SCALE),
      float(ID.duration, durationMs),
      string(ID.muxingApp, "framebox"),
      string(ID.writingApp, "framebox"),
    ]);
    const before = info.byteLength + this.#tracks().byteLength;
    const clusters = this.#clusters.map(({ startMs, parts, byteLength }) => {
      const start = uint(ID.timestamp, startMs);
      const head = join([tag(ID.cluster, start.byteLength + byteLength), start]);
      return { startMs, parts: [head, ...parts], byteLength: head.byteLength + byteLength };
    });
    // All numbers in the cues have a fixed width, so their size doesn't depend on the positions.
    const cuesBytes = this.#cues(clusters, 0).byteLength;
    const cues = this.#cues(clusters, before + cuesBytes);
    const size = before + cuesBytes + clusters.reduce((sum, c) => sum + c.byteLength, 0);
    const parts = [
      header(),
      tag(ID.segment, size),
      info,
      this.#tracks(),
      cues,
      ...clusters.flatMap((cluster) => cluster.parts),
    ];
    return new Blob(parts, { type: "video/webm" });
  }

  #tracks() {
    const { width, height, codecId } = this.track;
    return master(ID.tracks, [
      master(ID.trackEntry, [
        uint(ID.trackNumber, 1),
        uint(ID.trackUid, 1),
        uint(ID.trackType, 1),
        uint(ID.flagLacing, 0),
        string(ID.codecId, codecId),
        master(ID.video, [uint(ID.pixelWidth, width), uint(ID.pixelHeight, height)]),
      ]),
    ]);
  }

  /** @param first position of the first one, from the start of the segment's content */
  #cues(clusters: readonly { startMs: number; byteLength: number }[], first: number) {
    let position = first;
    const points = clusters.map(({ startMs, byteLength }) => {
      const point = master(ID.cuePoint, [
        uint(ID.cueTime, startMs),
        master(ID.cueTrackPositions, [
          uint(ID.cueTrack, 1),
          uint(ID.cueClusterPosition, position),
        ]),
      ]);
      position += byteLength;
      return point;
    });
    return master(ID.cues, points);
  }
}

function header() {
  return master(ID.ebml, [
    uint(ID.ebmlVersion, 1),
    uint(ID.ebmlReadVersion, 1),
    uint(ID.ebmlMaxIdLength, 4),
    uint(ID.ebmlMaxSizeLength, 8),
    string(ID.docType, "webm"),
    uint(ID.docTypeVersion, 4),
    uint(ID.docTypeReadVersion, 2),
  ]);
}

/**
 * An element's id and size; the size always takes eight bytes.
 *
 * @param size in bytes
 */
function tag(id: number, size: number) {
  const idBytes = id > 0xffffff ? 4 : id > 0xffff ? 3 : id > 0xff ? 2 : 1;
  const bytes = new Uint8Array(idBytes + 8);
  for (let i = 0; i < idBytes; i++) bytes[i] = (id >>> (8 * (idBytes - 1 - i))) & 0xff;
  new DataView(bytes.buffer).setBigUint64(idBytes, BigInt(size) | (1n << 56n));
  return bytes;
}

function master(id: number, children: readonly Uint8Array[]) {
  const size = children.reduce((sum, { byteLength }) => sum + byteLength, 0);
  return join([tag(id, size), ...children]);
}

function uint(id: number, value: number) {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value));
  return join([tag(id, 8), bytes]);
}

function float(id: number, value: number) {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setFloat64(0, value);
  return join([tag(id, 8), bytes]);
}

function string(id: number, value: string) {
  const bytes = new TextEncoder().encode(value);
  return join([tag(id, bytes.byteLength), bytes]);
}

function join(parts: readonly Uint8Array[]) {
  const bytes = new Uint8Array(parts.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.byteLength;
  }
  return bytes;
}
