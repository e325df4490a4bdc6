/** Which run this page shows, kept over a reload. */
import { readRecord, tabStore } from "../base/storage.ts";
import { storageKey } from "../base/url.ts";

const KEY = storageKey("framebox-image-set");

export interface Remembered {
  session: string;
  run: string;
  /** pictures that were given, sent or not */
  total: number;
}

export function rememberedRun(): Remembered | undefined {
  return readRecord<Remembered>(tabStore, KEY, {
    session: "string",
    run: "string",
    total: "number",
  });
}

export function rememberRun(value: Remembered | undefined): void {
  if (value) tabStore.set(KEY, JSON.stringify(value));
  else tabStore.remove(KEY);
}
