/**
 * What processes send each other bytes by: channels of whole messages, and the handles by which they
 * are read and written.
 *
 * A handle is a number that means the same in every process, so that it can be sent like any other
 * number. It belongs to one process and is closed when that ends; one that is on its way belongs to
 * nobody until it arrives.
 */

import { sharesMemory } from "../engine/shared-memory";
import type { Bytes } from "./pieces";
import { LONGEST, Ring, type SharedEnds } from "./ring";
import { SystemError } from "./system-error";
import { after, type Timer } from "./timer";
import { FOR_EVER, Waiters } from "./waiters";

/** After how many short messages a channel gets shared memory: most carry none at all. */
const BUSY_AFTER = 8;

/** What can be waited for until reading it blocks nobody. */
interface Source {
  readonly isReady: boolean;
  /** From now on a function is called when it may have become ready. */
  watch(watch: () => void): void;
  unwatch(watch: () => void): void;
}

/**
 * Messages on their way in one direction: short ones through shared memory, if it has any and nothing
 * older is still here. What is there is older than what is here.
 */
class Channel implements Source {
  readonly reads = new Waiters<Bytes | undefined>();
  readonly #watches = new Set<() => void>();
  #readers = 0;
  #writers = 0;
  readonly #messages: Bytes[] = [];
  /** Messages that were read in vain, older than all others. */
  readonly #returned: Bytes[] = [];
  #ring: Ring | undefined;
  #short = 0;

  get isReady(): boolean {
    const isHere = this.#returned.length > 0 || (this.#messages.length > 0 && this.#isDrained);
    return this.#ring?.isEmpty === false || isHere || this.#writers === 0;
  }

  get readers(): number {
    return this.#readers;
  }

  set readers(count: number) {
    this.#readers = count;
    this.#direct();
  }

  get writers(): number {
    return this.#writers;
  }

  set writers(count: number) {
    this.#writers = count;
    this.#direct();
    // One that is dead may have written, and have died before it said so.
    this.arrive();
    if (count === 0) {
      this.reads.serveAll(undefined);
    }
  }

  /** Shared memory for short messages, if there is any. */
  get shared(): SharedArrayBuffer | undefined {
    return this.#ring?.memory;
  }

  /** Gets shared memory if it has none and has become busy; whether it did. */
  share(): boolean {
    if (this.#ring !== undefined || this.#short < BUSY_AFTER || !sharesMemory()) {
      return false;
    }
    this.#ring = new Ring();
    this.#direct();
    this.arrive();
    return true;
  }

  write(bytes: Bytes): void {
    if (this.#readers === 0) {
      throw new SystemError("EPIPE");
    }
    this.#short += Number(bytes.length <= LONGEST);
    this.#messages.push(bytes);
    this.#direct();
    this.arrive();
  }

  /** The next message, once there is one; nothing once there will be none. */
  read(pid: number, withdrawn?: AbortSignal): Bytes | undefined | Promise<Bytes | undefined> {
    const message = this.#next();
    if (message !== undefined || this.#writers === 0) {
      return message;
    }
    const read = this.reads.wait(pid, FOR_EVER, undefined, withdrawn);
    this.arrive();
    return read;
  }

  /** Takes a message back that was read in vain: it is next again. */
  unread(bytes: Bytes): void {
    this.#returned.unshift(bytes);
    this.arrive();
  }

  watch(watch: () => void): void {
    this.#watches.add(watch);
    this.#expect();
  }

  unwatch(watch: () => void): void {
    this.#watches.delete(watch);
  }

  /** Has those who wait get what is there. */
  arrive(): void {
    // Before looking: who writes meanwhile either is seen here, or sees that somebody waits.
    this.#expect();
    while (this.reads.count > 0) {
      const message = this.#next();
      if (message === undefined) {
        break;
      }
      this.reads.serve(message);
    }
    if (this.isReady) {
      notify(this.#watches);
    }
    this.#expect();
  }

  #next(): Bytes | undefined {
    const older = this.#returned.shift() ?? this.#ring?.take();
    const message = older ?? (this.#isDrained ? this.#messages.shift() : undefined);
    this.#direct();
    return message;
  }

  /**
   * Whether what is here is next. Somebody may be about to write in shared memory, and others have
   * written behind that; where nobody writes any more, nobody will come to the end of it.
   */
  get #isDrained(): boolean {
    return this.#writers === 0 || (this.#ring?.isDrained ?? true);
  }

  /** Puts what is here into shared memory while it has room; has messages go by the system else. */
  #direct(): void {
    const ring = this.#ring;
    if (ring === undefined) {
      return;
    }
    let [first] = this.#messages;
    while (first !== undefined && ring.append(first)) {
      this.#messages.shift();
      [first] = this.#messages;
    }
    const isPlain = first === undefined && this.#readers > 0 && this.#writers > 0;
    ring.isDetoured = !isPlain;
  }

  #expect(): void {
    if (this.#ring !== undefined) {
      this.#ring.isAwaited = this.reads.count > 0 || this.#watches.size > 0;
    }
  }
}

/** Where others can connect to. */
class Listener implements Source {
  readonly accepts = new Waiters<Ends | undefined>();
  readonly #watches = new Set<() => void>();
  readonly #arrived: Ends[] = [];
  readonly address: string;

  constructor(address: string) {
    this.address = address;
  }

  get isReady(): boolean {
    return this.#arrived.length > 0;
  }

  watch(watch: () => void): void {
    this.#watches.add(watch);
  }

  unwatch(watch: () => void): void {
    this.#watches.delete(watch);
  }

  arrive(ends: Ends): void {
    if (!this.accepts.serve(ends)) {
      this.#arrived.push(ends);
      notify(this.#watches);
    }
  }

  accept(pid: number, withdrawn?: AbortSignal): Ends | Promise<Ends | undefined> {
    return this.#arrived.shift() ?? this.accepts.wait(pid, FOR_EVER, undefined, withdrawn);
  }
}

/** What a handle stands for. */
interface Ends {
  reads?: Channel;
  writes?: Channel;
  listens?: Listener;
}

/** A handle's ends, and the process that it belongs to. */
interface Handle {
  readonly ends: Ends;
  owner: number | undefined;
}

/** Ports that an operating system gives to whoever names none. */
const FREE_PORTS = { first: 49_152, last: 65_535 };

export class Pipes {
  readonly #handles = new Map<number, Handle>();
  readonly #listeners = new Map<string, Listener>();
  #port = FREE_PORTS.last;
  /** Called with shared memory that a process gets, for the messages of a handle of its own. */
  readonly #onShared: (pid: number, ends: SharedEnds) => void;

  constructor(onShared: (pid: number, ends: SharedEnds) => void) {
    this.#onShared = onShared;
  }

  /** Makes a pipe; what is written to `second` can be read from `first`, and both ways if duplex. */
  open(pid: number, first: number, second: number, isDuplex: boolean): void {
    const [to, back] = [new Channel(), new Channel()];
    this.#add(first, pid, isDuplex ? { reads: to, writes: back } : { reads: to });
    this.#add(second, pid, isDuplex ? { reads: back, writes: to } : { writes: to });
  }

  /** Makes another handle of the same ends, which belongs to nobody yet. */
  duplicate(handle: number, copy: number): void {
    this.#add(copy, undefined, this.#find(handle).ends);
  }

  /** A process has got a handle. */
  adopt(pid: number, handle: number): void {
    const found = this.#find(handle);
    found.owner = pid;
    this.#tellShared(handle, found);
  }

  /** A process hears now what shared memory there is for its handles. */
  enter(pid: number): void {
    for (const [handle, found] of this.#handles) {
      if (found.owner === pid) {
        this.#tellShared(handle, found);
      }
    }
  }

  close(handle: number): void {
    const { ends } = this.#find(handle);
    this.#handles.delete(handle);
    if (ends.reads !== undefined) {
      ends.reads.readers -= 1;
    }
    if (ends.writes !== undefined) {
      ends.writes.writers -= 1;
    }
    if (ends.listens !== undefined) {
      this.#listeners.delete(ends.listens.address);
      ends.listens.accepts.serveAll(undefined);
    }
  }

  write(pid: number, handle: number, bytes: Bytes): void {
    const { ends, owner } = this.#find(handle);
    const { writes } = ends;
    if (writes === undefined) {
      throw new SystemError("EBADF");
    }
    writes.write(bytes);
    // Ranks write to handles of each other's, and so would not be told.
    if (owner === pid && writes.share()) {
      for (const [other, found] of this.#handles) {
        if (found.ends.reads === writes || found.ends.writes === writes) {
          this.#tellShared(other, found);
        }
      }
    }
  }

  /** Something was written to a handle in shared memory while somebody waited for it. */
  arrive(handle: number): void {
    this.#handles.get(handle)?.ends.writes?.arrive();
  }

  read(
    pid: number,
    handle: number,
    withdrawn?: AbortSignal,
  ): Bytes | undefined | Promise<Bytes | undefined> {
    const { reads } = this.#find(handle).ends;
    if (reads === undefined) {
      throw new SystemError("EBADF");
    }
    return reads.read(pid, withdrawn);
  }

  /** Takes a message back that was read in vain. */
  unread(handle: number, bytes: Bytes): void {
    this.#find(handle).ends.reads?.unread(bytes);
  }

  /** Those that can be read at once; waits for the first, `timeoutMs` if that is not negative. */
  wait(handles: readonly number[], timeoutMs: number): number[] | Promise<number[]> {
    const sources = handles.map((handle) => this.#source(handle));
    const ready = () => handles.filter((_, place) => sources[place]?.isReady);
    const already = ready();
    if (already.length > 0 || timeoutMs === 0) {
      return already;
    }
    return new Promise((resolve) => {
      let timer: Timer | undefined;
      const watch = () => {
        clearTimeout(timer);
        for (const source of sources) {
          source.unwatch(watch);
        }
        resolve(ready());
      };
      for (const source of sources) {
        source.watch(watch);
      }
      if (ready().length > 0) {
        // Written before it was known that somebody waits.
        watch();
      } else if (timeoutMs >= 0) {
        timer = after(timeoutMs, watch);
      }
    });
  }

  /** A port for a process that names none, other than those of all others. */
  freePort(): number {
    this.#port = this.#port === FREE_PORTS.last ? FREE_PORTS.first : this.#port + 1;
    return this.#port;
  }

  /** Has an address that others connect to. */
  listen(pid: number, handle: number, address: string): void {
    if (this.#listeners.has(address)) {
      throw new SystemError("EADDRINUSE");
    }
    const listener = new Listener(address);
    this.#listeners.set(address, listener);
    this.#add(handle, pid, { listens: listener });
  }

  /** Waits until somebody connects, and gives the connection a handle. */
  async accept(
    pid: number,
    listening: number,
    handle: number,
    withdrawn?: AbortSignal,
  ): Promise<void> {
    const arrived = await this.#find(listening).ends.listens?.accept(pid, withdrawn);
    if (!arrived) {
      throw new SystemError("EBADF");
    }
    const accepted = { ends: arrived, owner: pid };
    this.#handles.set(handle, accepted);
    // Who connected may have written much already.
    this.#tellShared(handle, accepted);
  }

  connect(pid: number, handle: number, address: string): void {
    const listener = this.#listeners.get(address);
    if (listener === undefined) {
      throw new SystemError("ECONNREFUSED");
    }
    const [to, back] = [new Channel(), new Channel()];
    this.#add(handle, pid, { reads: back, writes: to });
    const theirs = { reads: to, writes: back };
    // The connection is there before it is accepted, so that it may be written to at once.
    count(theirs);
    listener.arrive(theirs);
  }

  /** A process is dead: its handles are closed, and it waits for nothing. */
  end(pid: number): void {
    for (const { ends } of this.#handles.values()) {
      ends.reads?.reads.drop(pid);
      ends.listens?.accepts.drop(pid);
    }
    for (const [handle, { owner }] of [...this.#handles]) {
      if (owner === pid) {
        this.close(handle);
      }
    }
  }

  #add(handle: number, owner: number | undefined, ends: Ends): void {
    count(ends);
    this.#handles.set(handle, { ends, owner });
  }

  #tellShared(handle: number, { ends, owner }: Handle): void {
    const [reads, writes] = [ends.reads?.shared, ends.writes?.shared];
    if (owner !== undefined && (reads !== undefined || writes !== undefined)) {
      this.#onShared(owner, { handle, reads, writes });
    }
  }

  #find(handle: number): Handle {
    const found = this.#handles.get(handle);
    if (found === undefined) {
      throw new SystemError("EBADF");
    }
    return found;
  }

  #source(handle: number): Source {
    const { reads, listens } = this.#find(handle).ends;
    const source = reads ?? listens;
    if (source === undefined) {
      throw new SystemError("EBADF");
    }
    return source;
  }
}

function count({ reads, writes }: Ends): void {
  if (reads !== undefined) {
    reads.readers += 1;
  }
  if (writes !== undefined) {
    writes.writers += 1;
  }
}

function notify(watches: ReadonlySet<() => void>): void {
  for (const watch of [...watches]) {
    watch();
  }
}
