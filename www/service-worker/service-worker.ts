/**
 * The service worker: it simulates a network between the site's workers and whatever they
 * download. It answers nothing but the addresses below `simulated-network/` in its scope.
 */

import { conditionsOf } from "./conditions";
import { answer } from "./simulated-network";

declare const self: ServiceWorkerGlobalScope;

const prefix = new URL("simulated-network/", self.registration.scope).href;

self.addEventListener("install", () => void self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("message", (event: ExtendableMessageEvent) => {
  if (event.data?.kind === "claim") {
    event.waitUntil(self.clients.claim());
  }
});
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.url.startsWith(prefix)) {
    const { response, over } = answer(request, conditionsOf(request.url.slice(prefix.length)));
    event.respondWith(response);
    // A service worker may be stopped once it has responded, even while it still sends the body.
    event.waitUntil(over);
  }
});
