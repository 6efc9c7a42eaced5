import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { functionFirst, functionsOf, pythonOf, rustOf, withoutTests } from "./sources.mjs";

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
    "src/tasks/count_primes.rs": RUST,
    "src/tasks/count_primes.wgsl": "fn main() {}\n",
    "python/parallel_playground/strategies.py": PYTHON,
    "python/parallel_playground/tasks/count_primes.py": '"""Primes."""\n\nprint(2)\n',
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

test("a task's kernel stands after its Rust", async () => {
  const [rust, kernel] = await rustOf(root, "tasks", "count-primes");
  assert.equal(rust.path, "src/tasks/count_primes.rs");
  assert.deepEqual(kernel, { path: "src/tasks/count_primes.wgsl", source: "fn main() {}\n" });
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
    {
      path: "python/parallel_playground/tasks/count_primes.py",
      source: '"""Primes."""\n\nprint(2)\n',
    },
  ]);
});

test("what is missing is named", async () => {
  await assert.rejects(pythonOf(root, "strategies", "ranks"), /strategies\.py.*`ranks`/);
  await assert.rejects(pythonOf(root, "tasks", "estimate-pi"), /estimate_pi\.py/);
  await assert.rejects(rustOf(root, "tasks", "estimate-pi"), /estimate_pi\.rs/);
});

test("the function that matters comes with those that it calls, whole and outdented", () => {
  const python = `import os

class Task:
    def build(self):
        return 1

    def run(
        self,
    ) -> int:
        """Runs."""
        return sum(is_prime(n) for n in self)

    def combine(self):
        pass


def is_prime(n):
    if n < 2:

        return False
    return True


LIMIT = 2
`;
  assert.equal(
    functionFirst(python, "run"),
    `def run(
    self,
) -> int:
    """Runs."""
    return sum(is_prime(n) for n in self)

def is_prime(n):
    if n < 2:

        return False
    return True
`,
  );
  const rust = `use std::ops;

impl Task for Primes {
    fn run(&self) -> u64 {
        count(self)
    }

    fn len(&self) -> usize {
        1
    }
}

async fn count(primes: &Primes) -> u64
where
    u64: Copy,
{
    2
}
`;
  assert.equal(
    functionFirst(rust, "run"),
    "fn run(&self) -> u64 {\n    count(self)\n}\n\nasync fn count(primes: &Primes) -> u64\nwhere\n    u64: Copy,\n{\n    2\n}\n",
  );
  assert.equal(functionFirst(rust, "execute"), "");
});
