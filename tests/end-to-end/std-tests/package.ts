/** CPython's tests, as an installed Python has them. */

import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

/** Where an installed Python's package `test` is: `cargo xtask test` says it. */
const { STD_TESTS = "/usr/lib/python3.11/test" } = process.env;

/** Of that package, what the list's tests are made of. */
const WANTED =
  /^(?:(?:__init__|lock_tests|_test_multiprocessing|test_(?:sched|queue|asyncgen|thread\w*|concurrent_futures|multiprocessing_spawn))\.py|(?:support|test_asyncio|test_concurrent_futures)\/.*\.py|(?:certdata\/)?\w+\.pem)$/;

/** Which Python's tests they are: `3.11`. */
export const version = STD_TESTS.match(/python(?<version>3\.\d+)/)?.groups?.version ?? "";

/** What goes into an interpreter's file system, by path. */
export function testFiles(): Record<string, string> {
  const entries = readdirSync(STD_TESTS, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(STD_TESTS, join(entry.parentPath, entry.name)))
    .filter((path) => WANTED.test(path));
  const text = (folder: string, path: string) => readFileSync(join(folder, path), "utf8");
  return Object.fromEntries([
    ...paths.map((path) => [`/std/test/${path}`, text(STD_TESTS, path)]),
    [`/programs/${RUNNER}`, text(import.meta.dirname, RUNNER)],
  ]);
}

/** What runs them. */
const RUNNER = "std_tests.py";
