import type { Computed } from "../engine/gpu-host";
import { type Bound, Buffers, type Job } from "./buffers";
import { clockOf, spansOf } from "./clock";
import type { Device } from "./device";
import { refused } from "./failures";

/** As the kernels have it. */
const WORKGROUP = 64;

/** Copies a kernel's inputs to a GPU, has it compute, and copies back what it found. */
export async function compute(
  { gpu, hasClock }: Device,
  pipeline: GPUComputePipeline,
  job: Job,
): Promise<Pick<Computed, "output" | "spans" | "ownClock">> {
  return guarded(gpu, async () => {
    const buffers = new Buffers(gpu);
    try {
      const beginMs = now();
      const bound = buffers.bound(job);
      await gpu.queue.onSubmittedWorkDone();
      const copiedMs = now();
      const clock = hasClock ? clockOf(gpu, buffers, job.ranges.length / 2) : undefined;
      submit(gpu, pipeline, bound, job, clock?.ofRange);
      await gpu.queue.onSubmittedWorkDone();
      const doneMs = now();
      const output = await buffers.read(bound.found, job.output);
      const backMs = now();
      const stamps = clock === undefined ? undefined : await clock.read();
      const moments = { beginMs, copiedMs, doneMs, backMs };
      return { output, ...spansOf(moments, job.ranges, stamps) };
    } finally {
      buffers.end();
    }
  });
}

/** Milliseconds, on the clock that all workers of a page share. */
function now(): number {
  return performance.timeOrigin + performance.now();
}

/** Hands a GPU all ranges, one after another. */
function submit(
  gpu: GPUDevice,
  pipeline: GPUComputePipeline,
  { told, found, inputs }: Bound,
  { numbers, invocations, ranges }: Job,
  timestamps: ((range: number) => GPUComputePassTimestampWrites) | undefined,
): void {
  const entries = [told, found, ...inputs].map((buffer, binding) => ({
    binding,
    resource: { buffer },
  }));
  const bindings = gpu.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries });
  for (let at = 0; at < ranges.length; at += 2) {
    const [begin = 0, end = 0] = ranges.subarray(at, at + 2);
    gpu.queue.writeBuffer(told, 0, new Uint32Array([begin, end, ...numbers]));
    const encoder = gpu.createCommandEncoder();
    const timestampWrites = timestamps?.(at / 2);
    const pass = encoder.beginComputePass(timestampWrites && { timestampWrites });
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, bindings);
    const groups = Math.ceil(((end - begin) * invocations) / WORKGROUP);
    const width = Math.min(groups, gpu.limits.maxComputeWorkgroupsPerDimension);
    pass.dispatchWorkgroups(width, Math.ceil(groups / width));
    pass.end();
    gpu.queue.submit([encoder.finish()]);
  }
}

/** Has what WebGPU tells beside the work become a failure of the work. */
async function guarded<T>(gpu: GPUDevice, work: () => Promise<T>): Promise<T> {
  const scopes: GPUErrorFilter[] = ["internal", "out-of-memory", "validation"];
  for (const scope of scopes) {
    gpu.pushErrorScope(scope);
  }
  const [outcome] = await Promise.allSettled([work()]);
  const errors: (GPUError | null)[] = [];
  for (const _ of scopes) {
    errors.push(await gpu.popErrorScope());
  }
  const error = errors.find((error) => error !== null);
  if (error) {
    throw refused(error);
  }
  if (outcome.status === "rejected") {
    throw outcome.reason;
  }
  return outcome.value;
}
