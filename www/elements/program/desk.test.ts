import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { Desk, OWN, SHARED } from "./desk.ts";
import { NoProgram, type Program } from "./program.ts";
import { identified } from "./version.ts";

const RACE = "race";

/** What browsers keep, in memory, of a length that fits. */
class Entries {
  readonly #texts = new Map<string, string>();

  get length(): number {
    return this.#texts.size;
  }

  key(index: number): string | null {
    return [...this.#texts.keys()][index] ?? null;
  }

  getItem(key: string): string | null {
    return this.#texts.get(key) ?? null;
  }

  setItem(key: string, text: string): void {
    this.#texts.set(key, text);
  }

  removeItem(key: string): void {
    this.#texts.delete(key);
  }
}

let entries: Entries;

beforeEach(() => {
  entries = new Entries();
  Object.assign(globalThis, { localStorage: entries });
});

function program(...sources: string[]): Program {
  return { versions: identified(sources.map((source) => ({ name: "Version", source }))) };
}

/** A desk as a tab has it, with a program of the library. */
function opened(shown: string): Desk {
  const desk = new Desk(() => undefined);
  desk.show(RACE, program("race"));
  desk.show(shown);
  return desk;
}

function names(desk: Desk): string[] {
  return desk.versions.map(({ name }) => name);
}

test("what one tab keeps of a program, another that works on others leaves alone", () => {
  const [one, two] = [opened(RACE), opened(OWN)];
  two.edit({ source: "written in two" });
  one.edit({ source: "written in one" });
  one.show(RACE);
  assert.equal(opened(OWN).version.source, "written in two");
  assert.equal(opened(RACE).version.source, "written in one");
});

test("a tab follows what another does to the program that both show", () => {
  const [one, two] = [opened(OWN), opened(OWN)];
  const key = "parallel-playground-program/own";
  two.edit({ source: "written in two" });
  one.follow({ key, newValue: entries.getItem(key) } as StorageEvent);
  assert.equal(one.version.source, "written in two");
  one.follow({ key, newValue: null } as StorageEvent);
  assert.ok(!one.isChanged);
  one.follow({ key: "somebody else's", newValue: "5" } as StorageEvent);
  assert.equal(one.shown, OWN);
});

test("a program that another tab forgets, and that began nowhere, is shown no longer", () => {
  const desk = opened(OWN);
  desk.take(SHARED, program("shared"), true);
  desk.follow({ key: "parallel-playground-program/shared", newValue: null } as StorageEvent);
  assert.equal(desk.shown, OWN);
});

test("a version that is too long to run is kept like any other", () => {
  const source = "#".repeat(300_000);
  opened(OWN).edit({ source });
  assert.equal(opened(OWN).version.source, source);
});

test("what others wrote among the kept costs nothing else", () => {
  opened(OWN).edit({ source: "mine" });
  for (const [index, text] of ["{", "5", "null", "[]", '[true, "{}"]'].entries()) {
    entries.setItem(`parallel-playground-program/${index}`, text);
  }
  const desk = opened(OWN);
  assert.equal(desk.version.source, "mine");
  assert.deepEqual([...desk.moment.works.keys()], [OWN]);
});

test("going back brings everything back, and keeps it: the program that was shown, and the others", () => {
  const desk = opened(OWN);
  desk.edit({ source: "mine" });
  desk.show(RACE);
  const before = desk.moment;
  desk.take(OWN, program("another"));
  desk.goBack(before);
  assert.equal(desk.shown, RACE);
  assert.equal(opened(OWN).version.source, "mine");

  desk.take(SHARED, program("shared"), true);
  const all = desk.moment;
  desk.clear();
  assert.equal(entries.length, 0);
  assert.equal(desk.shown, OWN);
  desk.goBack(all);
  assert.equal(desk.shown, SHARED);
  assert.equal(desk.version.source, "shared");
  assert.deepEqual([...opened(SHARED).moment.works.keys()].sort(), [OWN, SHARED]);
});

test("a moment's works are others after any change, and the same after a look around", () => {
  const desk = opened(OWN);
  desk.edit({ source: "mine" });
  const { works } = desk.moment;
  desk.show(RACE);
  desk.choose("version");
  assert.equal(desk.moment.works, works);
  desk.edit({ source: "changed" });
  assert.notEqual(desk.moment.works, works);
});

test("a name is to be had only once, and is never too long", () => {
  const desk = opened(OWN);
  desk.add({ name: "Threads", source: "" });
  desk.add({ name: "Other", source: "" });
  desk.edit({ name: "Threads" });
  assert.deepEqual(names(desk), ["Sequential", "Threads", "Threads 2"]);
  desk.edit({ source: "changed", name: "Threads 2" });
  assert.deepEqual(names(desk), ["Sequential", "Threads", "Threads 2"]);

  desk.edit({ name: "n".repeat(80) });
  desk.duplicate();
  desk.add({ name: "m".repeat(90), source: "" });
  assert.deepEqual(names(desk).slice(2), ["n".repeat(80), `${"n".repeat(78)} 2`, "m".repeat(80)]);
  assert.deepEqual(names(opened(OWN)), names(desk));
});

test("a program that has all the versions that can be run says so, and takes no further one", () => {
  const desk = opened(OWN);
  for (let count = 1; count < 12; count += 1) {
    assert.ok(!desk.isFull);
    desk.duplicate();
  }
  assert.ok(desk.isFull);
  assert.throws(
    () => desk.duplicate(),
    (error) => error instanceof NoProgram && /has 12 versions/.test(error.message),
  );
});

test("of programs that are on their way the one is shown that was asked for last, unless one is there", async () => {
  const desk = opened(RACE);
  const slow = new Promise<Program>((resolve) => setImmediate(resolve, program("slow")));
  const quick = Promise.resolve(program("quick"));
  await Promise.all([desk.showOnceCome("slow", slow), desk.showOnceCome("quick", quick)]);
  assert.equal(desk.shown, "quick");
  const late = desk.showOnceCome("late", Promise.resolve(program("late")));
  desk.show(OWN);
  await late;
  assert.equal(desk.shown, OWN);
});

test("why a program did not come is told of the last one that was asked for alone", async () => {
  const desk = opened(RACE);
  const none = () => Promise.reject(new TypeError("no network"));
  const overtaken = desk.showOnceCome("first", none());
  await assert.rejects(desk.showOnceCome("last", none()), /no network/);
  await overtaken;
  assert.equal(desk.shown, RACE);
});
