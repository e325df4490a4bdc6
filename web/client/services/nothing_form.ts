/** A service that takes nothing. */
import { make } from "../base/element.ts";
import { text } from "../base/text.ts";
import type { Given, InputForm } from "./input_form.ts";

export class NothingForm implements InputForm {
  root = make("div", "service-form", make("p", "quiet", text.services.nothingNeeded));

  take(): void {}

  given(): Promise<readonly Given[]> {
    return Promise.resolve([{ name: "nothing", body: new Blob([]) }]);
  }
}
