import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Server } from "./listen.ts";

/** A proxy that lets nothing through and remembers who was asked for. */
export interface RefusingProxy extends Server {
  /** `host:port`, for the browser. */
  address: string;
  /** The hosts that were asked for. */
  hosts: Set<string>;
}

/** Stands where all requests go that leave this machine. */
export async function serveRefusingProxy(): Promise<RefusingProxy> {
  const hosts = new Set<string>();
  const server = createServer((request, response) => {
    hosts.add(new URL(request.url ?? "").hostname);
    response.writeHead(502).end();
  });
  server.on("connect", (request, socket) => {
    hosts.add(new URL(`https://${request.url}`).hostname);
    // A browser that ends does not wait to be refused.
    socket.on("error", () => socket.destroy());
    socket.end("HTTP/1.1 502 Bad Gateway\r\n\r\n");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const address = `127.0.0.1:${port}`;
  return {
    address,
    hosts,
    origin: `http://${address}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
