import assert from "node:assert/strict";
import { test } from "node:test";
import type { Clock } from "./clock";
import { Gil, MAIN_THREAD } from "./gil";

/** Node would wait for the end of a real one. */
class Channel {
  readonly port1 = { onmessage: () => undefined };
  readonly port2 = { postMessage: () => setImmediate(() => this.port1.onmessage()) };
}
Object.assign(globalThis, { MessageChannel: Channel, crossOriginIsolated: false });

const OTHER_THREAD = MAIN_THREAD + 1;

function newGil(interval: number): Gil {
  return new Gil({ interval, run: () => undefined } as unknown as Clock);
}

/** The clock ticks just after a thread has woken another: in which order the two go on. */
async function orderAfterTick(interval: number): Promise<string[]> {
  const gil = newGil(interval);
  const order: string[] = [];
  const woken = gil.start(MAIN_THREAD, "woken", async () => {
    await gil.park("wait", -1, "being woken");
    order.push("woken");
    await gil.yield();
  });
  const waking = gil.start(OTHER_THREAD, "waking", async () => {
    gil.unpark(MAIN_THREAD);
    await gil.tick();
    order.push("waking");
  });
  await Promise.all([woken, waking]);
  return order;
}

test("a thread goes on at a tick that comes as soon as another wants the GIL", async () => {
  assert.deepEqual(await orderAfterTick(Number.POSITIVE_INFINITY), ["waking", "woken"]);
});

test("it lets the other run once that has waited for long enough", async () => {
  assert.deepEqual(await orderAfterTick(0), ["woken", "waking"]);
});

test("a thread that the program leaves behind runs when there is a program again", async () => {
  const gil = newGil(0);
  const order: string[] = [];
  const program = (name: string) =>
    gil.start(MAIN_THREAD, name, async () => {
      await gil.yield();
      gil.unpark(OTHER_THREAD);
      order.push(name);
    });
  const first = program("first");
  const left = gil.start(OTHER_THREAD, "left", async () => {
    await gil.park("wait", -1, "the first program");
    order.push("left");
  });
  await first;
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(order, ["first"]);
  await Promise.all([program("second"), left]);
  assert.deepEqual(order, ["first", "left", "second"]);
});
