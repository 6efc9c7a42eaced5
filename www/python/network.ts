/** The module `_network_js`, by which Python's sockets reach the network. */

import { Connection, type Traffic } from "./connection";
import type { Gil } from "./gil";
import { Poll } from "./poll";
import { Redirects } from "./redirects";

export class Network {
  readonly #redirects = new Redirects();
  readonly #traffic: Traffic = { requests: 0, bytesReceived: 0 };
  /** What Python calls. */
  readonly module: { connect(origin: string): Connection; poll(): Poll };

  constructor(gil: Gil) {
    this.module = {
      connect: (origin) => new Connection(origin, this.#redirects, this.#traffic),
      poll: () => new Poll(gil),
    };
  }

  /** What went over the network since this was taken last. */
  takeTraffic(): Traffic {
    const taken = { ...this.#traffic };
    Object.assign(this.#traffic, { requests: 0, bytesReceived: 0 });
    return taken;
  }
}
