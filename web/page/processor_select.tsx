/**
 * Who makes the result. Workers come first and are taken by default when any is connected.
 *
 * @module
 */
import type { JSX } from "hono/jsx/jsx-runtime";
import type { ProcessorInfo } from "../../processors/mod.ts";
import { processorWords } from "./text/mod.ts";
import type { View } from "./view.ts";

/** A labelled menu of the processors that take pictures. */
export function ProcessorSelect({ view, id }: { view: View; id: string }): JSX.Element {
  const { deps, text, language, principal } = view;
  const preset = deps.choice.usual(principal);
  const workers = deps.hub.status.workers.length > 0 ? text.workers : text.workersNone;
  const choices = deps.choice.choices(principal);
  const clusters = Map.groupBy(
    choices.filter(({ kind }) => kind === "cluster"),
    ({ name }) => name.split("/")[0] ?? "",
  );
  const option = (processor: ProcessorInfo) => {
    const { name, kind, title, help } = processorWords(processor, language);
    const isWorkers = kind === "workers";
    return (
      <option
        value={name}
        data-kind={kind}
        title={isWorkers ? undefined : help}
        selected={preset === name}
      >
        {isWorkers ? workers : title}
      </option>
    );
  };
  return (
    <label class="field" for={id}>
      <span>{text.processor}</span>
      <select id={id} data-processor autocomplete="off">
        {choices.filter(({ kind }) => kind !== "cluster").map(option)}
        {[...clusters].map(([name, services]) => (
          <optgroup label={name}>{services.map(option)}</optgroup>
        ))}
      </select>
    </label>
  );
}
