import { msg, str } from "@lit/localize";
import type { Environment } from "../generated/types/Environment";
import type { RunRequest } from "../generated/types/RunRequest";
import { Coordinator, Dismissal } from "./coordinator";
import { documentAt, isForFrame } from "./documents";
import { PlaygroundFailure } from "./failure";
import { seekIsolation } from "./isolation";
import { locale } from "./locale";
import type { Footing, QuestionName, Questions } from "./protocol";
import { keepCopy, registerServiceWorker, type ServiceWorkerState } from "./service-worker";

/** Where runs take place, and the sentences that say why there and what would be better. */
export interface Place {
  /** Where runs take place. */
  environment: Environment;
  /** Why on this rung and through this network, and what would be better. */
  why: string;
}

/** What holds for every coordinator of this page. */
interface Ground {
  serviceWorker: ServiceWorkerState;
  /** How the page is isolated, or why not and what would change it. */
  isolation: string;
}

/** One coordinator kept ready: started when it is first needed, and anew whenever it has ended. */
export class WarmCoordinator {
  readonly #root: string;
  #ground: Promise<Ground> | undefined;
  #current: Promise<Coordinator> | undefined;
  #module: WebAssembly.Module | undefined;
  #ceiling: Footing | undefined;

  /** @param root the site's root, absolute, ending in a slash */
  constructor(root: string) {
    this.#root = root;
  }

  /** Has the service worker installed and the page isolated, which may reload it once. */
  async prepare(): Promise<void> {
    this.#ground ??= prepareGround(this.#root);
    await this.#ground;
  }

  /** The present coordinator, or a new one if there is none of use. */
  async get(): Promise<Coordinator> {
    for (;;) {
      this.#current ??= this.#start();
      const current = this.#current;
      try {
        const coordinator = await current;
        if (!coordinator.ended) {
          return coordinator;
        }
      } catch (exception) {
        this.#forget(current);
        throw exception;
      }
      this.#forget(current);
    }
  }

  /** A coordinator whose thread pool suits the request. */
  async suiting(request: RunRequest): Promise<Coordinator> {
    const coordinator = await this.get();
    if (await coordinator.ask("fits", request)) {
      return coordinator;
    }
    coordinator.dismiss();
    return this.get();
  }

  /** Puts a question; when the coordinator is replaced meanwhile, to the next one. */
  async ask<Name extends QuestionName>(
    name: Name,
    ...values: Parameters<Questions[Name]>
  ): Promise<ReturnType<Questions[Name]>> {
    for (;;) {
      const coordinator = await this.get();
      try {
        return await coordinator.ask(name, ...values);
      } catch (exception) {
        if (!(exception instanceof Dismissal)) {
          throw exception;
        }
      }
    }
  }

  /** Where a coordinator is. */
  async place({ environment, why }: Coordinator): Promise<Place> {
    const ground = await this.#ground;
    if (environment.simulatedNetwork || ground === undefined) {
      return { environment, why };
    }
    const cause = ground.serviceWorker.ready
      ? msg("this browser keeps its workers’ requests from the service worker")
      : ground.serviceWorker.cause;
    const missing = msg(
      str`The simulated network is not available (${cause}), so downloads go through the real one.`,
    );
    return { environment, why: `${why} ${missing}` };
  }

  /** Has the service worker keep a copy of the site, if a reader is on it, and not in an article. */
  async keepCopy(): Promise<void> {
    const ground = await this.#ground;
    const document = documentAt(location.href, this.#root);
    const isOnSite = top === self && document !== undefined && !isForFrame(document);
    if (isOnSite && ground?.serviceWorker.ready === true) {
      keepCopy();
    }
  }

  /**
   * After `failure` on a coordinator: has the next one stand a rung lower, if workers did not
   * start and there is a lower rung.
   *
   * @returns whether it is worth another try
   */
  lower(coordinator: Coordinator, failure: unknown): boolean {
    const { rung } = coordinator.environment;
    const startFailed = failure instanceof PlaygroundFailure && failure.code === "start-failed";
    if (!startFailed || rung === "single") {
      return false;
    }
    this.#ceiling = { rung: rung === "threads" ? "processes" : "single", why: failure.message };
    coordinator.dismiss();
    return true;
  }

  #forget(current: Promise<Coordinator>): void {
    if (this.#current === current) {
      this.#current = undefined;
    }
  }

  async #start(): Promise<Coordinator> {
    this.#ground ??= prepareGround(this.#root);
    const { serviceWorker, isolation } = await this.#ground;
    const coordinator = await Coordinator.start(this.#root, {
      locale: locale(),
      module: this.#module,
      ceiling: this.#ceiling,
      isolation,
      expectSimulatedNetwork: serviceWorker.ready,
    });
    this.#module = coordinator.module;
    return coordinator;
  }
}

async function prepareGround(root: string): Promise<Ground> {
  const serviceWorker = await registerServiceWorker(root);
  return { serviceWorker, isolation: await seekIsolation(root, serviceWorker) };
}
