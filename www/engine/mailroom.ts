import { Bell, newBell } from "./bell";
import { Mailbox, type MailboxBuffers } from "./mailbox";
import { newRing } from "./ring";

/** After so many rounds in which nobody had to wait the event loop has a turn: some milliseconds. */
const ROUNDS_PER_TURN = 100;

/** The coordinator's end of a process's mailbox. */
export class CoordinatorMailbox extends Mailbox {
  /** Called whenever there may be messages in it. */
  onRing: () => void = () => undefined;

  constructor(
    /** What the process is sent. */
    readonly buffers: MailboxBuffers,
    /** Ends its being heard. */
    readonly close: () => void,
  ) {
    super(buffers.replies, buffers.calls);
  }
}

/** All mailboxes of a coordinator, which have one bell for what comes in. */
export class Mailroom {
  readonly #bellBuffer = newBell();
  readonly #bell = new Bell(this.#bellBuffer);
  readonly #mailboxes = new Set<CoordinatorMailbox>();
  #isListening = false;

  /** A mailbox for a process. */
  open(): CoordinatorMailbox {
    const buffers = { calls: newRing(newBell()), replies: newRing(this.#bellBuffer) };
    const mailbox = new CoordinatorMailbox(buffers, () => this.#mailboxes.delete(mailbox));
    this.#mailboxes.add(mailbox);
    if (!this.#isListening) {
      this.#isListening = true;
      void this.#listen();
    }
    return mailbox;
  }

  /** Never ends: who sleeps costs nothing. */
  async #listen(): Promise<never> {
    for (let rounds = 1; ; rounds += 1) {
      const { count } = this.#bell;
      for (const mailbox of this.#mailboxes) {
        mailbox.onRing();
      }
      // Those who waited for the messages have their turn, and send what comes next.
      await undefined;
      if (this.#bell.count === count) {
        await this.#bell.rung(count);
        rounds = 0;
      } else if (rounds === ROUNDS_PER_TURN) {
        await nextTurn();
        rounds = 0;
      }
    }
  }
}

/** Resolves once the event loop has handled what had arrived before; timers would wait longer. */
function nextTurn(): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
