import { msg, str } from "@lit/localize";
import { ofThisBuild } from "../engine/build";
import { messageOf } from "../engine/failure";
import { missingKernel, notCompiled } from "./failures";

/** A kernel, ready to be invoked. */
export interface Compiled {
  pipeline: GPUComputePipeline;
  /** What it took to get and to compile it. */
  compiledInMs: number;
}

/** The kernels of a device, each compiled when it is first wanted. */
export class Kernels {
  readonly #gpu: GPUDevice;
  readonly #root: string;
  readonly #compiled = new Map<string, Promise<Compiled>>();

  constructor(gpu: GPUDevice, root: string) {
    this.#gpu = gpu;
    this.#root = root;
  }

  /** The kernel of a task, by its id. */
  compiled(task: string): Promise<Compiled> {
    const compiled = this.#compiled.get(task) ?? this.#compile(`kernels/${task}.wgsl`);
    this.#compiled.set(task, compiled);
    return compiled;
  }

  async #compile(file: string): Promise<Compiled> {
    const beginMs = performance.now();
    const code = await textOf(file, this.#root);
    // What is wrong with it is told below, where it can be told apart.
    this.#gpu.pushErrorScope("validation");
    const module = this.#gpu.createShaderModule({ code });
    const { messages } = await module.getCompilationInfo();
    await this.#gpu.popErrorScope();
    const [error] = messages.filter(({ type }) => type === "error");
    if (error !== undefined) {
      const { lineNum, message } = error;
      throw notCompiled(file, msg(str`line ${lineNum}: ${message}`));
    }
    const compute = { module, entryPoint: "main" };
    try {
      const pipeline = await this.#gpu.createComputePipelineAsync({ layout: "auto", compute });
      return { pipeline, compiledInMs: performance.now() - beginMs };
    } catch (exception) {
      throw notCompiled(file, messageOf(exception));
    }
  }
}

async function textOf(file: string, root: string): Promise<string> {
  try {
    const response = await fetch(ofThisBuild(file, root));
    const { status } = response;
    if (!response.ok) {
      throw new Error(msg(str`its server answered with status ${status}`));
    }
    return await response.text();
  } catch (exception) {
    throw missingKernel(file, messageOf(exception));
  }
}
