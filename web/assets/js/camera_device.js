/** The camera itself: which there are, opening one, and in words why one does not open. */
import { byId } from "./dom.js";
import { fill, text } from "./text.js";

/** What goes wrong with a camera, for people. */
export class CameraError extends Error {
  /**
   * @param {"refused" | "missing" | "in-use" | "insecure" | "other"} kind
   * @param {string} title
   * @param {string} message how to mend it in this browser
   */
  constructor(kind, title, message) {
    super(message);
    this.kind = kind;
    this.title = title;
  }
}

/** What stands before a network camera's name in the menu. */
const NETWORK = "network:";

/** @returns {string | undefined} the name of the network camera that is chosen, if one is */
export function chosenNetworkCamera() {
  const { value } = byId("camera-device", HTMLSelectElement);
  return value.startsWith(NETWORK) ? value.slice(NETWORK.length) : undefined;
}

/** Browsers give a page that is not secure no camera of its own: one of the network is chosen then. */
export function chooseWhatWorks() {
  const menu = byId("camera-device", HTMLSelectElement);
  const network = menu.querySelector(`option[value^="${NETWORK}"]`);
  if (!isSecureContext && network instanceof HTMLOptionElement) network.selected = true;
}

/**
 * @returns {Promise<MediaStream>} of the chosen camera in the chosen size, or what comes nearest
 * @throws {CameraError}
 */
export async function openCamera() {
  if (!isSecureContext || !navigator.mediaDevices) throw insecure();
  const device = byId("camera-device", HTMLSelectElement).value;
  const [width, height] = byId("camera-size", HTMLSelectElement).value.split("x").map(Number);
  try {
    return await navigator.mediaDevices.getUserMedia({
      audio: false,
      video: {
        width: { ideal: width ?? 1280 },
        height: { ideal: height ?? 720 },
        frameRate: { ideal: 30 },
        ...(device ? { deviceId: { exact: device } } : {}),
      },
    });
  } catch (error) {
    throw cameraError(error);
  }
}

/**
 * Fills the menu of cameras. Browsers give their names only once a camera was allowed.
 * @param {string | undefined} current the open camera's id
 */
export async function listCameras(current) {
  const menu = byId("camera-device", HTMLSelectElement);
  const devices = await navigator.mediaDevices.enumerateDevices();
  const cameras = devices.filter((device) => device.kind === "videoinput" && device.deviceId);
  if (cameras.length === 0) return;
  const chosen = current ?? menu.value;
  const own = menu.querySelector("[data-local]") ?? menu;
  own.replaceChildren(...cameras.map((camera, i) => {
    const label = camera.label || fill(text.camera, { n: i + 1 });
    return new Option(label, camera.deviceId, false, camera.deviceId === chosen);
  }));
}

/** @param {unknown} error */
function cameraError(error) {
  const name = error instanceof DOMException ? error.name : "";
  if (name === "NotAllowedError" || name === "SecurityError") {
    return new CameraError("refused", text.cameraRefusedTitle, text.cameraRefused[browser()]);
  }
  if (name === "NotFoundError" || name === "OverconstrainedError") {
    return new CameraError("missing", text.cameraMissingTitle, text.cameraMissing);
  }
  if (name === "NotReadableError" || name === "AbortError") {
    return new CameraError("in-use", text.cameraInUseTitle, text.cameraInUse);
  }
  return new CameraError("other", text.cameraFailedTitle, String(error));
}

function insecure() {
  const localhost = `http://localhost:${location.port || 80}`;
  const https = `https://${location.host}`;
  const sentence = fill(text.cameraInsecure[browser()], { localhost, https });
  return new CameraError("insecure", text.cameraInsecureTitle, sentence);
}

/** @returns {"chrome" | "firefox" | "safari" | "other"} whose settings to speak of */
function browser() {
  const agent = navigator.userAgent;
  if (/Firefox\//.test(agent)) return "firefox";
  if (/Chrom(e|ium)\/|Edg\//.test(agent)) return "chrome";
  if (/Safari\//.test(agent)) return "safari";
  return "other";
}
