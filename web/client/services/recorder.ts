/** A sound from the microphone: a WAV at 16 kHz where the browser can read its own recording, else as it recorded it. */
import { text } from "../base/text.ts";
import { wavOf } from "./wav.ts";

const RATE = 16_000;

/** Why there is no microphone, in the user's words. */
export class MicrophoneError extends Error {}

/** A recording under way. */
export interface Recording {
  /** Ends it. */
  stop: () => Promise<File>;
  /** Gives it up. */
  cancel: () => void;
}

/** @throws {MicrophoneError} */
export async function record(): Promise<Recording> {
  const stream = await microphone();
  const recorder = new MediaRecorder(stream);
  const pieces: Blob[] = [];
  const release = () => stream.getTracks().forEach((track) => track.stop());
  recorder.addEventListener("dataavailable", ({ data }) => pieces.push(data));
  recorder.start(1000);
  return {
    stop: async () => {
      const ended = new Promise((resolve) => recorder.addEventListener("stop", resolve));
      recorder.stop();
      await ended;
      release();
      return await asWav(new Blob(pieces, { type: recorder.mimeType }));
    },
    cancel: () => {
      if (recorder.state !== "inactive") recorder.stop();
      release();
    },
  };
}

async function microphone(): Promise<MediaStream> {
  const words = text.services.microphone;
  if (!isSecureContext || !navigator.mediaDevices) throw new MicrophoneError(words.insecure);
  try {
    return await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1 } });
  } catch (error) {
    const name = error instanceof Error || error instanceof DOMException ? error.name : "";
    if (name === "NotAllowedError" || name === "SecurityError") {
      throw new MicrophoneError(words.refused);
    }
    throw new MicrophoneError(name === "NotFoundError" ? words.missing : words.other);
  }
}

async function asWav(recorded: Blob): Promise<File> {
  const stem = text.services.recorded;
  try {
    const context = new OfflineAudioContext(1, RATE, RATE);
    const sound = await context.decodeAudioData(await recorded.arrayBuffer());
    const length = Math.max(1, Math.ceil(sound.duration * RATE));
    const mixing = new OfflineAudioContext(1, length, RATE);
    const source = mixing.createBufferSource();
    source.buffer = sound;
    source.connect(mixing.destination);
    source.start();
    const samples = (await mixing.startRendering()).getChannelData(0);
    return new File([wavOf(samples, RATE)], `${stem}.wav`, { type: "audio/wav" });
  } catch {
    const ending = /\/(\w+)/.exec(recorded.type)?.[1] ?? "webm";
    return new File([recorded], `${stem}.${ending}`, { type: recorded.type });
  }
}
