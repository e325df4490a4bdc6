/** One file of a result as what it is; pictures are shown by the stage. */
import type { OutputJson } from "../../wire/mod.ts";
import { announce } from "../base/announce.ts";
import { copyText } from "../base/copy.ts";
import { button } from "../base/dom.ts";
import { icon, make } from "../base/element.ts";
import { foreign, write } from "../base/sentence.ts";
import { bytesText, fill, plural, text } from "../base/text.ts";
import { Answers } from "../result/answers.ts";
import { sentenceIn } from "../server/answer_error.ts";
import { errorSentence } from "../server/server_text.ts";
import { askEntries, askValue, shownUrl } from "./api.ts";
import type { StagePicture } from "./picture_stage.ts";
import { valueView } from "./value_view.ts";

/** More of an archive's files are not listed. */
const MAX_ENTRIES = 500;

const ICONS: Readonly<Record<OutputJson["kind"], string>> = {
  picture: "picture",
  audio: "sound",
  video: "video",
  text: "text",
  data: "data",
  archive: "archive",
  file: "file",
};

/**
 * @param found gets the pictures of an archive once its list has come
 */
export function outputView(
  output: OutputJson,
  found: (pictures: readonly StagePicture[]) => void,
): HTMLElement {
  const content = contentOf(output, found);
  const view = make("section", "output", headOf(output), ...answersOf(output), ...content);
  view.dataset.kind = output.kind;
  return view;
}

/** A picture of a result, for the stage; undefined: it can't be shown. */
export function stagePicture(output: OutputJson): StagePicture | undefined {
  const { kind, name, shown_url, url, boxes } = output;
  if (kind !== "picture" || shown_url === null) return undefined;
  return { name, url: shown_url, download: url, boxes, isInput: false };
}

function headOf({ kind, name, bytes, width, height, url }: OutputJson): HTMLElement {
  const title = make("h3");
  write(title, foreign(name));
  const facts = [bytesText(bytes)];
  if (width > 0) facts.unshift(fill(text.frames, { w: width, h: height }));
  return make(
    "header",
    "output-head",
    ...[icon(ICONS[kind]), title, make("span", "quiet", facts.join(" · "))],
    linkOf(url, text.services.download),
  );
}

/** A link that saves a file. */
export function linkOf(url: string, label: string): HTMLAnchorElement {
  const link = make("a", "button small", icon("download"), label);
  link.href = url;
  link.download = "";
  return link;
}

function answersOf({ labels }: OutputJson): HTMLElement[] {
  if (labels.length === 0) return [];
  const answers = new Answers(make("div", "answers"));
  answers.show(labels, null);
  return [answers.root];
}

function contentOf(
  output: OutputJson,
  found: (pictures: readonly StagePicture[]) => void,
): HTMLElement[] {
  if (output.bytes === 0) return [make("p", "quiet", text.services.empty)];
  if (output.kind === "audio" || output.kind === "video") return [playerOf(output)];
  if (output.data_url !== null) return [loaded(dataOf(output, output.data_url))];
  if (output.entries_url !== null) return [loaded(entriesOf(output.entries_url, found))];
  return output.text === null ? [] : textOf(output.text, output.text_cut);
}

function playerOf({ kind, shown_url, name }: OutputJson): HTMLElement {
  const cantPlay = make("p", "quiet", text.services.cantPlay);
  if (shown_url === null) return cantPlay;
  const player = make(kind === "video" ? "video" : "audio");
  player.controls = true;
  player.preload = "metadata";
  player.setAttribute("aria-label", name);
  player.addEventListener("error", () => player.replaceWith(cantPlay));
  player.src = shown_url;
  return player;
}

function textOf(shown: string, isCut: boolean): HTMLElement[] {
  const code = make("pre", "output-text");
  write(code, foreign(shown));
  code.tabIndex = 0;
  const copy = button(text.services.copy, async () => {
    await copyText(code);
    announce(text.copied);
  });
  copy.classList.add("small");
  const cut = isCut ? [make("p", "quiet", text.services.textCut)] : [];
  return [code, make("div", "actions", copy), ...cut];
}

async function dataOf({ name }: OutputJson, url: string): Promise<HTMLElement> {
  return valueView(await askValue(url), name);
}

async function entriesOf(
  url: string,
  found: (pictures: readonly StagePicture[]) => void,
): Promise<HTMLElement> {
  const { entries, problem } = await askEntries(url);
  const list = make("ul", "entries");
  for (const { name, bytes, url } of entries.slice(0, MAX_ENTRIES)) {
    const link = make("a", "", icon("download"), name);
    link.href = url;
    link.download = "";
    list.append(make("li", "", link, make("span", "quiet", bytesText(bytes))));
  }
  found(
    entries.filter(({ media_type }) => media_type.startsWith("image/")).map(({ name, url }) => ({
      name,
      url: shownUrl(url),
      download: url,
      boxes: null,
      isInput: false,
    })),
  );
  const why = make("p", "bad");
  if (problem) write(why, errorSentence(problem));
  const count = make("p", "quiet", plural(text.services.archiveFiles, entries.length));
  return make("div", "", count, list, ...problem ? [why] : []);
}

/** A place that is filled when its content has come, or shows why that has not. */
function loaded(content: Promise<HTMLElement>): HTMLElement {
  const place = make("div", "output-content");
  content.then((made) => place.replaceChildren(made), (error) => {
    const why = make("p", "bad");
    const reason = sentenceIn(error, text.data.unreachable);
    const words = typeof reason === "string" ? reason : reason.text;
    write(why, fill(text.services.couldNotRead, { reason: words }));
    place.replaceChildren(why);
  });
  return place;
}
