/** Files of one kind, several at once: dropped, pasted, chosen, from the camera, recorded, or an example. */
import { announce } from "../base/announce.ts";
import { button } from "../base/dom.ts";
import { icon, make, tool } from "../base/element.ts";
import { sentenceIn } from "../server/answer_error.ts";
import { foreign, write } from "../base/sentence.ts";
import { bytesText, fill, limitText, plural, text } from "../base/text.ts";
import { CameraError } from "../camera/camera_error.ts";
import { exampleFile } from "../given/choose_file.ts";
import { mayTake } from "../given/given_words.ts";
import { CameraShot } from "./camera_shot.ts";
import type { Given, InputForm } from "./input_form.ts";
import { RecordButton } from "./record_button.ts";

export type FileKind = "picture" | "audio" | "video" | "file";

const ACCEPT: Readonly<Record<FileKind, string>> = {
  picture: "image/*,.heic,.heif,.avif,.tif,.tiff",
  audio: "audio/*",
  video: "video/*,.mkv,.avi,.mov,.ts,.m4v",
  file: "",
};
const ICONS = { picture: "picture", audio: "sound", video: "video", file: "file" } as const;

interface Line {
  file: File;
  place: HTMLLIElement;
  /** Of its small picture. */
  object: string;
}

export class FileForm implements InputForm {
  root = make("div", "service-form");
  #kind: FileKind;
  #maxBytes: number;
  #lines: Line[] = [];
  #list = make("ul", "given-files");
  #count = make("p", "quiet");
  #field = make("input");
  #camera: CameraShot | undefined;
  #recorder: RecordButton | undefined;

  /**
   * @param maxBytes of one file
   * @param examples buttons that the server has written, for pictures alone
   */
  constructor(kind: FileKind, maxBytes: number, examples?: HTMLElement) {
    this.#kind = kind;
    this.#maxBytes = maxBytes;
    this.#field.type = "file";
    this.#field.multiple = this.#field.hidden = true;
    this.#field.accept = ACCEPT[kind];
    this.#field.addEventListener("change", () => {
      this.take([...this.#field.files ?? []]);
      this.#field.value = "";
    });
    const choose = button(text.services.choose[kind], () => this.#field.click());
    const actions = make("div", "actions", choose, ...this.#devices());
    const limit = make("p", "quiet", fill(text.services.upTo, { size: limitText(maxBytes) }));
    const lead = make("p", "lead", text.services.give[kind]);
    const place = make("div", "empty service-drop", icon(ICONS[kind]), lead, actions, limit);
    this.root.append(place, this.#field);
    if (this.#camera) this.root.append(this.#camera.root);
    if (kind === "picture" && examples) this.#offer(examples, place);
    this.#count.setAttribute("role", "status");
    this.root.append(this.#count, this.#list);
    this.#list.addEventListener("click", (event) => {
      const pressed = event.target instanceof Element ? event.target.closest("button") : null;
      const line = this.#lines.find(({ place }) => pressed && place.contains(pressed));
      if (line) this.#remove(line);
    });
  }

  async take(files: readonly File[]): Promise<void> {
    for (const file of files) {
      if (file.size > this.#maxBytes) {
        const values = { name: file.name, size: bytesText(file.size) };
        const limit = limitText(this.#maxBytes);
        announce(fill(text.services.tooLarge, { ...values, limit }));
      } else if (this.#kind !== "picture" || await mayTake(file, "picture")) this.#add(file);
    }
    this.#showCount();
  }

  given(): Promise<readonly Given[] | undefined> {
    if (this.#lines.length > 0) {
      return Promise.resolve(this.#lines.map(({ file }) => ({ name: file.name, body: file })));
    }
    announce(text.services.giveFirst);
    this.root.querySelector("button")?.focus();
    return Promise.resolve(undefined);
  }

  sent(): void {
    for (const line of [...this.#lines]) this.#remove(line);
  }

  left(): void {
    this.#camera?.stop();
    this.#recorder?.cancel();
  }

  #devices(): HTMLElement[] {
    if (this.#kind === "picture") {
      const open = button(text.services.useCamera, async () => {
        try {
          await this.#camera?.start();
        } catch (error) {
          announce(error instanceof CameraError ? error.sentence : sentenceIn(error));
        }
      });
      this.#camera = new CameraShot((picture) => {
        if (picture) this.take([picture]);
        open.focus();
      });
      return [open];
    }
    if (this.#kind !== "audio") return [];
    this.#recorder = new RecordButton((sound) => this.take([sound]));
    return [this.#recorder.root];
  }

  #offer(examples: HTMLElement, place: HTMLElement) {
    examples.hidden = false;
    place.append(examples);
    examples.addEventListener("click", async (event) => {
      const pressed = event.target instanceof Element
        ? event.target.closest<HTMLElement>("[data-service-example]")
        : null;
      const url = pressed?.dataset.serviceExample;
      if (url !== undefined) this.take([await exampleFile(url)]);
    });
  }

  #add(file: File) {
    const name = make("span", "given-name");
    write(name, foreign(file.name));
    const size = make("span", "quiet", bytesText(file.size));
    const remove = tool("close", fill(text.services.removeFile, { name: file.name }));
    const { seen, object } = this.#thumbnail(file);
    const place = make("li", "", seen, name, size, remove);
    this.#lines.push({ file, place, object });
    this.#list.append(place);
  }

  #thumbnail(file: File) {
    if (!file.type.startsWith("image/")) return { seen: icon(ICONS[this.#kind]), object: "" };
    const object = URL.createObjectURL(file);
    const seen = make("img");
    seen.src = object;
    seen.alt = "";
    // What this browser can't open.
    seen.addEventListener("error", () => seen.replaceWith(icon("picture")));
    return { seen, object };
  }

  #remove(line: Line) {
    const next = line.place.nextElementSibling ?? line.place.previousElementSibling;
    const hadFocus = line.place.contains(document.activeElement);
    this.#lines = this.#lines.filter((other) => other !== line);
    line.place.remove();
    if (line.object !== "") URL.revokeObjectURL(line.object);
    if (hadFocus) (next ?? this.root).querySelector("button")?.focus();
    this.#showCount();
  }

  #showCount() {
    const n = this.#lines.length;
    this.#count.textContent = n > 1 ? plural(text.services.given, n) : "";
  }
}
