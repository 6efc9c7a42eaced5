import { isOfKind } from "./message";

/** From the page to the service worker: take this page over; keep a copy of the site. */
export type ToServiceWorker = { kind: "claim" } | { kind: "keep" };

/** Whether a message is one that the site's own pages send. */
export function isToServiceWorker(data: unknown): data is ToServiceWorker {
  return isOfKind(data, "claim", "keep");
}
