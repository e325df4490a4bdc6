/**
 * The uploads of all sessions.
 *
 * @module
 */
import { because, FrameboxError } from "../../base/errors/mod.ts";
import type { Session } from "../../hub/mod.ts";
import { HttpProblem } from "../api/errors.ts";
import { Upload } from "./upload.ts";

/** Uploads that a session may have at once. */
const MAX_PER_SESSION = 8;

const MB = 1024 ** 2;
/** The sentence for an upload that is not there. */
export const NO_UPLOAD = "There is no such upload; it may have been given up.";
const ID = /^[0-9a-f-]{36}$/;

/** Bounds and times. */
export interface UploadsOptions {
  /** Of one file. */
  readonly maxBytes: number;
  /** A body that brings nothing for this time is given up. */
  readonly idleMs: number;
  /** An upload that is neither resumed nor used is removed after this time. */
  readonly keepMs: number;
}

interface Kept {
  readonly upload: Upload;
  readonly detach: () => void;
  timer: ReturnType<typeof setTimeout> | undefined;
  expiresAt: Date;
}

/** Keeps uploads until they are made use of, given up, or forgotten with their session. */
export class Uploads {
  readonly #options: UploadsOptions;
  readonly #sessions = new Map<Session, Map<string, Kept>>();

  /** None yet. */
  constructor(options: UploadsOptions) {
    this.#options = options;
  }

  /** Largest file, in bytes. */
  get maxBytes(): number {
    return this.#options.maxBytes;
  }

  /**
   * Makes an empty file in the session's directory and takes the room for it. The session does not
   * idle while it is there, so that a page whose connection is lost can come back to it.
   *
   * @param byteLength how long it will be
   * @param name what its user calls it; already clean
   * @throws {HttpProblem} 413 when it is over the limit, or there is no room
   * @throws {FrameboxError} `RESOURCE_EXHAUSTED` when the session has too many
   */
  async create(session: Session, byteLength: number, name: string): Promise<Upload> {
    const { maxBytes } = this;
    if (byteLength > maxBytes) {
      throw new HttpProblem(
        413,
        "RESOURCE_EXHAUSTED",
        `The file is over the limit of ${maxBytes / MB} MB (setting MAX_VIDEO_MB).`,
        undefined,
        undefined,
        because("video-too-large", { limit_bytes: maxBytes }),
      );
    }
    const own = this.#of(session);
    if (own.size >= MAX_PER_SESSION) {
      throw new FrameboxError(
        "RESOURCE_EXHAUSTED",
        `A session may have ${MAX_PER_SESSION} uploads at once; finish or remove one of them first.`,
        undefined,
        because("too-many-uploads", { limit: MAX_PER_SESSION }),
      );
    }
    if (!session.takeSpace(byteLength)) {
      throw new HttpProblem(
        413,
        "RESOURCE_EXHAUSTED",
        `There is no room for another ${
          Math.ceil(byteLength / MB)
        } MB; remove other videos first ` +
          "(settings SESSION_QUOTA_MB, TOTAL_QUOTA_MB).",
        undefined,
        undefined,
        because("no-room", { needed_bytes: byteLength }),
      );
    }
    const id = crypto.randomUUID();
    const path = `${session.directory}/upload-${id}`;
    const upload = new Upload({ id, path, byteLength, name });
    const kept = { upload, detach: session.attach(), timer: undefined, expiresAt: new Date() };
    own.set(id, kept);
    try {
      await session.makeDirectory();
      await Deno.writeFile(path, new Uint8Array(0), { createNew: true, mode: 0o600 });
    } catch (caught) {
      await this.remove(session, upload);
      throw caught;
    }
    if (own.has(id)) this.#rearm(session, kept);
    return upload;
  }

  /**
   * The upload of that id.
   *
   * @throws {FrameboxError} `NOT_FOUND`, also for what can't be an id
   */
  get(session: Session, id: string): Upload {
    const kept = ID.test(id) ? this.#sessions.get(session)?.get(id) : undefined;
    if (!kept) {
      throw new FrameboxError("NOT_FOUND", NO_UPLOAD, undefined, because("upload-gone"));
    }
    return kept.upload;
  }

  /** When it is removed unless it is resumed. */
  expiryOf(session: Session, upload: Upload): Date {
    return this.#sessions.get(session)?.get(upload.id)?.expiresAt ?? new Date(0);
  }

  /**
   * Writes a body to its file.
   *
   * @throws {FrameboxError} as {@linkcode Upload.receive}
   */
  async receive(
    session: Session,
    upload: Upload,
    body: ReadableStream<Uint8Array> | null,
    offset: number,
  ): Promise<void> {
    try {
      await upload.receive(body, offset, this.#options.idleMs);
    } finally {
      const kept = this.#sessions.get(session)?.get(upload.id);
      if (kept) this.#rearm(session, kept);
    }
  }

  /** Stops its sender and removes it with its file. */
  async remove(session: Session, upload: Upload): Promise<void> {
    if (!this.#forget(session, upload)) return;
    await upload.interrupt(
      new FrameboxError(
        "FAILED_PRECONDITION",
        "The upload was removed.",
        undefined,
        because("upload-gone"),
      ),
    );
    try {
      await Deno.remove(upload.path);
    } catch (caught) {
      if (!(caught instanceof Deno.errors.NotFound)) throw caught;
    } finally {
      session.takeSpace(-upload.byteLength);
    }
  }

  /** Its file has another owner now, with the room that it takes. */
  handedOver(session: Session, upload: Upload): void {
    this.#forget(session, upload);
  }

  /** Has all senders stop: framebox is stopping. */
  async interrupt(): Promise<void> {
    const reason = new FrameboxError(
      "UNAVAILABLE",
      "framebox is stopping; send it again later.",
      undefined,
      because("draining"),
    );
    const all = [...this.#sessions.values()].flatMap((own) => [...own.values()]);
    await Promise.all(all.map(({ upload }) => upload.interrupt(reason)));
  }

  #of(session: Session): Map<string, Kept> {
    const existing = this.#sessions.get(session);
    if (existing) return existing;
    const own = new Map<string, Kept>();
    this.#sessions.set(session, own);
    session.ended.addEventListener("abort", () => {
      // The hub removes the files with the session's directory.
      for (const { upload } of [...own.values()]) {
        upload.interrupt(
          new FrameboxError(
            "FAILED_PRECONDITION",
            "The session has ended.",
            undefined,
            because("session-ended"),
          ),
        );
        this.#forget(session, upload);
      }
      this.#sessions.delete(session);
    }, { once: true });
    return own;
  }

  #forget(session: Session, upload: Upload): boolean {
    const own = this.#sessions.get(session);
    const kept = own?.get(upload.id);
    if (!kept) return false;
    own?.delete(upload.id);
    clearTimeout(kept.timer);
    kept.detach();
    return true;
  }

  #rearm(session: Session, kept: Kept): void {
    const { keepMs } = this.#options;
    clearTimeout(kept.timer);
    kept.expiresAt = new Date(Date.now() + keepMs);
    kept.timer = setTimeout(() => {
      // A sender or reader that is at it now rearms it, or takes it over.
      if (kept.upload.isBusy) this.#rearm(session, kept);
      else this.remove(session, kept.upload).catch(() => {});
    }, keepMs);
    Deno.unrefTimer(kept.timer);
  }
}
