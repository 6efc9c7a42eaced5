import assert from "node:assert/strict";
import { test } from "node:test";
import { Worker } from "node:worker_threads";
import { ProcessMailbox } from "./mailbox";
import { Mailroom } from "./mailroom";
import { LARGEST } from "./ring";

/** Answers every message with itself, and stands still between them. */
const ECHO = `
  const { workerData } = require("node:worker_threads");
  const load = async () => {
    const { tsImport } = await import("tsx/esm/api");
    const { ProcessMailbox } = await tsImport(workerData.module, workerData.module);
    const mailbox = new ProcessMailbox(workerData.buffers);
    const answer = () => {
      do {
        for (let message; (message = mailbox.take()); ) {
          mailbox.put(message);
        }
      } while (mailbox.wait(answer));
    };
    answer();
  };
  load();
  // Nothing else keeps it going.
  setInterval(() => undefined, 1_000);`;

test("processes answer each in order, and all are heard", async () => {
  const MESSAGES = 2_000;
  const AHEAD = 16;
  const room = new Mailroom();
  const talk = () => {
    const mailbox = room.open();
    const workerData = {
      module: new URL("./mailbox.ts", import.meta.url).href,
      buffers: mailbox.buffers,
    };
    const worker = new Worker(ECHO, { eval: true, workerData });
    let sent = 0;
    let heard = 0;
    const send = () => {
      assert.ok(mailbox.put(Uint8Array.of(sent, sent >> 8)));
      sent += 1;
    };
    const done = new Promise<void>((resolve, reject) => {
      mailbox.onRing = () => {
        for (let message = mailbox.take(); message; message = mailbox.take()) {
          if (message[0] !== heard % 256 || message[1] !== heard >> 8) {
            reject(new Error(`${message} came in the place of ${heard}`));
          }
          heard += 1;
          if (sent < MESSAGES) {
            send();
          }
        }
        if (heard === MESSAGES) {
          resolve();
        }
      };
      worker.on("error", reject);
    });
    for (let ahead = 0; ahead < AHEAD; ahead += 1) {
      send();
    }
    return done.finally(() => worker.terminate());
  };
  await Promise.all([talk(), talk()]);
});

test("what is posted keeps its place", () => {
  const sender = new Mailroom().open();
  const receiver = new ProcessMailbox(sender.buffers);
  assert.ok(sender.put(Uint8Array.of(1)));
  assert.ok(!sender.put(new Uint8Array(LARGEST + 1)));
  assert.ok(sender.put(Uint8Array.of(3)));
  assert.deepEqual(receiver.take(), Uint8Array.of(1));
  assert.equal(receiver.take(), null);
  const unheard = () => assert.fail("the post is what tells of it");
  assert.ok(!receiver.wait(unheard), "who waits for the post goes to the event loop");
  receiver.pass();
  assert.deepEqual(receiver.take(), Uint8Array.of(3));
});

test("a process that was idle for long is told", async () => {
  const sender = new Mailroom().open();
  const receiver = new ProcessMailbox(sender.buffers);
  sender.put(Uint8Array.of(1));
  receiver.take();
  assert.equal(receiver.take(), undefined);
  const rung = new Promise<void>((resolve) => {
    assert.ok(!receiver.wait(resolve), "nothing came while it stood still");
  });
  sender.put(Uint8Array.of(2));
  // Nothing else keeps Node going.
  const awake = setInterval(() => undefined, 1_000);
  await rung;
  clearInterval(awake);
  assert.deepEqual(receiver.take(), Uint8Array.of(2));
});

test("however fast messages come, the event loop has its turns", async () => {
  const mailbox = new Mailroom().open();
  const process = new ProcessMailbox(mailbox.buffers);
  const heard = new Promise<void>((resolve) => setTimeout(resolve));
  mailbox.onRing = () => {
    mailbox.take();
    process.put(Uint8Array.of(1));
  };
  process.put(Uint8Array.of(1));
  await heard;
  mailbox.close();
});

test("a closed mailbox is not heard", async () => {
  const room = new Mailroom();
  const [open, closed] = [room.open(), room.open()];
  closed.close();
  closed.onRing = () => assert.fail("it is closed");
  const heard = new Promise<void>((resolve) => {
    open.onRing = () => open.take() && resolve();
  });
  new ProcessMailbox(closed.buffers).put(Uint8Array.of(1));
  new ProcessMailbox(open.buffers).put(Uint8Array.of(1));
  const awake = setInterval(() => undefined, 1_000);
  await heard;
  clearInterval(awake);
});
