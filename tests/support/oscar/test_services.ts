/** Services for tests, in the ways of those that run on clusters. */
import type { DefinitionInput } from "./definition.ts";

const SCRIPTS = new URL("scripts/", import.meta.url);

/** A script for a shell that runs a Python script with the input's path, the output's folder and arguments. */
function pythonScript(file: string, ...args: readonly string[]): string {
  const source = Deno.readTextFileSync(new URL(file, SCRIPTS));
  const given = ['"$INPUT_FILE_PATH"', '"$TMP_OUTPUT_DIR"', ...args].join(" ");
  return `#!/bin/sh\n"\${PYTHON:-/usr/bin/python3}" - ${given} <<'PYTHON_ENDS'\n${source}PYTHON_ENDS\n`;
}

/** Input and output in folders of the service's own bucket. */
function ownFolders(name: string): Pick<DefinitionInput, "input" | "output"> {
  const storage_provider = "minio.default";
  return {
    input: [{ storage_provider, path: `${name}/in` }],
    output: [{ storage_provider, path: `${name}/out` }],
  };
}

function service(
  name: string,
  script: string,
  others: Partial<DefinitionInput> = {},
): DefinitionInput {
  return { name, script, log_level: "CRITICAL", ...ownFolders(name), ...others };
}

const WITHOUT_STORAGE = { input: [], output: [] };

/** Ranked labels as JSON. */
export const PLANTS: DefinitionInput = service("plants-classification", pythonScript("labels.py"));
/** A grey picture under the input's name. */
export const GRAYIFY: DefinitionInput = service("grayify", pythonScript("grayify.py"));
/** Boxes as JSON. */
export const YOLO: DefinitionInput = service("yolo-boxes", pythonScript("boxes.py"));
/** Text from text. */
export const COWSAY: DefinitionInput = service(
  "cowsay",
  pythonScript("cowsay.py"),
  WITHOUT_STORAGE,
);
/** Text from JSON with `message`. */
export const COWSAY_JSON: DefinitionInput = service("cowsay-json", pythonScript("cowsay.py"), {
  ...WITHOUT_STORAGE,
  environment: { variables: { INPUT_TYPE: "json" } },
});
/** A WAV under the name of the text. */
export const SPEECH: DefinitionInput = service(
  "text-to-speech",
  '#!/bin/sh\nespeak-ng -f "$INPUT_FILE_PATH" -w "$TMP_OUTPUT_DIR/$(basename "$INPUT_FILE_PATH")"\n',
);
/** Prints why, and fails. */
export const FAILING: DefinitionInput = service(
  "failing",
  '#!/bin/sh\necho "no model for this input" >&2\nexit 3\n',
);
/** Two pictures and a JSON, in two buckets. */
export const SEVERAL: DefinitionInput = service("several-outputs", pythonScript("several.py"), {
  output: [
    { storage_provider: "minio.default", path: "several-outputs/out", suffix: ["png"] },
    { storage_provider: "minio.default", path: "several-metrics/json", suffix: ["json"] },
  ],
});
/** `output.png`, whatever the input's name. */
export const SAME_NAME: DefinitionInput = service(
  "same-name",
  pythonScript("grayify.py", "output.png"),
);
/** `output.png` as well, and its log names the input. */
export const LOGGED: DefinitionInput = service(
  "logged",
  pythonScript("grayify.py", "output.png"),
  { log_level: "INFO" },
);
/** Prints a dict of Python, without a file. */
export const PYTHON_DICT: DefinitionInput = service(
  "python-dict",
  "#!/bin/sh\necho \"{'status': 'OK', 'bytes': $(wc -c <\"$INPUT_FILE_PATH\"), 'x': None}\"\n",
);
/** JSON with files and parameters. */
export const OSCAR_FILES: DefinitionInput = service(
  "ai4papi-labels",
  `${pythonScript("deepaas.py")}# takes oscar-files\n`,
  { environment: { variables: { PAPI_TITLE: "Labels by size" } } },
);

/** All of them. */
export const TEST_SERVICES: readonly DefinitionInput[] = [
  PLANTS,
  GRAYIFY,
  YOLO,
  COWSAY,
  COWSAY_JSON,
  SPEECH,
  FAILING,
  SEVERAL,
  SAME_NAME,
  LOGGED,
  PYTHON_DICT,
  OSCAR_FILES,
];
