/** The camera itself: which there are, and opening one. */
import { byId } from "../base/dom.ts";
import { lastingStore } from "../base/storage.ts";
import { fill, text } from "../base/text.ts";
import { cameraError, insecure, isGone } from "./camera_error.ts";

/** What stands before a network camera's name in the menu. */
const NETWORK = "network:";

/** What the user chose last in the menu, as its values are. */
const KEY = "framebox-camera";

/** The browser's camera that was chosen on an earlier visit, until another one is chosen on this one. */
let remembered = "";

/** @returns the name of the network camera that is chosen, if one is */
export function chosenNetworkCamera(): string | undefined {
  const { value } = byId("camera-device", HTMLSelectElement);
  return value.startsWith(NETWORK) ? value.slice(NETWORK.length) : undefined;
}

/** The user has chosen: the next visit begins with that one. */
export function rememberCamera(): void {
  const { value } = byId("camera-device", HTMLSelectElement);
  remembered = "";
  if (value === "") lastingStore.remove(KEY);
  else lastingStore.set(KEY, value);
}

/** Chooses what was chosen on an earlier visit, as far as it is still there. */
export async function restoreCamera(): Promise<void> {
  chooseWhatWorks();
  const menu = byId("camera-device", HTMLSelectElement);
  const value = lastingStore.get(KEY);
  if (!value) return;
  const isThere = Array.from(menu.options).some((option) => option.value === value);
  if (isThere) menu.value = value;
  if (isThere || value.startsWith(NETWORK) || !isSecureContext) return;
  remembered = value;
  // Where the camera was allowed for good its name is known already; else the start finds it.
  await listCameras(undefined).catch(() => {});
}

/** Browsers give a page that is not secure no camera of its own: one of the network is chosen then. */
function chooseWhatWorks() {
  const menu = byId("camera-device", HTMLSelectElement);
  const network = menu.querySelector(`option[value^="${NETWORK}"]`);
  if (!isSecureContext && network instanceof HTMLOptionElement) network.selected = true;
}

/**
 * @returns of the chosen camera in the chosen size, or what comes nearest
 * @throws {CameraError}
 */
export async function openCamera(): Promise<MediaStream> {
  if (!isSecureContext || !navigator.mediaDevices) throw insecure();
  const device = remembered || byId("camera-device", HTMLSelectElement).value;
  try {
    return await openDevice(device);
  } catch (error) {
    if (device === "" || device !== remembered || !isGone(error)) throw cameraError(error);
  }
  // What was chosen on an earlier visit is no longer there: any other one will do.
  remembered = "";
  try {
    return await openDevice("");
  } catch (error) {
    throw cameraError(error);
  }
}

/** @param device its id; empty: any */
async function openDevice(device: string): Promise<MediaStream> {
  const [width, height] = byId("camera-size", HTMLSelectElement).value.split("x").map(Number);
  return await navigator.mediaDevices.getUserMedia({
    audio: false,
    video: {
      width: { ideal: width ?? 1280 },
      height: { ideal: height ?? 720 },
      frameRate: { ideal: 30 },
      ...(device ? { deviceId: { exact: device } } : {}),
    },
  });
}

/**
 * Fills the menu of cameras. Browsers give their names only once a camera was allowed.
 *
 * @param current the open camera's id
 */
export async function listCameras(current: string | undefined): Promise<void> {
  const menu = byId("camera-device", HTMLSelectElement);
  const devices = await navigator.mediaDevices.enumerateDevices();
  const cameras = devices.filter((device) => device.kind === "videoinput" && device.deviceId);
  if (cameras.length === 0) return;
  const chosen = current ?? (remembered || menu.value);
  const own = menu.querySelector("[data-local]") ?? menu;
  own.replaceChildren(...cameras.map((camera, i) => {
    const label = camera.label || fill(text.camera, { n: i + 1 });
    return new Option(label, camera.deviceId, false, camera.deviceId === chosen);
  }));
}
