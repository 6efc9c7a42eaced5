/** The front door: a GPU that computes what a coordinator asks of it. */

import type { Computed, GpuHost } from "../engine/gpu-host";
import { compute } from "./computation";
import { Device } from "./device";
import { Kernels } from "./kernels";

export { speak } from "../engine/speak";

/** @param root the site's root, absolute, ending in a slash */
export function openGpu(root: string): GpuHost {
  return new Gpu(root);
}

/** A device and what was compiled for it. */
interface Ready {
  device: Device;
  kernels: Kernels;
}

class Gpu implements GpuHost {
  readonly #root: string;
  #ready: Promise<Ready> | undefined;
  /** What finding the present device took. */
  #foundInMs = 0;

  constructor(root: string) {
    this.#root = root;
  }

  async compute(
    task: string,
    numbers: Uint32Array,
    inputs: readonly Uint8Array<ArrayBuffer>[],
    invocations: number,
    output: number,
    ranges: Uint32Array,
  ): Promise<Computed> {
    const ready = this.#start();
    try {
      const { device, kernels } = await ready;
      const { name, software } = device;
      const { pipeline, compiledInMs } = await device.unlessLost(kernels.compiled(task));
      const job = { numbers, inputs, invocations, output, ranges };
      const computed = await device.unlessLost(compute(device, pipeline, job));
      return { ...computed, name, software, startedInMs: this.#foundInMs + compiledInMs };
    } catch (exception) {
      // Whatever state it is in: the next run begins with a fresh one.
      this.#end(ready);
      throw exception;
    }
  }

  giveUp(): void {
    if (this.#ready !== undefined) {
      this.#end(this.#ready);
    }
  }

  #start(): Promise<Ready> {
    if (this.#ready === undefined) {
      const ready = this.#open();
      this.#ready = ready;
      // A driver may be reset while nothing is asked of it, which is no run's fault.
      void ready
        .then(({ device }) => device.gpu.lost)
        .then(
          () => this.#end(ready),
          () => undefined,
        );
    }
    return this.#ready;
  }

  /** Ends a device; another may have taken its place meanwhile. */
  #end(ready: Promise<Ready>): void {
    if (this.#ready === ready) {
      this.#ready = undefined;
    }
    void ready.then(
      ({ device }) => device.end(),
      () => undefined,
    );
  }

  async #open(): Promise<Ready> {
    const beginMs = performance.now();
    const device = await Device.open();
    this.#foundInMs = performance.now() - beginMs;
    return { device, kernels: new Kernels(device.gpu, this.#root) };
  }
}
