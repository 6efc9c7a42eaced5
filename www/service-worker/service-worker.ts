/**
 * The service worker: it simulates a network between the site's workers and whatever they
 * download, isolates the site's own documents where their host does not, and has a copy of the
 * site for when there is no network. Every other request passes it by.
 */

import { documentAt } from "../engine/documents";
import { isToServiceWorker } from "../engine/service-worker-messages";
import { conditionsOf } from "./conditions";
import { isolated } from "./isolation";
import { OfflineCopy } from "./offline-copy";
import { answer } from "./simulated-network";

declare const self: ServiceWorkerGlobalScope;

const root = self.registration.scope;
const simulatedNetwork = new URL("simulated-network/", root).href;
const copy = new OfflineCopy(root);

self.addEventListener("install", () => void self.skipWaiting());
self.addEventListener("activate", (event) => {
  event.waitUntil(Promise.all([self.clients.claim(), copy.dropOthers()]));
});
self.addEventListener("message", (event: ExtendableMessageEvent) => {
  const { origin, data } = event;
  if (origin !== self.location.origin || !isToServiceWorker(data)) {
    return;
  }
  if (data.kind === "claim") {
    event.waitUntil(self.clients.claim());
  } else {
    // Where a file is missing there is no copy, and nothing else that it would change.
    event.waitUntil(copy.make().catch(() => undefined));
  }
});
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const document = request.mode === "navigate" ? documentAt(request.url, root) : undefined;
  if (request.url.startsWith(simulatedNetwork)) {
    const path = request.url.slice(simulatedNetwork.length);
    const { response, over } = answer(request, conditionsOf(path, root));
    event.respondWith(response);
    // A service worker may be stopped once it has responded, even while it still sends the body.
    event.waitUntil(over);
  } else if (document !== undefined) {
    const instead = document === "index" ? root : new URL(`${document}.html`, root).href;
    event.respondWith(copy.fresh(request, instead).then(isolated));
  } else if (copy.covers(request.url)) {
    const response = copy.answer(request, (over) => event.waitUntil(over));
    event.respondWith(request.destination === "worker" ? response.then(isolated) : response);
  }
});
