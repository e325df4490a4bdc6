import assert from "node:assert/strict";
import { decodePicture, encodePicture, type Raster } from "../../media/image/mod.ts";
import { freePorts } from "../support/free_ports.ts";
import { Child } from "../support/process.ts";
import { emptyPlace, neededPermissions, testForms } from "./support.ts";

const MAGENTA: Raster = {
  widthPx: 8,
  heightPx: 5,
  channels: 3,
  layout: "interleaved",
  order: "RGB",
  data: new Uint8Array(120).map((_, i) => i % 3 === 1 ? 0 : 255),
};
const PHOTO = new URL("../../web/assets/examples/coffee.jpg", import.meta.url);

testForms(
  "JPEGs are libturbojpeg's work unless it is off, and one that is named must be there",
  async (form, place) => {
    for (const [turbojpeg, codec] of [["auto", "libturbojpeg"], ["off", "WebAssembly"]] as const) {
      const [web = 0, grpc = 0] = freePorts(2);
      const ports = ["--web-port", String(web), "--port", String(grpc)];
      const framebox = form.run(place, ["serve", ...ports, "--turbojpeg", turbojpeg]);
      try {
        await framebox.line(/"event":"ready"/);
        assert.match(framebox.output, new RegExp(`"event":"jpeg","codec":"${codec}"`));
        const status = await fetch(`http://127.0.0.1:${web}/api/v1/status`);
        assert.deepEqual((await status.json()).pictures, { jpeg: codec });
        const answer = await fetch(`http://127.0.0.1:${web}/api/v1/images?processor=invert`, {
          method: "POST",
          headers: { accept: "image/jpeg" },
          body: await Deno.readFile(PHOTO),
        });
        const inverted = await decodePicture(new Uint8Array(await answer.arrayBuffer()));
        assert.deepEqual([inverted.widthPx, inverted.heightPx], [600, 400]);
      } finally {
        await framebox.stop("SIGKILL");
      }
    }
    const wrong = form.run(place, ["serve", "--turbojpeg", "/nowhere/libturbojpeg.so.0"]);
    assert.notEqual(await wrong.status(), 0);
    assert.match(
      wrong.output,
      /TURBOJPEG names \/nowhere\/libturbojpeg\.so\.0, which can't be used/,
    );
  },
);

Deno.test("without the permission auto finds no library, and no prompt appears", async () => {
  const place = await emptyPlace();
  const [web = 0, grpc = 0] = freePorts(2);
  const permissions = neededPermissions(place).filter((each) => each !== "--allow-ffi");
  const start = (args: readonly string[]) =>
    new Child(Deno.execPath(), {
      args: [
        ...["run", ...permissions, place.file, "serve"],
        ...["--web-port", String(web), "--port", String(grpc), ...args],
      ],
      cwd: place.directory,
      clearEnv: true,
      env: place.env,
    });
  const framebox = start([]);
  try {
    await framebox.line(/"event":"jpeg","codec":"WebAssembly"/);
    await framebox.line(/"event":"ready"/);
    const named = start(["--turbojpeg", "libturbojpeg.so.0"]);
    assert.notEqual(await named.status(), 0);
    assert.match(named.output, /framebox may load no library \(permission --allow-ffi\)/);
  } finally {
    await framebox.stop("SIGKILL");
    await place.remove();
  }
});

testForms("alone, in an empty directory, it answers an image", async (form, place) => {
  const [web = 0, grpc = 0] = freePorts(2);
  const framebox = form.run(place, ["serve", "--web-port", String(web), "--port", String(grpc)]);
  try {
    await framebox.line(/"event":"ready"/);
    const base = `http://127.0.0.1:${web}`;

    const page = await fetch(`${base}/`);
    assert.equal(page.status, 200);
    assert.match(await page.text(), /framebox/);

    const body = await Deno.readFile(PHOTO);
    const picture = await fetch(`${base}/api/v1/images?processor=edges`, {
      method: "POST",
      headers: { accept: "image/jpeg" },
      body,
    });
    assert.equal(picture.status, 200);
    assert.equal(picture.headers.get("content-type"), "image/jpeg");
    const bytes = new Uint8Array(await picture.arrayBuffer());
    assert.deepEqual([...bytes.subarray(0, 3)], [0xff, 0xd8, 0xff]);

    // Colour turns to grey by WebAssembly, which is in the bundle.
    const colour = await encodePicture(MAGENTA, "png");
    const grey = await fetch(`${base}/api/v1/images?processor=grey`, {
      method: "POST",
      headers: { accept: "image/png" },
      body: new Uint8Array(colour),
    });
    const greyed = await decodePicture(new Uint8Array(await grey.arrayBuffer()), { channels: 1 });
    assert.deepEqual([...greyed.data], Array(40).fill(105), framebox.output);

    const answer = await fetch(`${base}/api/v1/images?processor=intensity`, {
      method: "POST",
      body,
    });
    assert.equal(answer.status, 200);
    const result = await answer.json();
    assert.equal(result.labels[0].label, "dark");
    const data = await fetch(base + result.data_url);
    await Deno.writeFile(`${place.dataDir}/data.mat`, new Uint8Array(await data.arrayBuffer()));
    const inspect = form.run(place, ["mat", "inspect", "--json", `${place.dataDir}/data.mat`]);
    assert.equal(await inspect.status(), 0);
    const shown = JSON.parse(inspect.output.split("\n").find((line) => line.startsWith("{")) ?? "");
    assert.deepEqual(Object.keys(shown.variables), ["data_00000"]);

    assert.equal(await framebox.stop("SIGTERM"), 0, framebox.output);
    assert.deepEqual(
      (await Array.fromAsync(Deno.readDir(place.dataDir))).map((entry) => entry.name),
      ["data.mat"],
    );
  } finally {
    await framebox.stop("SIGKILL");
  }
});

testForms(
  "two servers on one machine: each has its own files, and a port in use is one sentence",
  async (form, place) => {
    const [web = 0, grpc = 0, otherWeb = 0, otherGrpc = 0] = freePorts(4);
    const first = form.run(place, ["--web-port", `${web}`, "--port", `${grpc}`]);
    const second = form.run(place, ["--web-port", `${otherWeb}`, "--port", `${otherGrpc}`]);
    try {
      await first.line(/"event":"ready"/);
      await second.line(/"event":"ready"/);
      const third = form.run(place, ["--web-port", "0", "--port", `${grpc}`]);
      assert.equal(await third.status(), 1);
      assert.match(third.output, /framebox: .*PORT/);
      const fourth = form.run(place, ["--web-port", `${web}`, "--port", "0"]);
      assert.equal(await fourth.status(), 1);
      assert.match(fourth.output, /framebox: .*WEB_PORT/);

      const photo = await Deno.readFile(PHOTO);
      for (const port of [web, otherWeb]) {
        const answer = await fetch(`http://127.0.0.1:${port}/api/v1/images`, {
          method: "POST",
          body: photo,
        });
        assert.equal(answer.status, 200);
        await answer.body?.cancel();
      }
      assert.equal(await first.stop(), 0, first.output);
      const after = await fetch(`http://127.0.0.1:${otherWeb}/api/v1/images`, {
        method: "POST",
        body: photo,
      });
      assert.equal(after.status, 200);
      await after.body?.cancel();
      assert.equal(await second.stop(), 0, second.output);
    } finally {
      await first.stop("SIGKILL");
      await second.stop("SIGKILL");
    }
  },
);

testForms(
  "a server that was killed leaves files, and the next one removes them",
  async (form, place) => {
    const [web = 0, grpc = 0] = freePorts(2);
    const args = ["--web-port", `${web}`, "--port", `${grpc}`];
    const killed = form.run(place, args);
    await killed.line(/"event":"ready"/);
    await killed.stop("SIGKILL");
    const left = await Array.fromAsync(Deno.readDir(place.dataDir));
    assert.notEqual(left.length, 0);
    const next = form.run(place, args);
    try {
      await next.line(/"event":"ready"/);
      const now = (await Array.fromAsync(Deno.readDir(place.dataDir))).map((entry) => entry.name);
      for (const { name } of left) assert.ok(!now.includes(name), `${name} is still there`);
      assert.equal(await next.stop(), 0, next.output);
    } finally {
      await next.stop("SIGKILL");
    }
  },
);

testForms(
  "settings, help and version need no server, and a wrong setting ends the start",
  async (form, place) => {
    const settings = form.run(place, ["settings"], { PORT: "9123" });
    assert.equal(await settings.status(), 0);
    assert.match(settings.output, /^PORT +9123 +environment$/m);
    const help = form.run(place, ["--help"]);
    assert.equal(await help.status(), 0);
    assert.match(help.output, /GRPC_EXTRA_PORTS/);
    const wrong = form.run(place, [], { PORT: "eighty" });
    assert.equal(await wrong.status(), 64);
    assert.match(wrong.output, /PORT needs a port/);
    const open = form.run(place, ["--host", "0.0.0.0"]);
    assert.equal(await open.status(), 64);
    assert.match(open.output, /WORKER_TOKEN/);
  },
);
