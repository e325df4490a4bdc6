/**
 * Who makes the result. Workers come first and are taken by default when any is connected.
 *
 * @module
 */
import { WORKERS } from "../../base/settings/mod.ts";
import type { JSX } from "hono/jsx/jsx-runtime";
import { processorWords } from "./text/mod.ts";
import type { View } from "./view.ts";

/** A labelled menu of processors. */
export function ProcessorSelect({ view, id }: { view: View; id: string }): JSX.Element {
  const { deps, text, language, principal } = view;
  const workers = deps.hub.status.workers.length;
  const preset = workers > 0 ? WORKERS : deps.options.defaultProcessor;
  return (
    <label class="field" for={id}>
      <span>{text.processor}</span>
      <select id={id} data-processor autocomplete="off">
        <option value={WORKERS} selected={preset === WORKERS}>
          {workers > 0 ? text.workers : text.workersNone}
        </option>
        {deps.processors.choices(principal).filter(({ name }) => name !== WORKERS).map((
          processor,
        ) => processorWords(processor, language)).map((
          processor,
        ) => (
          <option
            value={processor.name}
            title={processor.help}
            selected={preset === processor.name}
          >
            {processor.title}
          </option>
        ))}
      </select>
    </label>
  );
}
