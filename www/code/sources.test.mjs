import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { functionsOf, pythonOf, rustOf, withoutTests } from "./sources.mjs";

const RUST = `//! A task.

fn run() {}

#[cfg(test)]
mod tests {
    #[test]
    fn runs() {
        super::run();
    }
}
`;

const PYTHON = `"""Every strategy."""

import threading

LIMIT = 3


# Shared by two strategies.


def in_order(parts):
    return parts


# One worker.
# It takes its time.
@timed
@limited(
    LIMIT,
)
def threads(
    task,
    workers,
):
    """Threads."""

    def work():
        pass

    return in_order(work())


async def threads_with_callback(task):
    return task


def threadsafe(task):
    return task


class Pool:
    def threads(self):
        pass


def gil_threads(task):
    return task
`;

let root;

before(async () => {
  root = await mkdtemp(join(tmpdir(), "sources-"));
  const files = {
    "src/strategies/work_queue.rs": RUST,
    "src/strategies/work_queue/queue.rs": "struct Queue;\n",
    "src/strategies/threads.rs": RUST,
    "python/strategies.py": PYTHON,
    "python/tasks/count_primes.py": '"""Primes."""\n\nprint(2)\n',
  };
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
});

after(() => rm(root, { recursive: true }));

test("tests are cut off, and nothing else", () => {
  assert.equal(withoutTests(RUST), "//! A task.\n\nfn run() {}\n");
  const between = `${RUST}\nfn last() {}\n`;
  assert.equal(withoutTests(between), "//! A task.\n\nfn run() {}\n\nfn last() {}\n");
  const lone = "#[cfg(test)]\nuse std::iter;\n\nmod parts {\n}\n";
  assert.equal(withoutTests(lone), lone);
});

test("a strategy's Rust is its file and those of its folder", async () => {
  const paths = async (id) => (await rustOf(root, "strategies", id)).map(({ path }) => path);
  assert.deepEqual(await paths("threads"), ["src/strategies/threads.rs"]);
  assert.deepEqual(await paths("work-queue"), [
    "src/strategies/work_queue.rs",
    "src/strategies/work_queue/queue.rs",
  ]);
});

test("a strategy's Python is the functions called after it, whole", () => {
  const source = functionsOf(PYTHON, "threads", "strategies.py");
  const from = PYTHON.indexOf("# One worker.");
  assert.equal(source, `${PYTHON.slice(from, PYTHON.indexOf("def threadsafe")).trim()}\n`);
});

test("a function is not taken for one whose name only ends alike", () => {
  assert.equal(
    functionsOf(PYTHON, "gil_threads", "strategies.py"),
    "def gil_threads(task):\n    return task\n",
  );
});

test("a task's Python is its whole file", async () => {
  assert.deepEqual(await pythonOf(root, "tasks", "count-primes"), [
    { path: "python/tasks/count_primes.py", source: '"""Primes."""\n\nprint(2)\n' },
  ]);
});

test("what is missing is named", async () => {
  await assert.rejects(pythonOf(root, "strategies", "ranks"), /strategies\.py.*`ranks`/);
  await assert.rejects(pythonOf(root, "tasks", "estimate-pi"), /estimate_pi\.py/);
  await assert.rejects(rustOf(root, "tasks", "estimate-pi"), /estimate_pi\.rs/);
});
