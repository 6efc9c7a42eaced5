import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, test } from "node:test";
import { strToU8, zipSync } from "fflate";
import { addedPackages, PackagesError } from "./added.mjs";
import { builtAs } from "./pyodide.mjs";
import { testWheel } from "./test-wheel.mjs";

const METADATA = `Metadata-Version: 2.1
Name: Small.Wheel
Version: 1.2
Requires-Dist: other_one>=1
Requires-Dist: joblib
Requires-Dist: absent; sys_platform == "win32"
Requires-Dist: third; extra == "all"

Requires-Dist: this is the manual
`;

/** A wheel of the tests' own. */
function wheel(name = "small_wheel", version = "1.2", metadata = METADATA) {
  return testWheel(name, version, metadata, {
    [`${name}/__init__.py`]: "ANSWER = 42\n",
    [`${name}/deep/__init__.py`]: "",
    [`_${name}.cpython-314-wasm32-emscripten.so`]: "",
  });
}

let folder;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "packages-"));
});

afterEach(() => rm(folder, { recursive: true }));

const put = (file, contents) => writeFile(join(folder, file), contents);

function refused(code, words, from = folder) {
  return assert.rejects(addedPackages(from), (error) => {
    assert.ok(error instanceof PackagesError);
    assert.equal(error.code, code);
    assert.match(error.message, words);
    return true;
  });
}

test("a wheel tells of itself: its modules, its licence, and what it needs of what is there", async () => {
  await put("small_wheel-1.2-py3-none-any.whl", wheel());
  await put("other_one-1-py3-none-any.whl", wheel("other_one", "1", "Name: other-one\n\n"));
  await put("third-1-py3-none-any.whl", wheel("third", "1", "Name: third\n\n"));
  const added = await addedPackages(folder);
  const { entry, licences } = added.find(({ entry: { name } }) => name === "small-wheel");
  assert.deepEqual(entry, {
    name: "small-wheel",
    version: "1.2",
    file_name: "wheels/small_wheel-1.2-py3-none-any.whl",
    sha256: createHash("sha256").update(wheel()).digest("hex"),
    install_dir: "site",
    package_type: "package",
    imports: ["_small_wheel", "small_wheel"],
    depends: ["other-one"],
  });
  assert.deepEqual(licences, ["Do as you like."]);
  assert.equal(added.length, 3);
});

test("a list of Pyodide's knows better, and has files that are no wheels", async () => {
  const library = strToU8("a library in C");
  const digest = (contents) => createHash("sha256").update(contents).digest("hex");
  const entry = (name, file_name, contents, depends = []) => ({
    name,
    version: "1",
    file_name,
    sha256: digest(contents),
    imports: ["known_better"],
    depends,
  });
  const file = "small_wheel-1.2-py3-none-any.whl";
  const packages = {
    "small-wheel": entry("small-wheel", file, wheel(), ["Shared_Library", "absent"]),
    "shared-library": entry("shared-library", "shared-1.zip", library),
    absent: entry("absent", "absent-1-py3-none-any.whl", library),
  };
  await put("pyodide-lock.json", JSON.stringify({ packages }));
  await put(file, wheel());
  await put("shared-1.zip", library);
  const added = (await addedPackages(folder)).map((it) => it.entry);
  assert.deepEqual(
    added.map((it) => [it.name, it.file_name, it.imports, it.depends]),
    [
      ["shared-library", "wheels/shared-1.zip", ["known_better"], []],
      ["small-wheel", `wheels/${file}`, ["known_better"], ["shared-library"]],
    ],
  );
  await put("shared-1.zip", "another");
  await refused("altered", /shared-1\.zip is not what pyodide-lock\.json beside it lists/);
  await put("pyodide-lock.json", "{");
  await refused("altered", /not a list of Pyodide's/);
});

test("what the site brings along itself is left out", async () => {
  await put("small_wheel-1.2-py3-none-any.whl", wheel());
  await put("Joblib-1.0-py3-none-any.whl", wheel("Joblib", "1.0"));
  const names = (await addedPackages(folder)).map(({ entry }) => entry.name);
  assert.deepEqual(names, ["small-wheel"]);
});

test("a wheel has to be for the Python in the tab", async () => {
  const { abi_version: abi, platform } = await builtAs();
  const suitable = [
    "py3-none-any",
    "py2.py3-none-any",
    "py310-none-any",
    `cp314-cp314-pyemscripten_${abi}_wasm32`,
    `cp311-abi3-${platform}_wasm32`,
    `1-cp314-cp314-any.pyemscripten_${abi}_wasm32`,
  ];
  const unsuitable = [
    "py2-none-any",
    "py315-none-any",
    "cp314-cp314-manylinux_2_17_x86_64",
    "cp314-cp314-pyodide_2025_0_wasm32",
    `cp313-cp313-pyemscripten_${abi}_wasm32`,
    `cp314-cp314t-pyemscripten_${abi}_wasm32`,
    `cp315-abi3-pyemscripten_${abi}_wasm32`,
  ];
  for (const tags of [...suitable, ...unsuitable]) {
    const file = `small_wheel-1.2-${tags}.whl`;
    await put(file, wheel());
    if (suitable.includes(tags)) {
      assert.equal((await addedPackages(folder)).length, 1, tags);
    } else {
      await refused("other-platform", new RegExp(`${file.replaceAll(".", "\\.")}.*py3-none-any`));
    }
    await rm(join(folder, file));
  }
});

test("what is no folder of wheels is named", async () => {
  await refused("no-folder", /absent/, join(folder, "absent"));
  await refused("no-wheels", /packages-.*has no wheels/);
  await put("notes.txt", "");
  await refused("no-wheels", /has no wheels/);
  await put("wheel.whl", wheel());
  await refused("not-a-wheel", /wheel\.whl is not named/);
  await rm(join(folder, "wheel.whl"));
  await put("cut-1-py3-none-any.whl", wheel().slice(0, 100));
  await refused("not-a-wheel", /cut-1.*Is it complete/);
  await put("cut-1-py3-none-any.whl", zipSync({ "cut/__init__.py": strToU8("") }));
  await refused("not-a-wheel", /no metadata/);
});
