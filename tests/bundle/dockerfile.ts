/** Reads from the Dockerfile what CI runs outside a container. */

/** What of a Dockerfile can be run without an engine. */
export interface DockerfileParts {
  /** The RUN lines of the stage named `build`. */
  readonly buildCommands: readonly string[];
  /** ENV of the last stage. */
  readonly env: Readonly<Record<string, string>>;
  readonly entrypoint: readonly string[];
  readonly healthcheck: readonly string[];
  /** The user that the last stage runs as. */
  readonly user: string | undefined;
  readonly exposed: readonly number[];
}

/** Parses the few instructions that our Dockerfile uses, each on one line. */
export function parseDockerfile(text: string): DockerfileParts {
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
  const last = stages.at(-1);
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
  };
}
