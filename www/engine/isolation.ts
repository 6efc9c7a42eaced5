/**
 * Cross-origin isolation, without which no browser lets workers share memory. The page has it from
 * its host's headers, else from those that the service worker adds, after one reload.
 */

import { msg, str } from "@lit/localize";
import { documentAt } from "./documents";
import type { ServiceWorkerState } from "./service-worker";

/** The first Chromium that isolates a document by its own header, in whatever frame it is. */
const FIRST_WITH_DOCUMENT_ISOLATION = 137;

/** What would isolate the page, for who has its server send it. */
function headers(): string {
  return msg(
    "Cross-Origin-Opener-Policy: same-origin and Cross-Origin-Embedder-Policy: require-corp (COOP and COEP)",
  );
}

/** What the browser tells of itself; Chromium alone has it. */
interface UserAgentData {
  readonly mobile: boolean;
  readonly brands: readonly { readonly brand: string; readonly version: string }[];
}

/**
 * Sees to it that the page is isolated, as far as that can be had. It may reload the page, once,
 * and then never resolves.
 *
 * @param root the site's root, absolute, ending in a slash
 * @returns the sentence that says how the page is isolated, or why not and what would change it
 */
export async function seekIsolation(root: string, worker: ServiceWorkerState): Promise<string> {
  if (crossOriginIsolated) {
    return isByServiceWorker()
      ? msg(
          "The page is cross-origin isolated by its service worker, since its server does not send the headers COOP and COEP.",
        )
      : msg("The page is cross-origin isolated by the headers that its server sends.");
  }
  const obstacle = obstacleTo(root, worker);
  if (obstacle !== undefined) {
    return obstacle;
  }
  location.reload();
  return new Promise(() => undefined);
}

/** Why the service worker cannot isolate this page. */
function obstacleTo(root: string, worker: ServiceWorkerState): string | undefined {
  const wanted = headers();
  if (documentAt(location.href, root) === undefined) {
    return msg(
      str`To get threads, have this page’s server send the headers ${wanted}, or open the full page.`,
    );
  }
  if (top !== self && !knowsDocumentIsolation()) {
    return msg(
      "This browser isolates a frame only together with the page around it. To get threads, open the full page in a tab of its own.",
    );
  }
  if (!worker.ready) {
    const { cause } = worker;
    return msg(
      str`Its service worker would isolate it, but is not available (${cause}). To get threads, have its server send the headers ${wanted}.`,
    );
  }
  // A page that was reloaded is never reloaded again, whatever came of it.
  return isByServiceWorker() || navigation()?.type === "reload"
    ? msg(
        str`Its service worker isolates it, but this time the browser bypassed it. To get threads, reload the page without holding Shift, or have its server send the headers ${wanted}.`,
      )
    : undefined;
}

/** Whether the service worker added the headers, which it tells beside them. */
function isByServiceWorker(): boolean {
  const told = navigation()?.serverTiming?.map(({ name }) => name) ?? [];
  return told.includes("isolated-by-service-worker");
}

/** How the browser came by this document. */
function navigation(): PerformanceNavigationTiming | undefined {
  const [entry] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
  return entry;
}

/** Whether this browser heeds `Document-Isolation-Policy`; no property says so but its version. */
function knowsDocumentIsolation(): boolean {
  const { userAgentData } = navigator as Navigator & { userAgentData?: UserAgentData };
  return (
    userAgentData?.mobile === false &&
    userAgentData.brands.some(
      ({ brand, version }) =>
        brand === "Chromium" && Number(version) >= FIRST_WITH_DOCUMENT_ISOLATION,
    )
  );
}
