import { tooLarge } from "./failures";

/** What a kernel is given: see `src/tasks/on_gpu.rs`. */
export interface Job {
  numbers: Uint32Array;
  inputs: readonly Uint8Array<ArrayBuffer>[];
  invocations: number;
  output: number;
  ranges: Uint32Array;
}

/** What a kernel is bound to. */
export interface Bound {
  told: GPUBuffer;
  found: GPUBuffer;
  inputs: GPUBuffer[];
}

/** Buffers are copied in units of so many bytes. */
const UNIT = 4;

/** The buffers of a computation. */
export class Buffers {
  readonly #gpu: GPUDevice;
  readonly #all: GPUBuffer[] = [];

  constructor(gpu: GPUDevice) {
    this.#gpu = gpu;
  }

  /** A buffer with room for so many bytes, all of them 0. */
  make(bytes: number, usage: GPUBufferUsageFlags): GPUBuffer {
    const size = Math.max(1, Math.ceil(bytes / UNIT)) * UNIT;
    const { maxBufferSize, maxStorageBufferBindingSize } = this.#gpu.limits;
    const most = Math.min(maxBufferSize, maxStorageBufferBindingSize);
    if (size > most) {
      throw tooLarge(size, most);
    }
    const buffer = this.#gpu.createBuffer({ size, usage });
    this.#all.push(buffer);
    return buffer;
  }

  /** Those that a kernel is bound to, its inputs on their way there. */
  bound({ numbers, inputs, output }: Job): Bound {
    const { COPY_DST, COPY_SRC, STORAGE } = GPUBufferUsage;
    const input = (bytes: Uint8Array<ArrayBuffer>): GPUBuffer => {
      const buffer = this.make(bytes.length, STORAGE | COPY_DST);
      this.#gpu.queue.writeBuffer(buffer, 0, inUnits(bytes));
      return buffer;
    };
    return {
      told: this.make((2 + numbers.length) * UNIT, STORAGE | COPY_DST),
      found: this.make(output, STORAGE | COPY_SRC),
      inputs: inputs.map(input),
    };
  }

  /** The first so many bytes of a buffer. */
  async read(buffer: GPUBuffer, bytes: number): Promise<Uint8Array<ArrayBuffer>> {
    const { COPY_DST, MAP_READ } = GPUBufferUsage;
    const copy = this.make(buffer.size, MAP_READ | COPY_DST);
    const encoder = this.#gpu.createCommandEncoder();
    encoder.copyBufferToBuffer(buffer, 0, copy, 0, buffer.size);
    this.#gpu.queue.submit([encoder.finish()]);
    await copy.mapAsync(GPUMapMode.READ);
    return new Uint8Array(copy.getMappedRange().slice(0, bytes));
  }

  /** Gives their memory back. */
  end(): void {
    for (const buffer of this.#all) {
      buffer.destroy();
    }
  }
}

/** Bytes, and as many zeros behind them as their unit wants. */
function inUnits(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const rest = bytes.length % UNIT;
  if (rest === 0) {
    return bytes;
  }
  const whole = new Uint8Array(bytes.length + UNIT - rest);
  whole.set(bytes);
  return whole;
}
