import assert from "node:assert/strict";
import { test } from "node:test";
import type { RunReport } from "../../generated/types/RunReport.ts";
import { remediesFor } from "./remedies.ts";

/** What is left of a source, and what buttons say, after a run that found this of it. */
function remedied(source: string, code: string, messages = 0): [string, string][] {
  const report = {
    diagnosis: code === "" ? [] : [{ code, strategy: "own" }],
    results: [{ strategy: "own", efficiency: 0.3, trials: [{ traffic: { messages } }] }],
  } as unknown as RunReport;
  const version = { id: "own", name: "Own", source };
  const other = { id: "other", name: "Other", source };
  return remediesFor(report, [other, version]).map((it) => {
    assert.equal(it.version, "own");
    return [it.label, it.source];
  });
}

test("a chunk size is set where there is one, and added where there is none", () => {
  const cases = {
    "    results = pool.map(work, items, chunksize=1)":
      "    results = pool.map(work, items, chunksize=50)",
    "    results = list(pool.map(work, items))":
      "    results = list(pool.map(work, items, chunksize=50))",
    "    counts = pool.starmap(count, [(row, 4, 8) for row in ROWS])":
      "    counts = pool.starmap(count, [(row, 4, 8) for row in ROWS], chunksize=50)",
    "    total = sum(pool.imap_unordered(hits, range(8)))":
      "    total = sum(pool.imap_unordered(hits, range(8), chunksize=50))",
  };
  for (const [before, after] of Object.entries(cases)) {
    const wanted = [["Set chunksize=50", `a\n${after}\nb`]];
    assert.deepEqual(remedied(`a\n${before}\nb`, "too-fine-grained"), wanted);
    assert.deepEqual(remedied(`a\n${before}\nb`, "", 900), wanted, "by the messages alone");
  }
});

test("what is set already, and what has no place in the code, is not proposed", () => {
  assert.deepEqual(remedied("pool.map(work, items, chunksize=50)", "too-fine-grained"), []);
  assert.deepEqual(remedied("results = list(map(work, items))", "too-fine-grained"), []);
  assert.deepEqual(remedied("pool.map(work, items)", "timer-too-coarse"), []);
});

test("what is set or added is an argument, whatever stands around it", () => {
  const cases = {
    "pool.map(work, items, chunksize=max(1, 120 // 120))": "pool.map(work, items, chunksize=50)",
    "pool.map(work, items, chunksize=len(items) // (4 * n))": "pool.map(work, items, chunksize=50)",
    "pool.map(work, items,)": "pool.map(work, items, chunksize=50,)",
    "pool.map(work, items)  # pool.map(work, items)":
      "pool.map(work, items, chunksize=50)  # pool.map(work, items)",
    "with Pool() as p:\n    p.imap(work, items, 10)":
      "with Pool() as p:\n    p.imap(work, items, 50)",
    "pool.map(work, [\n    1,\n    2,  # two\n])":
      "pool.map(work, [\n    1,\n    2,  # two\n], chunksize=50)",
  };
  for (const [before, after] of Object.entries(cases)) {
    assert.deepEqual(remedied(before, "too-fine-grained"), [["Set chunksize=50", after]]);
  }
});

test("what is no call of a pool is left alone, and so is one that cannot be read", () => {
  const sources = [
    "# try pool.map(work, items)",
    "print(f'chunksize={n}')",
    "def run(chunksize=1): ...",
    "if chunksize == 5: ...",
    "df['a'].map(work, items)",
    "text = 'pool.map(work, items)'",
    "pool.imap(work, items, 10)",
    "pool.map(*given)",
    "pool.map(work, items, **options)",
    "pool.map(work, items",
    "with ThreadPoolExecutor() as pool:\n    pool.map(work, items)",
  ];
  for (const source of sources) {
    assert.deepEqual(remedied(source, "too-fine-grained"), [], source);
  }
});

test("a change of several lines is told once", () => {
  const source = "with Pool() as pool:\n    pool.map(work, items, chunksize=max(\n        1, n))\n";
  const report = {
    diagnosis: [{ code: "too-fine-grained", strategy: "own" }],
    results: [],
  } as unknown as RunReport;
  const [remedy] = remediesFor(report, [{ id: "own", name: "Own", source }]);
  assert.deepEqual(remedy?.changes, [
    {
      before: "pool.map(work, items, chunksize=max(\n        1, n))",
      after: "pool.map(work, items, chunksize=50)",
    },
  ]);
});

/** A script that has threads do something. */
function threaded(call: string, imported = "ThreadPoolExecutor", made = "ThreadPoolExecutor()") {
  return `from concurrent.futures import ${imported}

def work(item):
    """Called in a ThreadPoolExecutor."""

if __name__ == "__main__":
    with ${made} as pool:
        ${call}
`;
}

test("threads that compute become processes, where each does not run the whole script", () => {
  const source = "with ThreadPoolExecutor() as pool:\n    pool.submit(work)\n";
  assert.deepEqual(remedied(source, "held-by-the-gil"), []);
  const guardedElsewhere = `${source}if __name__ == "__main__":\n    pass\n`;
  assert.deepEqual(remedied(guardedElsewhere, "held-by-the-gil"), []);
  const guarded = threaded("pool.submit(work, 1)");
  assert.deepEqual(remedied(guarded, "held-by-the-gil"), [
    [
      "Use a ProcessPoolExecutor",
      threaded("pool.submit(work, 1)", "ProcessPoolExecutor", "ProcessPoolExecutor()"),
    ],
  ]);
});

test("a name that is imported already is not imported twice", () => {
  for (const both of [
    "ThreadPoolExecutor, ProcessPoolExecutor",
    "ProcessPoolExecutor, ThreadPoolExecutor",
  ]) {
    const [[, source] = []] = remedied(threaded("pool.map(work, [1])", both), "held-by-the-gil");
    assert.equal(
      source,
      threaded("pool.map(work, [1])", "ProcessPoolExecutor", "ProcessPoolExecutor()"),
    );
  }
});

test("processes are not proposed for what they cannot be sent, or do not take", () => {
  const calls = [
    "pool.map(lambda item: item, [1])",
    "pool.map(self.work, [1])",
    "pool.submit(work, lambda: 1)",
    "def inner(item): ...\n        pool.map(inner, [1])",
    "named = lambda item: item\n        pool.map(named, [1])",
    "loop.run_in_executor(pool, lambda: 1)",
  ];
  for (const call of calls) {
    assert.deepEqual(remedied(threaded(call), "held-by-the-gil"), [], call);
  }
  const prefixed = "ThreadPoolExecutor(thread_name_prefix='a')";
  const source = threaded("pool.map(work, [1])", "ThreadPoolExecutor", prefixed);
  assert.deepEqual(remedied(source, "held-by-the-gil"), []);
});
