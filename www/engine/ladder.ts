/**
 * The ladder: threads, else processes, else a single worker.
 *
 * Which rung holds is found by standing on it: a nested worker is started, and is sent shared
 * memory that it has to write into. No property of the page tells as much: there are browsers
 * that call a page isolated and share nothing.
 */

import { msg, str } from "@lit/localize";
import { messageOf } from "./failure";
import { isOfKind } from "./message";
import { MARK, type ProbeAnswer, type ShareMessage } from "./probe";
import type { Footing } from "./protocol";
import { sharesMemory } from "./shared-memory";
import { workerAddress } from "./worker-address";

/** How long a probe may be silent. Two tries and the sharing fit into the start's own deadline. */
const DEADLINE_MS = 3_000;

/** The probe's script is not to be had, which says nothing about the browser. */
class Missing extends Error {}

/** The probe did not answer in time, which a second try may mend. */
class Silence extends Error {}

/**
 * Climbs as high as `ceiling` and this page allow. Never rejects.
 *
 * @param isolation how the page is isolated, or why not and what would change it
 */
export async function climb(
  probeUrl: string,
  ceiling: Footing | undefined,
  isolation: string,
): Promise<Footing> {
  if (ceiling?.rung === "single") {
    return ceiling;
  }
  let probe: Worker;
  try {
    probe = await startProbe(probeUrl);
  } catch (exception) {
    return exception instanceof Missing
      ? untried(exception, ceiling, isolation)
      : single(messageOf(exception));
  }
  try {
    if (ceiling?.rung === "processes") {
      return ceiling;
    }
    await shareMemory(probe);
    return {
      rung: "threads",
      why: `${msg("Workers can share memory here, so threads can run.")} ${isolation}`,
    };
  } catch (exception) {
    return processes(messageOf(exception), isolation);
  } finally {
    probe.terminate();
  }
}

/** Without a probe what the browser says of itself has to do; workers that do not start will tell. */
function untried({ message }: Missing, ceiling: Footing | undefined, isolation: string): Footing {
  if (ceiling !== undefined) {
    return ceiling;
  }
  const untold = msg(str`Whether workers can share memory could not be tried (${message}).`);
  return sharesMemory()
    ? {
        rung: "threads",
        why: `${untold} ${msg("Going by what the browser says of the page, threads can run.")} ${isolation}`,
      }
    : {
        rung: "processes",
        why: `${untold} ${msg("Going by what the browser says of the page, processes can run.")} ${isolation}`,
      };
}

function single(cause: string): Footing {
  return {
    rung: "single",
    why: msg(
      str`Everything runs in one worker, because this browser did not start a second one inside it (${cause}). Reload the page, or try a newer browser.`,
    ),
  };
}

function processes(cause: string, isolation: string): Footing {
  const why = crossOriginIsolated
    ? msg(
        str`Threads cannot run here: this browser shares no memory between workers even though the page is cross-origin isolated (${cause}). Processes can. Another browser may run threads.`,
      )
    : `${msg("Threads cannot run here: memory is shared only on a page that is cross-origin isolated, and this one is not. Processes can.")} ${isolation}`;
  return { rung: "processes", why };
}

/** Firefox now and then loses a worker's first message, so that silence gets a second try. */
async function startProbe(url: string): Promise<Worker> {
  try {
    return await startProbeOnce(url);
  } catch (exception) {
    if (exception instanceof Silence) {
      return startProbeOnce(url);
    }
    throw exception;
  }
}

async function startProbeOnce(url: string): Promise<Worker> {
  const probe = new Worker(workerAddress(url), { type: "module", name: "probe" });
  try {
    await heard(probe, "alive");
    return probe;
  } catch (exception) {
    probe.terminate();
    await fetchScript(url);
    throw exception;
  }
}

/** Rejects where a server does not have the script: a worker whose script is missing does not tell. */
async function fetchScript(url: string): Promise<void> {
  const { pathname } = new URL(url);
  const file = pathname.slice(pathname.lastIndexOf("/") + 1);
  let response: Response;
  try {
    response = await fetch(url);
  } catch (exception) {
    const cause = messageOf(exception);
    throw new Missing(msg(str`${file} did not load: ${cause}`));
  }
  const { status } = response;
  const type = response.headers.get("content-type") ?? msg("no content type");
  if (!response.ok) {
    throw new Missing(msg(str`${file} did not load: its server answered with status ${status}`));
  }
  if (!/javascript/.test(type)) {
    throw new Missing(msg(str`${file} did not load: its server sent ${type}`));
  }
}

/** Rejects where the memory cannot be sent, or what the probe writes is not seen here. */
async function shareMemory(probe: Worker): Promise<void> {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
  const shared = heard(probe, "shared");
  shared.catch(() => undefined);
  const message: ShareMessage = { kind: "share", memory };
  probe.postMessage(message);
  await shared;
  if (Atomics.load(new Int32Array(memory.buffer), 0) !== MARK) {
    throw new Error(msg("what one worker wrote, the other did not see"));
  }
}

function heard(probe: Worker, kind: ProbeAnswer["kind"]): Promise<void> {
  return new Promise((resolve, reject) => {
    const seconds = DEADLINE_MS / 1_000;
    const timer = setTimeout(
      () => reject(new Silence(msg(str`it did not answer within ${seconds} s`))),
      DEADLINE_MS,
    );
    const settle = (done: () => void): void => {
      clearTimeout(timer);
      done();
    };
    probe.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
      if (isOfKind(data, kind)) {
        settle(resolve);
      }
    });
    probe.addEventListener("messageerror", () =>
      settle(() => reject(new Error(msg("the memory did not arrive")))),
    );
    probe.addEventListener("error", (event) => {
      event.preventDefault();
      settle(() => reject(new Error(event.message || msg("its script did not load"))));
    });
  });
}
