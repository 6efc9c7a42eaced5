import { Ring, type RingBuffers } from "./ring";

/** How long a process that has worked stands still before its event loop goes on. */
const STAND_STILL_MS = 100;

/** What a process is sent for its end of a mailbox. */
export interface MailboxBuffers {
  calls: RingBuffers;
  replies: RingBuffers;
}

/** Where Rust puts its messages and takes them from. What does not fit in is posted, and keeps its place. */
export class Mailbox {
  protected readonly incoming: Ring;
  readonly #outgoing: Ring;

  constructor(incoming: RingBuffers, outgoing: RingBuffers) {
    this.incoming = new Ring(incoming);
    this.#outgoing = new Ring(outgoing);
  }

  /** Puts a copy of a message in; where it returns false, the message is to be posted now. */
  put(message: Uint8Array): boolean {
    const fits = this.#outgoing.put(message);
    if (!fits) {
      this.announce();
    }
    return fits;
  }

  /** Tells that something is being posted. */
  announce(): void {
    this.#outgoing.announce();
  }

  /** The next message; undefined where there is none, null where it is posted: {@link pass}. */
  take(): Uint8Array | null | undefined {
    return this.incoming.take();
  }

  /** What was posted has arrived. */
  pass(): void {
    this.incoming.pass();
  }
}

/** A process's end. */
export class ProcessMailbox extends Mailbox {
  /** How often the bell had been rung when it was last looked for a message. */
  #count = 0;
  #isNextPosted = false;
  /** Whether there was a message since it last stood still for so long that its event loop had to go on. */
  #isBusy = false;
  #isListening = false;

  constructor({ calls, replies }: MailboxBuffers) {
    super(calls, replies);
  }

  override take(): Uint8Array | null | undefined {
    this.#count = this.incoming.bell.count;
    const next = super.take();
    this.#isNextPosted = next === null;
    this.#isBusy ||= next !== undefined;
    return next;
  }

  /**
   * Waits for a message where there was none. Between messages this worker stands still for a while:
   * nothing that is posted is heard, and no timer goes off.
   *
   * @param onRing called once there may be a message, where there is none yet
   * @returns whether there may be one now
   */
  wait(onRing: () => void): boolean {
    const { bell } = this.incoming;
    if (this.#isNextPosted) {
      return false;
    }
    if (this.#isBusy && bell.isRungWithin(this.#count, STAND_STILL_MS)) {
      return true;
    }
    this.#isBusy = false;
    if (!this.#isListening) {
      this.#isListening = true;
      void bell.rung(this.#count).then(() => {
        this.#isListening = false;
        onRing();
      });
    }
    return false;
  }
}
