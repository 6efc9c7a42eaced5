/** The module `_network_js`, by which Python's sockets reach the network. */

import { Connection } from "./connection";
import type { Gil } from "./gil";
import { Poll } from "./poll";
import { Redirects } from "./redirects";
import type { Downloaded } from "./system-protocol";

/** What Python's `_sockets` and `_selectors` call; the system is told of what was downloaded. */
export function networkModule(system: MessagePort, gil: Gil) {
  const redirects = new Redirects();
  const onDownloaded = (bytes: number) => {
    const message: Downloaded = { kind: "downloaded", bytes };
    system.postMessage(message);
  };
  return {
    connect: (origin: string) => new Connection(origin, redirects, onDownloaded),
    poll: () => new Poll(gil),
  };
}
