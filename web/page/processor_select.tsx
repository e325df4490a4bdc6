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
  const hasWorkers = deps.hub.status.workers.length > 0;
  const workersTitle = hasWorkers ? text.workers : text.workersNone;
  return (
    <label class="field" for={id}>
      <span>{text.processor}</span>
      <select id={id} data-processor autocomplete="off">
        {deps.processors.choices(principal).map((processor) => {
          const { name, kind, title, help } = processorWords(processor, language);
          const isForWorkers = kind === "workers";
          return (
            <option
              value={name}
              data-kind={kind}
              title={isForWorkers ? undefined : help}
              selected={hasWorkers ? isForWorkers : name === deps.options.defaultProcessor}
            >
              {isForWorkers ? workersTitle : title}
            </option>
          );
        })}
      </select>
    </label>
  );
}
