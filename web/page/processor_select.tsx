/**
 * Who makes the result. Workers come first and are taken by default when any is connected.
 *
 * @module
 */
import type { JSX } from "hono/jsx/jsx-runtime";
import { processorWords } from "./text/mod.ts";
import type { View } from "./view.ts";

/** A labelled menu of the processors that take pictures. */
export function ProcessorSelect({ view, id }: { view: View; id: string }): JSX.Element {
  const { deps, text, language, principal } = view;
  const preset = deps.choice.usual(principal);
  const workers = deps.hub.status.workers.length > 0 ? text.workers : text.workersNone;
  return (
    <label class="field" for={id}>
      <span>{text.processor}</span>
      <select id={id} data-processor autocomplete="off">
        {deps.choice.choices(principal).map((processor) => {
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
        })}
      </select>
    </label>
  );
}
