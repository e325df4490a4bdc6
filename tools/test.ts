/** `deno task test`: all tests that need only npm, and a line about what else could be tested. */

const FOLDERS = [
  "errors",
  "log",
  "settings",
  "cli",
  "mat",
  "image",
  "hub",
  "media",
  "processors",
  "sources",
  "grpc",
  "web",
  "tests/house",
];

const MORE = "Also: deno task test:peers (apt install python3-grpcio python3-grpc-tools " +
  "python3-scipy python3-opencv octave ffmpeg; go install github.com/fullstorydev/grpcurl/cmd/grpcurl@latest), " +
  "deno task test:browser (apt install chromium), deno task test:bundle.\n";

const { code } = await new Deno.Command(Deno.execPath(), {
  args: ["test", "-P=tests", ...FOLDERS, ...Deno.args],
}).spawn().status;
await Deno.stdout.write(new TextEncoder().encode(MORE));
Deno.exit(code);
