/** A reader's program that goes wrong is told as Python tells it, costs nobody else anything, and ends. */

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { OWN_ROWS } from "../../www/python/thread-rows.ts";
import type { Page } from "./support/page.ts";
import * as testBed from "./support/test-bed.ts";

/** A program, and what is said of it. */
interface Bad {
  source: string;
  says: RegExp;
}

/** A version that goes well, with which every run begins and which the others must not harm. */
const GOOD = { name: "good", source: "print(sum(range(10)))" };

/** Programs that raise an exception, and how Python prints it. */
const RAISING: Record<string, Bad> = {
  "an exception": {
    source: "def share(total, people):\n    return total / people\n\nshare(7, 0)\n",
    says: /^The program failed:\nTraceback \(most recent call last\):\n {2}File "\S*an_exception\.py", line 4, in <module>\n {4}share\(7, 0\)\n.*\n.*line 2, in share\n {4}return total \/ people\n {11}~{6}\^~{7}\nZeroDivisionError: division by zero$/,
  },
  "no Python": {
    source: "def f(:\n",
    says: /\n {4}def f\(:\n {10}\^\nSyntaxError: invalid syntax$/,
  },
  "an empty pool": {
    source: 'import multiprocessing\nif __name__ == "__main__":\n    multiprocessing.Pool(0)\n',
    says: /ValueError: Number of processes must be at least 1$/,
  },
  "a message to nobody": {
    source: `
import multiprocessing

reader, writer = multiprocessing.Pipe(duplex=False)
reader.close()
writer.send(1)
`,
    says: /BrokenPipeError: \[Errno \d+\] Broken pipe$/,
  },
  "recursion without end": { source: "def f():\n    f()\n\nf()\n", says: /RecursionError: / },
};

/** Programs in whose processes, or on the way to them, an exception is raised. */
const IN_CHILDREN: Record<string, Bad> = {
  "an exception in a child": {
    source: `
import multiprocessing

def half(number):
    return 1 / number

if __name__ == "__main__":
    with multiprocessing.Pool(2) as pool:
        pool.map(half, [1, 0])
`,
    says: /RemoteTraceback: \n"""\n.*return 1 \/ number\n {11}~~\^~+\nZeroDivisionError.*"""\n\nThe above exception was the direct cause.*pool\.map\(half, \[1, 0\]\)/s,
  },
  "a lock as an argument": {
    source: `
import multiprocessing, threading

if __name__ == "__main__":
    with multiprocessing.Pool(2) as pool:
        pool.map(print, [threading.Lock()])
`,
    says: /TypeError: cannot pickle '_thread\.lock' object/,
  },
  "a lambda for a pool": {
    source: `
import multiprocessing

if __name__ == "__main__":
    with multiprocessing.Pool(2) as pool:
        pool.map(lambda number: number, [1])
`,
    says: /PicklingError: Can't pickle <function <lambda> at \w+>: it's not found as __main__\.<lambda>/,
  },
  "empty chunks": {
    source: `
from concurrent.futures import ProcessPoolExecutor

if __name__ == "__main__":
    with ProcessPoolExecutor(2) as pool:
        list(pool.map(abs, [1, 2], chunksize=0))
`,
    says: /ValueError: chunksize must be >= 1\.$/,
  },
  "a killed worker of an executor": {
    source: `
import os, signal
from concurrent.futures import ProcessPoolExecutor

def die(_):
    os.kill(os.getpid(), signal.SIGKILL)

if __name__ == "__main__":
    with ProcessPoolExecutor(2) as pool:
        list(pool.map(die, range(4)))
`,
    says: /BrokenProcessPool: A process in the process pool was terminated abruptly/,
  },
};

/** What is said where memory is used up; where in the program, if there was room to remember it. */
const MEMORY_ERROR =
  /^The program failed:\n.*MemoryError\nEach process has 1 GiB of memory in a tab/s;

/** Programs that use up what there is. */
const GREEDY: Record<string, Bad> = {
  "too many threads": {
    source: `
import threading, time

for _ in range(10_000):
    threading.Thread(target=time.sleep, args=(600,), daemon=True).start()
`,
    says: /RuntimeError: can't start new thread$/,
  },
  "too much memory": {
    source: "kept = []\nwhile True:\n    kept.append(bytearray(200_000_000))\n",
    says: MEMORY_ERROR,
  },
  "more memory at once than a process has": {
    source: "bytearray(1_200_000_000)\n",
    says: MEMORY_ERROR,
  },
  // Not even what tells of it finds room then.
  "memory filled to the last byte": {
    source: "kept = [bytearray(800_000_000)]\nwhile True:\n    kept.append(bytes(400))\n",
    says: MEMORY_ERROR,
  },
};

/** Programs that want of a browser what it does not give. */
const ASKING: Record<string, Bad> = {
  input: { source: 'input("Your name? ")', says: /EOFError: There is no keyboard/ },
  fork: { source: "import os\nos.fork()", says: /OSError: .*a tab cannot copy a running process/ },
  "fork as start method": {
    source: 'import multiprocessing\nmultiprocessing.set_start_method("fork")',
    says: /ValueError: cannot find context for 'fork'/,
  },
  subprocess: {
    source: 'import subprocess\nsubprocess.run(["ls"])',
    says: /OSError: .*A browser starts no other programs/,
  },
  "a server": {
    source: 'import socket\nsocket.create_server(("localhost", 0))',
    says: /OSError: .*HTTP requests, and gives them nothing else/,
  },
  "an alarm": {
    source: "import signal\nsignal.alarm(1)",
    says: /AttributeError: .*'alarm'\. A browser sends programs no signals/,
  },
  "an early exit": {
    source: "import os\nos._exit(3)",
    says: /^The program ended itself early, by os\._exit\(3\)\.$/,
  },
  "a deep structure": {
    source: "nested = []\nfor _ in range(1_000_000):\n    nested = [nested]\nrepr(nested)\n",
    says: /^Python died: .*nested deeper than the browser has room for/,
  },
};

/** Programs that would never end. */
const ENDLESS: Record<string, Bad> = {
  "two locks in threads": {
    source: `
import threading

first, second = threading.Lock(), threading.Lock()
meeting = threading.Barrier(2)

def take(one, other):
    with one:
        meeting.wait()
        with other:
            pass

for locks in (first, second), (second, first):
    threading.Thread(target=take, args=locks).start()
`,
    says: /^The program is in a deadlock: .*Thread-1 \(take\) waits for a lock that Thread-2 \(take\) took; Thread-2 \(take\) waits for a lock that Thread-1 \(take\) took\./,
  },
  "two locks across processes": {
    source: `
import multiprocessing

def take(meeting, one, other):
    with one:
        meeting.wait()
        with other:
            pass

if __name__ == "__main__":
    first, second = multiprocessing.Lock(), multiprocessing.Lock()
    meeting = multiprocessing.Barrier(2)
    for locks in (first, second), (second, first):
        multiprocessing.Process(target=take, args=(meeting, *locks)).start()
`,
    says: /^The program is in a deadlock: main waits for the end of Process-[12]; Process-1 waits for a lock that Process-2 took; Process-2 waits for a lock that Process-1 took\./,
  },
  "a killed worker of a pool": {
    source: `
import multiprocessing, os, signal

def die(number):
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)

if __name__ == "__main__":
    with multiprocessing.Pool(2) as pool:
        pool.map(die, range(10), chunksize=1)
`,
    says: /^The program is in a deadlock: .*PoolWorker-\d was killed before, by signal 9\. .*Pool waits for it for ever; .*BrokenProcessPool/,
  },
  "no guard": {
    source: `
import multiprocessing

with multiprocessing.Pool(2) as pool:
    print(pool.map(abs, [1, 2]))
`,
    says: /^The program was stopped: .*RuntimeError: .*bootstrapping phase.*if __name__ == '__main__':/s,
  },
  "a coroutine that nobody wakes": {
    source:
      "import asyncio\n\nasync def main():\n    await asyncio.Event().wait()\n\nasyncio.run(main())\n",
    says: /^The program is in a deadlock: main waits for an event of its loop\./,
  },
};

/** Programs that compute for ever, each in a way that Python looks for signals in or does not. */
const COMPUTING: Record<string, string> = {
  "a loop": "while True:\n    pass\n",
  "a function of C": "sum(range(10**12))\n",
  "a loop that goes on": `
while True:
    try:
        while True:
            pass
    except BaseException:
        pass
`,
  "a thread": `
import threading

thread = threading.Thread(target=sum, args=(range(10**12),))
thread.start()
thread.join()
`,
  children: `
import multiprocessing

def spin(_):
    while True:
        pass

if __name__ == "__main__":
    with multiprocessing.Pool(2) as pool:
        pool.map(spin, range(2))
`,
};

let page: Page;

before(async () => {
  const site = await testBed.site();
  page = await testBed.page();
  await page.open(`${site.root}embed.html`);
});

/** Runs versions after a good one, which is to go well. */
async function run(bad: Record<string, Bad>): Promise<Map<string, string>> {
  const others = Object.entries(bad).map(([name, { source }]) => ({ name, source }));
  const versions = [GOOD, ...others];
  const report = await page.report({ task: "program", language: "python", versions, trials: 1 });
  assert.deepEqual(
    report.results.map(({ strategy }) => strategy),
    [GOOD.name],
  );
  const titles = new Map(report.request.versions.map(({ id, name }) => [id, name]));
  return new Map(
    report.skipped.map(({ strategy, reason }) => [titles.get(strategy) ?? "", reason]),
  );
}

const KINDS = {
  "programs that raise an exception": RAISING,
  "programs with an exception in a child": IN_CHILDREN,
  "programs that use up what there is": GREEDY,
  "programs that want what a browser does not give": ASKING,
  "programs that would never end": ENDLESS,
};

for (const [kind, bad] of Object.entries(KINDS)) {
  test(`${kind} end, and what is said of them is what Python says`, async () => {
    const said = await run(bad);
    for (const [name, { says }] of Object.entries(bad)) {
      assert.match(said.get(name) ?? "", says, name);
    }
  });
}

test("a daemon thread that never ends is left behind by the program that does", async () => {
  const source = `
import threading

def spin():
    while True:
        pass

threading.Thread(target=spin, daemon=True).start()
print("the end")
`;
  const fields = { task: "program", language: "python", trials: 1 };
  const { results } = await page.report({ ...fields, versions: [{ name: "daemon", source }] });
  assert.deepEqual(
    results.map(({ output }) => output),
    ["the end\n"],
  );
});

test("a pool of more processes than a tab has room for is refused before any is started", async () => {
  const source = `
import multiprocessing
from multiprocessing.pool import ThreadPool

if __name__ == "__main__":
    with ThreadPool(150) as pool:
        print(sum(pool.map(int, range(3))))
    first = multiprocessing.Process(target=int)
    first.start()
    try:
        multiprocessing.Pool(150)
    except BlockingIOError as error:
        print(error)
    second = multiprocessing.Process(target=int)
    second.start()
    print(second.pid - first.pid)
`;
  const fields = { task: "program", language: "python", trials: 1 };
  const { results } = await page.report({ ...fields, versions: [{ name: "many", source }] });
  assert.match(
    String(results[0]?.output),
    /^3\n\[Errno \d+\] A tab has no room for so many processes.*\n1\n$/,
  );
});

test("a process that writes for ever ends once nobody reads, and one that is not started has nothing", async () => {
  const source = `
import multiprocessing, threading

def count(numbers):
    number = 0
    while True:
        numbers.send(number)
        number += 1

if __name__ == "__main__":
    reader, writer = multiprocessing.Pipe(duplex=False)
    try:
        multiprocessing.Process(target=count, args=(writer, threading.Lock())).start()
    except TypeError:
        print("not started")
    counting = multiprocessing.Process(target=count, args=(writer,))
    counting.start()
    writer.close()
    print(sum(reader.recv() for _ in range(1_000)))
    counting.kill()
    try:
        while True:
            reader.recv()
    except EOFError:
        print("nothing follows")
    reader, writer = multiprocessing.Pipe(duplex=False)
    counting = multiprocessing.Process(target=count, args=(writer,))
    counting.start()
    print(reader.recv())
    reader.close()
    counting.join()
    print(counting.exitcode)
`;
  const fields = { task: "program", language: "python", trials: 1 };
  const { results } = await page.report({ ...fields, versions: [{ name: "counting", source }] });
  const [result] = results;
  assert.equal(result?.output, "not started\n499500\nnothing follows\n0\n1\n");
  const printed = result.trials[0]?.console.map(({ text }) => text).join("") ?? "";
  assert.match(printed, /^BrokenPipeError: \[Errno \d+\] Broken pipe$/m);
  assert.doesNotMatch(printed, / died: /);
});

test("of a thousand threads, one after the other, later ones take over rows of earlier ones", async () => {
  const source = `
import threading

for _ in range(1_000):
    thread = threading.Thread(target=sum, args=(range(5_000),))
    thread.start()
    thread.join()
`;
  const fields = { task: "program", language: "python", trials: 1 };
  const { results } = await page.report({ ...fields, versions: [{ name: "short", source }] });
  const lanes = results[0]?.trials[0]?.lanes.filter(({ kind }) => kind === "thread") ?? [];
  assert.equal(lanes.length, OWN_ROWS);
  const threads = lanes.map(({ name }) => 1 + Number(/and (\d+) more$/.exec(name)?.[1] ?? 0));
  assert.equal(
    threads.reduce((sum, count) => sum + count, 0),
    1_000,
  );
});

for (const [name, source] of Object.entries(COMPUTING)) {
  test(`${name}, computing for ever: cancelled, and the next run goes well`, async () => {
    const fields = { task: "program", language: "python", trials: 1 };
    const versions = [{ name, source }];
    const abortOn = { kind: "trial-start" };
    const { results } = await page.report({ ...fields, versions }, { abortOn });
    assert.deepEqual(results, []);
    const next = await page.report({ ...fields, versions: [GOOD] });
    assert.equal(next.results.length, 1);
  });
}
