/** Reads from the Dockerfile what CI runs outside a container. */

/** What of a Dockerfile can be run without an engine. */
export interface DockerfileParts {
  /** The RUN lines of the stage named `build`. */
  readonly buildCommands: readonly string[];
  /** ENV of the stage. */
  readonly env: Readonly<Record<string, string>>;
  readonly entrypoint: readonly string[];
  readonly healthcheck: readonly string[];
  /** The user that the stage runs as. */
  readonly user: string | undefined;
  readonly exposed: readonly number[];
  /** Files of the project that are copied to the root of the stage. */
  readonly inRoot: readonly string[];
}

/**
 * Parses the few instructions that our Dockerfile uses, each on one line.
 *
 * @param target the stage's name, as with `docker build --target`; the last one by default
 */
export function parseDockerfile(text: string, target?: string): DockerfileParts {
  const stages: { name: string; lines: [string, string][] }[] = [];
  for (const line of text.split("\n")) {
    const [, instruction = "", rest = ""] = /^([A-Z]+)\s+(.*)$/.exec(line) ?? [];
    if (instruction === "FROM") {
      stages.push({ name: / AS (\w+)$/.exec(rest)?.[1] ?? "", lines: [] });
    } else if (instruction !== "") {
      stages.at(-1)?.lines.push([instruction, rest]);
    }
  }
  const all = (stage: (typeof stages)[number] | undefined, instruction: string) =>
    (stage?.lines ?? []).filter(([name]) => name === instruction).map(([, rest]) => rest);
  const last = target === undefined ? stages.at(-1) : stages.find((stage) => stage.name === target);
  const [health = ""] = all(last, "HEALTHCHECK");
  return {
    buildCommands: all(stages.find((stage) => stage.name === "build"), "RUN"),
    env: Object.fromEntries(
      all(last, "ENV").flatMap((line) => line.split(" ")).map((pair) => {
        const equals = pair.indexOf("=");
        return [pair.slice(0, equals), pair.slice(equals + 1)];
      }),
    ),
    entrypoint: JSON.parse(all(last, "ENTRYPOINT")[0] ?? "[]"),
    healthcheck: JSON.parse(health.slice(health.indexOf("["))),
    user: all(last, "USER").at(-1),
    exposed: all(last, "EXPOSE").flatMap((line) => line.split(" ")).map(Number),
    inRoot: all(last, "COPY").map((line) => line.split(" ")).filter((line) => line.at(-1) === "/")
      .flatMap((line) => line.slice(0, -1)),
  };
}
