/** Records a sound: pressed once it begins, pressed again it is taken. */
import { announce } from "../base/announce.ts";
import { button } from "../base/dom.ts";
import { fill, text } from "../base/text.ts";
import { durationText } from "./call_words.ts";
import { MicrophoneError, record, type Recording } from "./recorder.ts";

/** A longer one is ended: it stays in this page's memory till it is sent. */
const MAX_SECONDS = 600;

export class RecordButton {
  root = button(text.services.record, () => this.#press());
  #taken: (sound: File) => void;
  #recording: Recording | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;

  /** @param taken gets the sound */
  constructor(taken: (sound: File) => void) {
    this.#taken = taken;
  }

  cancel(): void {
    this.#recording?.cancel();
    this.#ended();
  }

  async #press() {
    const recording = this.#recording;
    if (recording) {
      this.#ended();
      return this.#taken(await recording.stop());
    }
    this.root.disabled = true;
    try {
      this.#recording = await record();
      this.#count();
    } catch (error) {
      announce(error instanceof MicrophoneError ? error.message : text.services.microphone.other);
    } finally {
      this.root.disabled = false;
    }
  }

  #count() {
    const begun = performance.now();
    const show = () => {
      const seconds = Math.floor((performance.now() - begun) / 1000);
      if (seconds >= MAX_SECONDS) this.#press();
      else {this.root.textContent = fill(text.services.stopRecording, {
          time: durationText(seconds),
        });}
    };
    show();
    this.#timer = setInterval(show, 1000);
  }

  #ended() {
    clearInterval(this.#timer);
    this.#recording = undefined;
    this.root.textContent = text.services.record;
  }
}
