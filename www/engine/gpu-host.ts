import { msg, str } from "@lit/localize";
import type { PlaygroundError } from "../generated/types/PlaygroundError";
import { laterModule, type Speaking } from "./later-module";

/** A GPU. Whatever its promises reject with is a {@link PlaygroundError}. */
export interface GpuHost {
  /**
   * Has it compute ranges of a task.
   *
   * @param task whose kernel it is, by its id
   * @param numbers that the kernel is told
   * @param inputs what is copied to it
   * @param invocations how often the kernel is invoked for each item
   * @param output how many bytes it yields
   * @param ranges the first item of each range, and the one after its last
   */
  compute(
    task: string,
    numbers: Uint32Array,
    inputs: readonly Uint8Array<ArrayBuffer>[],
    invocations: number,
    output: number,
    ranges: Uint32Array,
  ): Promise<Computed>;
  /** Gives up whatever it is doing. */
  giveUp(): void;
}

/** What a GPU did. */
export interface Computed {
  /** What the kernel yielded. */
  output: Uint8Array;
  /** When it copied and computed: five numbers a span, as in `src/playground/packing.rs`. */
  spans: Float64Array;
  /** What it took to find it and to compile the kernel, in milliseconds. */
  startedInMs: number;
  /** Its name, as far as the browser tells. */
  name: string;
  /** Whether it is none: the processor computes in its place. */
  software: boolean;
  /** Whether its own clock told when it computed. */
  ownClock: boolean;
}

/** `gpu.js` as a module: `www/gpu/`. */
interface GpuModule extends Speaking {
  openGpu(root: string): GpuHost;
}

/**
 * This build's way to the GPU. Nothing of it is loaded before.
 *
 * @param root the site's root, absolute, ending in a slash
 * @throws PlaygroundError `start-failed` if the file cannot be had
 */
export async function openGpu(root: string): Promise<GpuHost> {
  const { openGpu } = await laterModule<GpuModule>("gpu.js", root, (missing) =>
    msg(str`The GPU cannot be reached: ${missing}. Reload the page.`),
  );
  return openGpu(root);
}
