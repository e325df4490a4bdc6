/**
 * Every word of the page, in one place. `page` is written into the HTML; `live` is what the
 * browser's scripts say later: it travels with the page as JSON. `{name}` marks what is filled in;
 * `one`/`other` are the plural forms of `Intl.PluralRules`.
 *
 * @module
 */

/** A sentence that depends on a number. */
export interface Plural {
  readonly one: string;
  readonly other: string;
}

/** English. */
export const EN = {
  language: "en",
  page: {
    title: "framebox",
    description: "Give a picture or the camera, see what your workers make of it.",
    skip: "Skip to the picture",
    tabs: "What to give",
    image: "Image",
    camera: "Camera",
    api: "API",
    theme: "Light or dark",
    help: "Keys",
    worker: { one: "{n} worker", other: "{n} workers" },
    noWorker: "No worker",
    workersTitle: "Workers",
    workerName: "Name",
    workerSince: "Since",
    workerDone: "Frames",
    workerInHand: "In hand",
    workerLeaving: "gone just now, may come back",
    seconds: "{n} s",
    minutes: "{n} min",
    hours: "{n} h",
    days: "{n} d",
    open: "Anyone who reaches this address can use this box: it was started with OPEN=true.",
    input: "Input",
    result: "Result",
    drop: "Drop a picture here or paste one",
    choose: "Choose a picture",
    change: "Change",
    tryExample: "or try one of these",
    kinds: "JPEG, PNG, WebP or BMP, up to {size}",
    dropNow: "Drop it anywhere here",
    examples: {
      astronaut: "Portrait of an astronaut",
      coffee: "Cup of coffee",
      chelsea: "Cat looking up",
      rocket: "Rocket on its pad",
    },
    inputAlt: "The picture that you gave",
    resultAlt: "The result",
    cameraAlt: "What the camera sees",
    processor: "Processor",
    workers: "Workers",
    workersNone: "Workers (none connected)",
    fullScreen: "Full screen",
    compare: "Compare with the input",
    compareRange: "How much of the input is shown",
    download: "Download",
    downloadJpeg: "Picture, JPEG",
    downloadPng: "Picture, PNG without loss",
    downloadMat: "data.mat",
    resultHere: "The result appears here, beside what you give.",
    noWorkerTitle: "No worker is connected",
    noWorkerText: "Results come from framebox itself. Connect yours:",
    workersWaitTitle: "Waiting for something to do",
    workersWaitText: "What you give goes to the workers; their results appear here.",
    copy: "Copy",
    frame: "frame",
    rate: "rate",
    latency: "latency",
    time: "time",
    size: "size",
    by: "by",
    dropped: "dropped",
    latencyCurve: "Latency of the last results",
    answers: "What the processor says",
    data: "Data",
    dataNone: "data.mat grows with what a processor finds",
    variable: { one: "{n} variable", other: "{n} variables" },
    variableName: "Variable",
    variableClass: "Class",
    variableDims: "Size",
    moreVariables: "{n} earlier variables are in the file.",
    cameraTitle: "Show what a camera sees",
    cameraText: "Frames go to this box and its workers, nowhere else.",
    startCamera: "Start camera",
    stop: "Stop",
    pause: "Pause",
    reset: "Start counting again",
    device: "Camera",
    anyDevice: "Any camera",
    cameraSize: "Size",
    keysTitle: "Keys",
    keys: [
      ["1  2", "Image, Camera"],
      ["O", "Choose a picture"],
      ["Ctrl V", "Paste a picture"],
      ["Space", "Pause the camera, or go on"],
      ["R", "Start counting again"],
      ["C", "Compare result and input"],
      ["F", "Full screen"],
      ["T", "Light or dark"],
      ["?", "This list"],
      ["Esc", "Close"],
    ],
    close: "Close",
    apiTitle: "HTTP API",
    noScript: "This page needs JavaScript; without it, the HTTP API does the same.",
  },
  live: {
    language: "en",
    worker: { one: "{n} worker", other: "{n} workers" },
    noWorker: "No worker",
    workers: "Workers",
    workersNone: "Workers (none connected)",
    workerCame: "{name} has come.",
    workerLeft: "{name} has gone.",
    themeNow: { light: "Light", dark: "Dark", system: "As the system" },
    sending: "Sending the picture, {percent} %",
    working: "Working on it",
    workedOnBy: "{name} is working on it",
    forSeconds: "{n} s",
    inLine: [
      "Next in line",
      "Second in line",
      "Third in line",
      "Fourth in line",
      "Fifth in line",
      "Sixth in line",
    ],
    inLineMore: "{n} frames are ahead of yours",
    about: "{position}, about {n} s",
    waitingForWorker: "Waiting for a worker to connect",
    again: "It is given out again: {reason}",
    tooSlow: "No answer after {n} s. The worker may be busy or gone.",
    tryAgain: "Try again",
    useBuiltIn: "Use built-in",
    failed: "This did not work",
    tooLarge:
      "This file is {size}; this box takes up to {limit}. Scale it down or save it with more compression.",
    notPicture: "{name} is not a picture that this box reads. It takes JPEG, PNG, WebP and BMP.",
    noAnswer: "The box does not answer. Is it still running?",
    frameTooLarge: "Too large for the worker",
    scaleDown: "Scale down to fit",
    smallerCamera: "Use 1280 × 720",
    ended: "This session has ended; its files are gone.",
    startAgain: "Start again",
    reconnecting: "Reconnecting …",
    backAgain: "Connected again.",
    draining: "The box is stopping. Reconnecting …",
    busy: "This box has as many sessions as it takes. Try again in a minute.",
    noPicture: "This result has no picture; see what it says and the data below.",
    pause: "Pause",
    goOn: "Go on",
    paused: "Paused",
    countReset: "Frame count is 0 again; data.mat is empty.",
    camera: "Camera {n}",
    cameraAgainTitle: "The camera is off",
    cameraStarting: "Starting the camera …",
    cameraAllow: "Allow the camera in the browser’s question.",
    cameraRefusedTitle: "The camera was refused",
    cameraRefused: {
      chrome:
        "Click the icon left of the address, set Camera to Allow, then start again. If it is allowed there, allow the browser in the system’s privacy settings.",
      firefox:
        "Click the crossed-out camera left of the address, remove the block, then start again. If there is none, allow the browser in the system’s privacy settings.",
      safari:
        "Choose Safari, Settings for this website, set Camera to Allow, then start again. If it is allowed there, allow Safari in the system’s privacy settings.",
      other: "Allow the camera for this address in the browser’s settings, then start again.",
    },
    cameraMissingTitle: "No camera was found",
    cameraMissing: "Plug one in, or switch it on, then start again.",
    cameraInUseTitle: "The camera is in use",
    cameraInUse: "Another program or tab holds it. Close that one, then start again.",
    cameraInsecureTitle: "This address is not secure enough for a camera",
    cameraInsecure: {
      chrome:
        "Browsers give the camera only to https pages and to localhost. Open {localhost} on the machine that runs the box, or start the box with TLS_CERT and TLS_KEY and open {https}.",
      firefox:
        "Browsers give the camera only to https pages and to localhost. Open {localhost} on the machine that runs the box, or start the box with TLS_CERT and TLS_KEY and open {https}.",
      safari:
        "Safari gives the camera only to https pages. Start the box with TLS_CERT and TLS_KEY and open {https}.",
      other:
        "Browsers give the camera only to https pages. Start the box with TLS_CERT and TLS_KEY and open {https}.",
    },
    cameraFailedTitle: "The camera could not be started",
    cameraLostTitle: "The camera has gone",
    cameraLost: "It was unplugged or switched off. Plug it in, then start again.",
    copied: "Copied",
    resultAlt: "Result of {name} by {by}",
    frames: "{w} × {h}",
    milliseconds: "{n} ms",
    framesPerSecond: "{n} fps",
    fullScreenNone: "This browser has no full screen.",
  },
} as const;

/** Puts values where `{name}` stands. */
export function fill(sentence: string, values: Readonly<Record<string, string | number>>): string {
  return sentence.replace(/\{(\w+)\}/g, (mark, key: string) => String(values[key] ?? mark));
}

/** Chooses the form for `n` and fills `{n}` in. */
export function plural(forms: Plural, n: number, language: string = EN.language): string {
  const form = new Intl.PluralRules(language).select(n) === "one" ? forms.one : forms.other;
  return fill(form, { n });
}

/** A size for people: 812 B, 34 kB, 6.2 MB. Decimal units, as file managers show them. */
export function bytesText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 999_500) return `${Math.round(bytes / 1000)} kB`;
  return `${(bytes / 1e6).toFixed(bytes < 9_950_000 ? 1 : 0)} MB`;
}

/** A limit for people, in the unit of its setting (2^20 bytes), so that both show the same number. */
export function limitText(bytes: number): string {
  return `${Math.floor(bytes / 2 ** 20)} MB`;
}
