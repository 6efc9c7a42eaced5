import assert from "node:assert/strict";
import { test } from "node:test";
import { type FileChange, SharedFiles } from "./files";

const HOME = "/home/playground";
const contents = (text: string) => new Uint8Array(Buffer.from(text));

/** An interpreter that keeps what it is told. */
function interpreter(files: SharedFiles, pid: number): FileChange[] {
  const told: FileChange[] = [];
  files.enter(pid, { say: ({ change }) => told.push(change) });
  return told;
}

test("all others are told of a change, and one who comes later of what is left", () => {
  const files = new SharedFiles();
  const first = interpreter(files, 1);
  const second = interpreter(files, 2);
  const changes: FileChange[] = [
    { what: "made", path: `${HOME}/d` },
    { what: "wrote", path: `${HOME}/d/a`, contents: contents("a") },
    { what: "wrote", path: `${HOME}/b`, contents: contents("b") },
    { what: "moved", path: `${HOME}/d`, to: `${HOME}/e` },
    { what: "removed", path: `${HOME}/b` },
  ];
  for (const change of changes) {
    files.take(1, change);
  }
  assert.deepEqual(first, []);
  assert.deepEqual(second, changes);
  assert.deepEqual(interpreter(files, 3), [
    { what: "made", path: `${HOME}/e` },
    { what: "wrote", path: `${HOME}/e/a`, contents: contents("a") },
  ]);
});

test("one who has left is told nothing", () => {
  const files = new SharedFiles();
  const told = interpreter(files, 1);
  files.leave(1);
  files.take(2, { what: "made", path: `${HOME}/d` });
  assert.deepEqual(told, []);
});

test("what was taken is there no more, for anyone", () => {
  const files = new SharedFiles();
  files.take(1, { what: "made", path: `${HOME}/d` });
  files.take(1, { what: "wrote", path: `${HOME}/d/a`, contents: contents("a") });
  const told = interpreter(files, 2).splice(0);
  assert.equal(told.length, 2);
  assert.deepEqual([...files.takeFiles()], [["d/a", contents("a")]]);
  assert.deepEqual([...files.takeFiles()], []);
  assert.deepEqual(interpreter(files, 3), []);
});

test("what several append is put one behind the other, and told to whom does not know", () => {
  const files = new SharedFiles();
  const path = `${HOME}/log`;
  const [first, second] = [interpreter(files, 1), interpreter(files, 2)];
  files.take(1, { what: "wrote", path, contents: contents("a") });
  files.take(1, { what: "appended", path, at: 1, bytes: contents("b") });
  // Before it heard of that.
  files.take(2, { what: "appended", path, at: 1, bytes: contents("c") });
  const wrote = (text: string): FileChange => ({ what: "wrote", path, contents: contents(text) });
  assert.deepEqual(first, [wrote("abc")]);
  assert.deepEqual(second, [wrote("a"), wrote("ab"), wrote("abc")]);
});
