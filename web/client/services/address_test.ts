import assert from "node:assert/strict";
import "../base/test_page.ts";
import { hrefOf, serviceIn } from "./address.ts";

Deno.test("a service's address names it, whatever its name has in it", () => {
  for (const name of ["lab/plants", "lab é/a b%2F", "lab/?#"]) {
    assert.equal(serviceIn(hrefOf(name)), name);
  }
});

Deno.test("other addresses name none", () => {
  for (const path of ["/", "/services", "/services/", "/services/lab", "/services/lab/"]) {
    assert.equal(serviceIn(path), undefined, path);
  }
  for (const path of ["/services/a/b/c", "/services/%/b", "/servicesx/a/b"]) {
    assert.equal(serviceIn(path), undefined, path);
  }
});
