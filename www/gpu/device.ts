import { msg } from "@lit/localize";
import { lost, noAdapter, noDevice, noWebGpu } from "./failures";

/** What software adapters are called that do not say what they are. */
const SOFTWARE = /swiftshader|llvmpipe|lavapipe|softpipe|basic render/i;

/** A GPU that is ready to compute. */
export class Device {
  readonly gpu: GPUDevice;
  /** Its name, as far as the browser tells. */
  readonly name: string;
  /** Whether it is none: the processor computes in its place. */
  readonly software: boolean;
  /** Rejects once it is lost. */
  readonly #lost: Promise<never>;

  private constructor(gpu: GPUDevice, info: GPUAdapterInfo) {
    this.gpu = gpu;
    this.name = nameOf(info);
    this.software = info.isFallbackAdapter || SOFTWARE.test(this.name);
    this.#lost = gpu.lost.then((info) => {
      throw lost(info);
    });
    this.#lost.catch(() => undefined);
  }

  /** Finds the GPU. */
  static async open(): Promise<Device> {
    const { gpu } = navigator as Partial<NavigatorGPU>;
    if (gpu === undefined) {
      throw noWebGpu();
    }
    const adapter = await gpu.requestAdapter({ powerPreference: "high-performance" });
    if (adapter === null) {
      throw noAdapter();
    }
    const { maxBufferSize, maxStorageBufferBindingSize } = adapter.limits;
    try {
      const device = await adapter.requestDevice({
        requiredFeatures: adapter.features.has("timestamp-query") ? ["timestamp-query"] : [],
        requiredLimits: { maxBufferSize, maxStorageBufferBindingSize },
      });
      return new Device(device, adapter.info);
    } catch (exception) {
      throw noDevice(exception);
    }
  }

  /** Whether it can tell the time. */
  get hasClock(): boolean {
    return this.gpu.features.has("timestamp-query");
  }

  /** What `work` yields, unless the device is lost before. */
  unlessLost<T>(work: Promise<T>): Promise<T> {
    return Promise.race([work, this.#lost]);
  }

  /** Ends it, whatever it is doing. */
  end(): void {
    this.gpu.destroy();
  }
}

function nameOf({ vendor, architecture, device, description }: GPUAdapterInfo): string {
  const known = [vendor, architecture, device].filter((word) => word !== "").join(" ");
  return description || known || msg("a GPU that the browser does not name");
}
