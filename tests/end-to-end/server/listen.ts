import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A server of the tests' own, on a port of its own. */
export interface Server {
  /** Such as `http://127.0.0.1:40123`. */
  origin: string;
  /** Ends it, with all that is connected. */
  close(): Promise<void>;
}

/** Answers one request. */
export type Answer = (request: IncomingMessage, response: ServerResponse) => unknown;

/** Serves on a free port of this machine. */
export async function listen(answer: Answer): Promise<Server> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
