import type { Environment } from "../generated/types/Environment";
import type { RunRequest } from "../generated/types/RunRequest";
import { Coordinator, Dismissal } from "./coordinator";
import { PlaygroundFailure } from "./failure";
import type { Ceiling, QuestionName, Questions } from "./protocol";
import { registerSimulatedNetwork, type SimulatedNetwork } from "./simulated-network";

/** Where runs take place, and the sentences that say why there and what would be better. */
export interface Place {
  /** Where runs take place. */
  environment: Environment;
  /** Why on this rung and through this network, and what would be better. */
  why: string;
}

/** One coordinator kept ready: started when it is first needed, and anew whenever it has ended. */
export class WarmCoordinator {
  readonly #root: string;
  #simulatedNetwork: Promise<SimulatedNetwork> | undefined;
  #current: Promise<Coordinator> | undefined;
  #module: WebAssembly.Module | undefined;
  #ceiling: Ceiling | undefined;

  /** @param root the site's root, absolute, ending in a slash */
  constructor(root: string) {
    this.#root = root;
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
    const network = await this.#simulatedNetwork;
    if (environment.simulatedNetwork || network === undefined) {
      return { environment, why };
    }
    const missing = network.ready
      ? "The simulated network cannot be had, because this browser keeps its workers' requests from the service worker, so downloads go through the real one."
      : network.why;
    return { environment, why: `${why} ${missing}` };
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
    this.#simulatedNetwork ??= registerSimulatedNetwork(this.#root);
    const { ready } = await this.#simulatedNetwork;
    const coordinator = await Coordinator.start(this.#root, {
      module: this.#module,
      ceiling: this.#ceiling,
      expectSimulatedNetwork: ready,
    });
    this.#module = coordinator.module;
    return coordinator;
  }
}
