/**
 * Takes from an interpreter's worker what a program has no business with, before any program runs:
 * what this site keeps in the browser, what reaches its other tabs and workers, and workers, whose
 * global scope would have all of that again. A program finds everything that is global by `import js`.
 */

/** What browsers have in the global scope of a worker for that. */
const GLOBALS = [
  "caches",
  "indexedDB",
  "webkitRequestFileSystem",
  "webkitRequestFileSystemSync",
  "webkitResolveLocalFileSystemURL",
  "webkitResolveLocalFileSystemSyncURL",
  "BroadcastChannel",
  "SharedWorker",
  "Worker",
];

/** All that stays of `navigator`: new doors come to it more often than new descriptions. */
const DESCRIPTIONS = [
  "constructor",
  "gpu",
  "hardwareConcurrency",
  "language",
  "languages",
  "onLine",
  "platform",
  "userAgent",
];

/**
 * Withholds it all, for as long as the worker lives.
 *
 * @throws TypeError if a browser insists on keeping something there: no program is to run then
 */
export function withhold(): void {
  // A worker leads to what made it, and events lead to their worker.
  remove(Worker.prototype, ["constructor"]);
  for (const holder of chainOf(globalThis)) {
    remove(holder, GLOBALS);
  }
  const names = Object.getOwnPropertyNames(WorkerNavigator.prototype);
  remove(
    WorkerNavigator.prototype,
    names.filter((name) => !DESCRIPTIONS.includes(name)),
  );
}

/** An object and its prototypes. */
function* chainOf(object: object): Generator<object> {
  for (let each: object | null = object; each !== null; each = Object.getPrototypeOf(each)) {
    yield each;
  }
}

function remove(holder: object, names: readonly string[]): void {
  for (const name of names) {
    delete (holder as Record<string, unknown>)[name];
  }
}
