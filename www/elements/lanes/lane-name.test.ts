import assert from "node:assert/strict";
import { test } from "node:test";
import type { Lane } from "../../generated/types/Lane";
import { beginsMachine, laneName, machinesText } from "./lane-name";

function lanesOn(...machines: (string | undefined)[]): Lane[] {
  return machines.map((machine, place) => ({
    name: `process ${place + 1}`,
    kind: "process",
    busyMs: 0,
    spans: [],
    ...(machine === undefined ? {} : { machine }),
  }));
}

test("a lane's machine follows its name, so that a long one hides nothing", () => {
  const names = lanesOn("node-7", undefined).map(laneName);
  assert.deepEqual(names, ["process 1 on node-7", "process 2"]);
});

test("each machine's first lane is known", () => {
  const lanes = lanesOn("node-1", "node-1", "node-7", undefined);
  const begin = lanes.map((_, number) => beginsMachine(lanes, number));
  assert.deepEqual(begin, [false, false, true, true]);
});

test("how lanes are grouped is told where they are on several machines", () => {
  assert.equal(machinesText(lanesOn(undefined, undefined)), "");
  assert.equal(machinesText(lanesOn("node-1", "node-1", undefined)), "");
  const two = lanesOn("node-1", "node-1", "node-7", undefined);
  assert.equal(machinesText(two), "from the top, 2 lanes on node-1 and 1 lane on node-7");
  const many = lanesOn(...Array.from({ length: 12 }, (_, place) => `node-${place}`));
  assert.equal(machinesText(many), "lanes grouped by machine, 12 of them");
});
