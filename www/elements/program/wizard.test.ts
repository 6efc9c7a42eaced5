import assert from "node:assert/strict";
import { test } from "node:test";
import { bare, statements } from "./statements.ts";
import { allInOne, given, NotGiven, versionsOf } from "./wizard.ts";

const SOURCE = `"""Squares."""
from __future__ import annotations

import time

# How long each takes.
PAUSE = (
    0.01
)


@cache
def helper(item):
    text = """
def work(other):
"""
    return item * item


def work(item):
    # Waits, then computes.
    time.sleep(PAUSE)
# a comment at the left edge
    return helper(item)


items = [
    1,
    2,
]

for item in items:
    print(work(item))

results = [work(item) for item in items]

if __name__ == "__main__":
    print("by hand")
else:
    pass
`;

test("a source is cut into its statements, and none of it is lost", () => {
  const cut = statements(SOURCE);
  assert.equal(cut.join(""), SOURCE);
  assert.deepEqual(
    cut.map((statement) => bare(statement).split("\n")[0]),
    [
      '"""Squares."""',
      "from __future__ import annotations",
      "import time",
      "PAUSE = (",
      "def helper(item):",
      "def work(item):",
      "items = [",
      "for item in items:",
      "results = [work(item) for item in items]",
      'if __name__ == "__main__":',
    ],
  );
});

test("what defines something is kept, and what does something is left out, and told", () => {
  const { head, body, isAsync, leftOut, prints } = given(SOURCE);
  assert.equal(head, '"""Squares."""\nfrom __future__ import annotations');
  assert.ok(body.startsWith("import time\n\n# How long each takes.\nPAUSE = ("), body);
  assert.ok(body.endsWith("items = [\n    1,\n    2,\n]"), body);
  assert.equal(isAsync, false);
  assert.equal(prints, false);
  assert.deepEqual(leftOut, [
    "for item in items:",
    "results = [work(item) for item in items]",
    'if __name__ == "__main__":',
  ]);
});

test("a version is a whole script: imports first, what was written, and a guard", () => {
  const pool = versionsOf(SOURCE).find(({ name }) => name === "Pool.map");
  assert.match(
    pool?.source ?? "",
    /^"""Squares."""\nfrom __future__ import annotations\n\nfrom multiprocessing import Pool\nimport time\n/,
  );
  assert.ok(
    pool?.source.endsWith(`items = [
    1,
    2,
]


if __name__ == "__main__":
    with Pool() as pool:
        results = pool.map(work, items, chunksize=1)
    print(results)
`),
    pool?.source,
  );
});

test("a coroutine function is awaited where there is a loop, and called by one elsewhere", () => {
  const source = "import asyncio\n\nasync def work(item):\n    return item\n\nitems = range(3)\n";
  const versions = versionsOf(source);
  assert.deepEqual(versions.map(({ name }) => name).slice(0, 3), [
    "One after another",
    "asyncio",
    "ThreadPoolExecutor",
  ]);
  assert.match(
    versions[1]?.source ?? "",
    /asyncio\.gather\(\*\(work\(item\) for item in items\)\)/,
  );
  assert.match(
    versions[2]?.source ?? "",
    /def call_work\(item\):[\s\S]*pool\.map\(call_work, items\)/,
  );
  assert.equal(versions[2]?.source.match(/import asyncio/g)?.length, 1);
});

test("where work prints, the order of its lines is free in all versions but the first", () => {
  const versions = versionsOf("def work(item):\n    print(item)\nitems = 'ab'\n");
  assert.deepEqual(
    versions.map(({ unordered = false }) => unordered),
    versions.map((_, index) => index > 0),
  );
});

test("where what work calls prints, the order of its lines is free as well", () => {
  const source = `class Log:
    def tell(self, item):
        print(item)

log = Log()

def told(item):
    log.tell(item)

def work(item):
    told(item)

def unrelated(item):
    return item

items = 'ab'
`;
  assert.equal(given(source).prints, true);
  assert.equal(given(source.replace("    told(item)", "    unrelated(item)")).prints, false);
  assert.equal(given(source.replace("print(item)", "'print(item)'  # print(item)")).prints, false);
});

/** A function and its items, with more above and below them. */
function withWork(above: string, below = ""): string {
  return `${above}\n\ndef work(item):\n    return item\n\nitems = [3, 4]\n${below}`;
}

test("what prepares work and its items is kept: it does not call work", () => {
  const below = [
    "random.seed(1)",
    "for i in range(5):\n    items.append(i)",
    "items += [2]",
    "items.sort(key=lambda item: -item)",
    "# work(1)",
    "note = 'work(1)'",
    "options = dict(work=1)",
  ].join("\n");
  const { body, leftOut } = given(withWork("import random\nsys.path.append('.')", below));
  assert.deepEqual(leftOut, []);
  assert.ok(body.endsWith(below), body);
  assert.match(body, /^sys\.path\.append/m);
});

test("what calls work by another name, and what needs its results, is left out", () => {
  const source = withWork(
    "import statistics",
    `def main():
    return [work(item) for item in items]

results = list(map(work, items))
slowest = max(results)
main()
SCALE = sum(item for item in range(3))
for item in items:
    work(item)
print(SCALE)
`,
  );
  assert.deepEqual(given(source).leftOut, [
    "results = list(map(work, items))",
    "slowest = max(results)",
    "main()",
    "for item in items:",
    "print(SCALE)",
  ]);
});

/** Why there is nothing to write. */
function missing(source: string): string {
  try {
    given(source);
  } catch (exception) {
    assert.ok(exception instanceof NotGiven);
    return exception.message;
  }
  return "";
}

test("what is missing is named", () => {
  assert.match(missing("items = range(3)"), /def work\(item\):/);
  assert.match(missing("def work(item):\n    return item\n"), /items = …/);
  assert.match(missing("class A:\n    def work(self): ...\nitems = 1"), /def work\(item\):/);
});

test("what the versions could not have of the items, or of what they need, is named", () => {
  const work = "def work(item):\n    return item + START\n";
  const itemsOfWork = `${work}START = 1\nitems = [work(item) for item in range(3)]\n`;
  assert.match(missing(itemsOfWork), /made by what calls `work`.*`items = \[work/);
  const guarded = `${work}START = 1\nif __name__ == "__main__":\n    items = range(3)\n`;
  assert.match(missing(guarded), /below `if __name__ == "__main__":`.*above it/);
  assert.match(missing(withWork("", "items.append(work(3))\n")), /`items\.append\(work\(3\)\)`/);
  const startOfWork = `${work}START = len([work(1)])\nitems = range(3)\n`;
  assert.match(missing(startOfWork), /^`START` is needed.*`START = len/);
});

test("what Python cannot read is told by its line, and what it can is not", () => {
  const cases: [string, RegExp][] = [
    ["def work(item:\n    return item\n\nitems = range(3)\n", /line 1: `def work\(item:`/],
    ["import os\n\ndef work(item)\n    return item\n\nitems = [1]\n", /line 3: `def work/],
    ["def work(item):\n    retrun item\n\nitems = [1]\n", /line 2: `retrun item`/],
    ["def work(item):\n    return item\n\nitems = \n", /line 4: `items =`/],
    ["def work(item):\n    return item\n\nitems = [1, 2\n", /line 4: `items = \[1, 2`/],
  ];
  for (const [source, told] of cases) {
    assert.match(missing(source), told);
  }
  const recent = [
    "with (open(item) as one, open(item) as other):\n        pass",
    'return t"{item}"',
    "return (lambda one, /: one)(item)",
    "try:\n        pass\n    except OSError, ValueError:\n        pass",
  ];
  for (const code of recent) {
    assert.equal(missing(`@cache[0]\ndef work(item):\n    ${code}\n\nitems = [1]\n`), "", code);
  }
});

test("the program to take along has every way, and compares what they come to", () => {
  const program = allInOne(SOURCE);
  for (const name of ["for_loop", "thread_pool", "pool_map", "process_pool", "asyncio_to_thread"]) {
    assert.match(program, new RegExp(`^def ${name}\\(\\):$`, "m"));
  }
  assert.match(program, /^WAYS = \[for_loop, thread_pool, /m);
  assert.equal(program.match(/if __name__ == "__main__":/g)?.length, 1);
});

test("the program to take along compares rightly, whatever the reader's names and items are", () => {
  const program = allInOne(
    "time = 3\n\ndef work(item):\n    return item * float('nan')\n\nitems = zip([1], [2])\n",
  );
  assert.doesNotMatch(program, /^import time$/m, "time stays the reader's");
  assert.doesNotMatch(program, /\btime\./);
  const main = program.slice(program.indexOf('if __name__ == "__main__":'));
  assert.match(main, /\n {4}items = list\(items\)\n {4}time_ways\(\)/);
  assert.match(program, /repr\(results\) == repr\(expected\)/);
});
