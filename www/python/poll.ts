/** Many connections that one thread waits for, as `epoll` does it elsewhere. */

import type { Connection } from "./connection";
import type { Gil } from "./gil";

export class Poll {
  /** The thread that waits. */
  ident = 0;
  readonly #gil: Gil;
  readonly #connections = new Map<number, Connection>();
  #arrived: number[] = [];

  constructor(gil: Gil) {
    this.#gil = gil;
  }

  /** Whether anything is being asked. */
  get isFetching(): boolean {
    return [...this.#connections.values()].some(({ isBusy }) => isBusy);
  }

  /** Waits for one more, which has this number. */
  enter(fd: number, connection: Connection | undefined): void {
    if (connection !== undefined) {
      this.#connections.set(fd, connection);
      connection.polls.set(this, fd);
    }
  }

  /** Waits for one less. */
  leave(fd: number): void {
    this.#connections.get(fd)?.polls.delete(this);
    this.#connections.delete(fd);
  }

  /** Something came. */
  tell(fd: number): void {
    this.#arrived.push(fd);
    if (this.ident !== 0) {
      this.#gil.unpark(this.ident);
    }
  }

  /** The numbers of those that something came for since. */
  take(): number[] {
    const arrived = this.#arrived;
    this.#arrived = [];
    return arrived;
  }
}
