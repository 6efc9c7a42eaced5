/** The module `_network_js`, by which Python's sockets reach the network. */

import { Connection } from "./connection";
import type { Gil } from "./gil";
import type { InterpreterLine } from "./lines";
import { Poll } from "./poll";
import { Redirects } from "./redirects";

/** What Python's `_sockets` and `_selectors` call; the system is told of what was downloaded. */
export function networkModule(line: InterpreterLine, gil: Gil) {
  const redirects = new Redirects();
  const onDownloaded = (bytes: number) => line.tell({ kind: "downloaded", bytes });
  return {
    connect: (origin: string) => new Connection(origin, redirects, onDownloaded),
    poll: () => new Poll(gil),
  };
}
