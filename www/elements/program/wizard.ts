/** Writes a function's program in every way that it can be made concurrent or parallel. */

import { msg, str } from "@lit/localize";
import { type Part, partsOf, reached } from "./parts";
import { bare } from "./statements";
import type { Draft } from "./version";

/** What the reader gave: a function `work`, `items` to call it with, and what both need. */
export interface Given {
  /** Whether `work` is a coroutine function. */
  readonly isAsync: boolean;
  /** What has to come first: a docstring, and imports from the future. */
  readonly head: string;
  /** All else that the versions keep, as it was written. */
  readonly body: string;
  /** Statements that no version keeps, by their first lines. */
  readonly leftOut: readonly string[];
  /** Whether `work` prints, or what it calls: then lines come in the order in which items are done. */
  readonly prints: boolean;
}

/** Why there is nothing to write. */
export class NotGiven extends Error {
  override readonly name = "NotGiven";
}

/** A way of calling `work` with every item. */
interface Way {
  readonly name: string;
  /** What it is called in a program that has all ways. */
  readonly id: string;
  readonly imports: readonly string[];
  /** An expression for all results, in the order of the items, of what calls `work` once. */
  results(call: string): Lines;
  /** Whether it starts coroutines itself, so that it is given `work` as it is. */
  readonly awaits?: boolean;
}

/** Lines of a block, of which the last is `results = …`. */
type Lines = readonly string[];

const FOR_LOOP: Way = {
  get name() {
    return msg("For loop");
  },
  id: "for_loop",
  imports: [],
  results: (call) => [`results = [${call}(item) for item in items]`],
};

const AWAIT_LOOP: Way = {
  get name() {
    return msg("One after another");
  },
  id: "one_after_another",
  imports: ["import asyncio"],
  awaits: true,
  results: (call) => [
    "async def main():",
    `    return [await ${call}(item) for item in items]`,
    "",
    "results = asyncio.run(main())",
  ],
};

const THREADS: Way = {
  name: "ThreadPoolExecutor",
  id: "thread_pool",
  imports: ["from concurrent.futures import ThreadPoolExecutor"],
  results: (call) => [
    "with ThreadPoolExecutor() as pool:",
    `    results = list(pool.map(${call}, items))`,
  ],
};

const POOL: Way = {
  name: "Pool.map",
  id: "pool_map",
  imports: ["from multiprocessing import Pool"],
  results: (call) => [
    "with Pool() as pool:",
    `    results = pool.map(${call}, items, chunksize=1)`,
  ],
};

const PROCESSES: Way = {
  name: "ProcessPoolExecutor",
  id: "process_pool",
  imports: ["from concurrent.futures import ProcessPoolExecutor"],
  results: (call) => [
    "with ProcessPoolExecutor() as pool:",
    `    results = list(pool.map(${call}, items, chunksize=1))`,
  ],
};

const JOBLIB: Way = {
  name: "joblib",
  id: "joblib_parallel",
  imports: ["import joblib"],
  results: (call) => [
    `calls = (joblib.delayed(${call})(item) for item in items)`,
    "results = joblib.Parallel(n_jobs=-1)(calls)",
  ],
};

const DASK: Way = {
  name: "dask.delayed",
  id: "dask_delayed",
  imports: ["import dask"],
  results: (call) => [
    `calls = [dask.delayed(${call})(item) for item in items]`,
    "# Threads are dask's own choice; it can be told to use processes.",
    'results = list(dask.compute(*calls, scheduler="threads"))',
  ],
};

const GATHER: Way = {
  name: "asyncio",
  id: "asyncio_gather",
  imports: ["import asyncio"],
  awaits: true,
  results: (call) => [
    "async def main():",
    `    return await asyncio.gather(*(${call}(item) for item in items))`,
    "",
    "results = asyncio.run(main())",
  ],
};

const TO_THREAD: Way = {
  name: "asyncio.to_thread",
  id: "asyncio_to_thread",
  imports: ["import asyncio"],
  results: (call) => [
    "async def main():",
    "    # A function that is not a coroutine runs in a thread; meanwhile the loop goes on.",
    `    calls = (asyncio.to_thread(${call}, item) for item in items)`,
    "    return await asyncio.gather(*calls)",
    "",
    "results = asyncio.run(main())",
  ],
};

const OF_FUNCTIONS = [FOR_LOOP, THREADS, POOL, PROCESSES, JOBLIB, DASK, TO_THREAD];
const OF_COROUTINES = [AWAIT_LOOP, GATHER, THREADS, POOL, PROCESSES, JOBLIB, DASK];

/** What the other ways call, where `work` is a coroutine function. */
const CALL_WORK = `def call_work(item):
    """Runs one coroutine to its end, on an event loop of its own."""
    return asyncio.run(work(item))
`;

/**
 * Finds in a source what the versions are made of.
 *
 * @throws NotGiven if something is missing, or would be
 */
export function given(source: string): Given {
  const all = partsOf(source);
  const work = all.find(({ isWork }) => isWork);
  const [fault] = all.flatMap((part) => part.fault ?? []);
  if (fault !== undefined) {
    const { line, text } = fault;
    throw new NotGiven(msg(str`Python cannot read line ${line}: \`${text}\`.`));
  }
  if (work === undefined) {
    throw new NotGiven(
      msg(
        "There is no function to call with each item: it begins with `def work(item):`, or with `async def work(item):`.",
      ),
    );
  }
  const isHead = ({ text }: Part) => /^(?:[rR]?["']|from __future__ )/.test(bare(text));
  const after = all.findIndex((part) => !isHead(part));
  const [head, rest] = [all.slice(0, after), all.slice(after)];
  const leftOut = rest.filter((part) => isLeftOut(part, all));
  const kept = rest.filter((part) => !leftOut.includes(part));
  checkItems(kept, leftOut);
  const needed = reached([...itemsIn(kept), work], kept);
  checkNames(needed, kept, leftOut);
  return {
    isAsync: work.isAsync,
    head: joinedTexts(head).trim(),
    body: tidied(joinedTexts(kept)),
    leftOut: leftOut.map(({ text }) => firstLine(text)),
    prints: reached([work], kept).some(({ uses }) => uses.has("print")),
  };
}

/** What the versions do themselves: they call `work`, and print, and only if they are the script. */
function isLeftOut(part: Part, all: readonly Part[]): boolean {
  const callsWork = () => reached([part], all).some(({ isWork }) => isWork);
  return part.isGuard || part.isPrint || (!part.isDefinition && callsWork());
}

function itemsIn(parts: readonly Part[]): Part[] {
  return parts.filter(({ binds, changes }) => binds.has("items") || changes.has("items"));
}

/** The items are to be the same in all versions as in the source. */
function checkItems(kept: readonly Part[], leftOut: readonly Part[]): void {
  const [lost] = itemsIn(leftOut);
  if (lost !== undefined) {
    const line = firstLine(lost.text);
    throw new NotGiven(
      lost.isGuard
        ? msg(
            str`The items are made below \`${line}\`, and each version has its own such block: make them above it.`,
          )
        : msg(
            str`The items are made by what calls \`work\`, and each version calls it with them: \`${line}\`. Make them without it.`,
          ),
    );
  }
  if (!kept.some(({ binds }) => binds.has("items"))) {
    throw new NotGiven(
      msg("There are no items to work on: write `items = …`, for example `range(20)`."),
    );
  }
}

/** What is kept is not to need what is left out. */
function checkNames(
  needed: readonly Part[],
  kept: readonly Part[],
  leftOut: readonly Part[],
): void {
  const there = new Set(kept.flatMap(({ binds }) => [...binds]));
  for (const { binds, text } of leftOut) {
    const missing = [...binds].find((name) => {
      return !there.has(name) && needed.some(({ uses }) => uses.has(name));
    });
    if (missing !== undefined) {
      const line = firstLine(text);
      throw new NotGiven(
        msg(
          str`\`${missing}\` is needed, but no version has \`${line}\`, since each calls \`work\` itself.`,
        ),
      );
    }
  }
}

function joinedTexts(parts: readonly Part[]): string {
  return parts.map(({ text }) => text).join("");
}

function firstLine(statement: string): string {
  return bare(statement).split("\n", 1)[0] ?? "";
}

/**
 * The versions of a function's program, the first of which is the one to compare with.
 *
 * @throws NotGiven if the source has no `work` or no `items`
 */
export function versionsOf(source: string): Draft[] {
  const found = given(source);
  return waysOf(found).map((way, index) => ({
    name: way.name,
    source: versionOf(found, way),
    // The items of the first are done in order.
    ...(found.prints && index > 0 ? { unordered: true } : {}),
  }));
}

/**
 * One program that executes all versions, times them and compares what they come to, to be taken
 * along.
 *
 * @throws NotGiven if the source has no `work` or no `items`
 */
export function allInOne(source: string): string {
  const found = given(source);
  const ways = waysOf(found);
  const functions = ways.map((way) => {
    const own = way.imports.filter((line) => !isImported(found.body, line));
    const lines = [...own, ...way.results(callOf(found, way))];
    return `def ${way.id}():\n${indented([...lines, "return results"])}\n`;
  });
  return joined(found, found.isAsync ? ["import asyncio"] : [], [
    ...(found.isAsync ? [CALL_WORK] : []),
    ...functions,
    timing(ways),
  ]);
}

function waysOf({ isAsync }: Given): readonly Way[] {
  return isAsync ? OF_COROUTINES : OF_FUNCTIONS;
}

function callOf({ isAsync }: Given, { awaits = false }: Way): string {
  return isAsync && !awaits ? "call_work" : "work";
}

function versionOf(found: Given, way: Way): string {
  const isWrapped = callOf(found, way) !== "work";
  const main = [...way.results(callOf(found, way)), "print(results)"];
  return joined(
    found,
    [...way.imports, ...(isWrapped ? ["import asyncio"] : [])],
    [
      ...(isWrapped ? [CALL_WORK] : []),
      // Processes import this file: what is below must not happen in them as well.
      `if __name__ == "__main__":\n${indented(main)}\n`,
    ],
  );
}

/** What is to come first, imports, what the reader wrote, and what is added to it. */
function joined(found: Given, imports: readonly string[], added: readonly string[]): string {
  // Whole modules before parts of some.
  const own = [...new Set(imports)]
    .filter((line) => !isImported(found.body, line))
    .sort((one, other) => Number(one < other) - Number(one > other));
  const begin = [found.head, own.join("\n")].filter((part) => part !== "").join("\n\n");
  const between = begin === "" ? "" : emptyLinesAbove(found.body);
  const parts = [`${begin}${between}${found.body}`, ...added];
  return parts
    .map((part) => part.trimEnd())
    .join("\n\n\n")
    .concat("\n");
}

function emptyLinesAbove(code: string): string {
  if (/^(?:import|from)\b/.test(code)) {
    return "\n";
  }
  return /^(?:def|async|class|@)/.test(code) ? "\n\n\n" : "\n\n";
}

function isImported(body: string, line: string): boolean {
  return body.split("\n").includes(line);
}

/** What times the ways has its names for itself: the reader's `time`, or `results`, stay theirs. */
function timing(ways: readonly Way[]): string {
  return `WAYS = [${ways.map(({ id }) => id).join(", ")}]


def time_ways():
    from time import perf_counter

    expected = None
    for way in WAYS:
        began = perf_counter()
        try:
            results = way()
        except ImportError as error:
            print(f"{way.__name__:20} skipped: {error}")
            continue
        elapsed = perf_counter() - began
        expected = results if expected is None else expected
        # What is no number is not equal to itself, but looks the same.
        is_same = repr(results) == repr(expected) or results == expected
        remark = "" if is_same else "  gives other results"
        print(f"{way.__name__:20} {1000 * elapsed:10.1f} ms{remark}")


if __name__ == "__main__":
    # Some can be gone through only once, and each way needs them all.
    items = list(items)
    time_ways()
`;
}

function indented(lines: Lines): string {
  return lines.map((line) => (line === "" ? "" : `    ${line}`)).join("\n");
}

/** No more than two empty lines anywhere. */
function tidied(text: string): string {
  return text.replaceAll(/\n{4,}/g, "\n\n\n").trim();
}
