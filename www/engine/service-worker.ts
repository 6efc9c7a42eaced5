import { msg, str } from "@lit/localize";
import { elapsed } from "./abort";
import { ofThisBuild } from "./build";
import { messageOf } from "./failure";
import type { ToServiceWorker } from "./service-worker-messages";
import { trustedAddress } from "./trusted-address";

/** How long the service worker may take to be installed and to take the page over, on a slow machine too. */
const DEADLINE_MS = 10_000;

/** Whether the service worker stands ready, or why it does not. */
export type ServiceWorkerState = { ready: true } | { ready: false; cause: string };

/** Has the site's service worker installed. Never rejects. */
export async function registerServiceWorker(root: string): Promise<ServiceWorkerState> {
  const cause = obstacle(root);
  if (cause !== undefined) {
    return { ready: false, cause };
  }
  const seconds = DEADLINE_MS / 1_000;
  const late = elapsed(DEADLINE_MS).then(() => ({
    ready: false as const,
    cause: msg(str`its service worker was not ready within ${seconds} s`),
  }));
  return Promise.race([late, register(root)]);
}

/** Has the service worker keep a copy of the site for when there is no network. */
export function keepCopy(): void {
  send(navigator.serviceWorker.controller, { kind: "keep" });
}

function send(worker: ServiceWorker | null, message: ToServiceWorker): void {
  worker?.postMessage(message);
}

/** Why there cannot be a service worker here, as far as that is known beforehand. */
function obstacle(root: string): string | undefined {
  if (!("serviceWorker" in navigator)) {
    return isSecureContext
      ? msg("this browser offers no service workers here; in private windows, some do not")
      : msg("service workers need https, or localhost");
  }
  return new URL(root).origin === origin
    ? undefined
    : msg(
        "a page may install a service worker only from its own site, and the playground comes from another",
      );
}

async function register(root: string): Promise<ServiceWorkerState> {
  try {
    const url = trustedAddress(ofThisBuild("service-worker.js", root));
    const registration = await navigator.serviceWorker.register(url, {
      scope: root,
      updateViaCache: "none",
    });
    const worker = registration.installing ?? registration.waiting ?? registration.active;
    if (worker === null) {
      return { ready: false, cause: msg("its service worker vanished while being installed") };
    }
    await activated(worker);
    await control(worker, registration.scope);
    return { ready: true };
  } catch (exception) {
    return { ready: false, cause: messageOf(exception) };
  }
}

function activated(worker: ServiceWorker): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = (): void => {
      if (worker.state === "activated") {
        resolve();
      } else if (worker.state === "redundant") {
        reject(new Error(msg("its service worker could not be installed")));
      }
    };
    worker.addEventListener("statechange", look);
    look();
  });
}

/** Waits until the page's requests pass through `worker`, if the page lies in its scope at all. */
async function control(worker: ServiceWorker, scope: string): Promise<void> {
  const container = navigator.serviceWorker;
  if (!location.href.startsWith(scope) || container.controller?.scriptURL === worker.scriptURL) {
    return;
  }
  const controlled = new Promise<void>((resolve) => {
    container.addEventListener("controllerchange", () => resolve(), { once: true });
  });
  // A page that was reloaded past its caches is not taken over unless the worker is asked to.
  send(worker, { kind: "claim" });
  await controlled;
}
