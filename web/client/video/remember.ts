/** Which video run this page follows, over a reload. */
import { readRecord, tabStore } from "../base/storage.ts";
import { storageKey } from "../base/url.ts";

const KEY = storageKey("framebox-video");

export type RememberedRun = { session: string; run: string; name: string };

export function rememberRun(run: RememberedRun): void {
  tabStore.set(KEY, JSON.stringify(run));
}

export function forgetRun(): void {
  tabStore.remove(KEY);
}

export function rememberedRun(): RememberedRun | undefined {
  return readRecord<RememberedRun>(tabStore, KEY, {
    session: "string",
    run: "string",
    name: "string",
  });
}
