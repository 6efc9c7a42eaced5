/** What processes share is the same for all of them, where CPython has it be, though each has a copy. */

import assert from "node:assert/strict";
import { test } from "node:test";
import * as testBed from "./support/test-bed.ts";

/** Programs, and what they print. */
const PROGRAMS: Record<string, { source: string; prints: string }> = {
  // All three numbers are in one piece of memory, and each process's copy of it is renewed often.
  "threads and a process count": {
    source: `
import multiprocessing, threading

def count(number):
    for _ in range(100):
        with number.get_lock():
            number.value += 1

if __name__ == "__main__":
    numbers = [multiprocessing.Value("i", 0) for _ in range(3)]
    counting = [threading.Thread(target=count, args=(number,)) for number in numbers[:2]]
    counting.append(multiprocessing.Process(target=count, args=(numbers[2],)))
    for one in counting:
        one.start()
    for one in counting:
        one.join()
    print([number.value for number in numbers])
`,
    prints: "[100, 100, 100]\n",
  },
  "looking again and again": {
    source: `
import multiprocessing, time

def tell(number):
    number.value = 7

if __name__ == "__main__":
    number = multiprocessing.RawValue("i", 0)
    process = multiprocessing.Process(target=tell, args=(number,))
    process.start()
    while not number.value:
        time.sleep(0.01)
    print(number.value)
    process.join()
`,
    prints: "7\n",
  },
  "a program's own manager, and one that begins with a function that asks another": {
    source: `
from multiprocessing import Manager
from multiprocessing.managers import BaseManager, SyncManager

class Counter:
    def __init__(self):
        self.count = 0

    def add(self, number):
        self.count += number
        return self.count

class OwnManager(BaseManager):
    pass

OwnManager.register("Counter", Counter)

def begin(shared):
    shared.begun += 1

if __name__ == "__main__":
    with Manager() as first, SyncManager() as second, OwnManager() as own:
        shared = first.Namespace(begun=0)
        third = SyncManager()
        third.start(begin, (shared,))
        numbers = third.list([shared.begun])
        counter = own.Counter()
        counter.add(2)
        print(shared.begun, numbers[:], counter.add(3), dict(second.dict(a=1)))
        third.shutdown()
`,
    prints: "1 [1] 5 {'a': 1}\n",
  },
};

test("what processes share", async () => {
  const site = await testBed.site();
  const page = await testBed.page();
  await page.open(`${site.root}embed.html`);
  const versions = Object.entries(PROGRAMS).map(([name, { source }]) => ({ name, source }));
  const fields = { task: "program", language: "python", trials: 1 };
  const { results, skipped } = await page.report({ ...fields, versions });
  assert.deepEqual(skipped, []);
  assert.deepEqual(
    results.map(({ output }) => output),
    Object.values(PROGRAMS).map(({ prints }) => prints),
  );
});
