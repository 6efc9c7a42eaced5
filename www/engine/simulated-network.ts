import { elapsed } from "./abort";
import { ofThisBuild } from "./build";
import { messageOf } from "./failure";

/** How long the service worker may take to be installed and to take the page over. */
const DEADLINE_MS = 5_000;

/** Whether the service worker stands ready, or the sentence that says why not. */
export type SimulatedNetwork = { ready: true } | { ready: false; why: string };

/** Has the service worker that simulates a network installed. Never rejects. */
export async function registerSimulatedNetwork(root: string): Promise<SimulatedNetwork> {
  if (!("serviceWorker" in navigator)) {
    return unavailable(
      isSecureContext
        ? "this browser offers no service workers here, as some do in private windows"
        : "service workers need https, or localhost",
    );
  }
  const late = elapsed(DEADLINE_MS).then(() =>
    unavailable(`its service worker was not ready within ${DEADLINE_MS / 1_000} s`),
  );
  return Promise.race([late, register(root)]);
}

function unavailable(cause: string): SimulatedNetwork {
  return {
    ready: false,
    why: `The simulated network cannot be had (${cause}), so downloads go through the real one.`,
  };
}

async function register(root: string): Promise<SimulatedNetwork> {
  try {
    const url = ofThisBuild("service-worker.js", root);
    const registration = await navigator.serviceWorker.register(url, {
      scope: root,
      updateViaCache: "none",
    });
    const worker = registration.installing ?? registration.waiting ?? registration.active;
    if (worker === null) {
      return unavailable("its service worker vanished while being installed");
    }
    await activated(worker);
    await control(worker, registration.scope);
    return { ready: true };
  } catch (exception) {
    return unavailable(messageOf(exception));
  }
}

function activated(worker: ServiceWorker): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = (): void => {
      if (worker.state === "activated") {
        resolve();
      } else if (worker.state === "redundant") {
        reject(new Error("its service worker could not be installed"));
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
  worker.postMessage({ kind: "claim" });
  await controlled;
}
