import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Contender, Job, Timing } from "./contender.ts";

/** The repository's folder. */
export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** How a program is started. */
export interface Command {
  name: string;
  program: string;
  arguments: string[];
  env?: Record<string, string>;
  tasks?: ReadonlySet<string>;
}

/** A program that reads jobs as lines of JSON, and answers each with a line of timings. */
export class Program implements Contender {
  readonly name: string;
  readonly tasks?: ReadonlySet<string>;
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterator<string>;

  constructor({ name, program, arguments: words, env = {}, tasks }: Command) {
    this.name = name;
    if (tasks !== undefined) {
      this.tasks = tasks;
    }
    this.#child = spawn(program, words, {
      cwd: ROOT,
      env: { ...process.env, ...env },
      stdio: ["pipe", "pipe", "inherit"],
    });
    if (this.#child.stdout === null) {
      throw new Error(`${name}: its output cannot be read`);
    }
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
  }

  /** Its answer to a line. */
  async ask<Answer>(question: object): Promise<Answer> {
    this.#child.stdin?.write(`${JSON.stringify(question)}\n`);
    const { value, done } = await this.#lines.next();
    if (done) {
      throw new Error(`${this.name} ended instead of answering ${JSON.stringify(question)}`);
    }
    const answer = JSON.parse(value);
    if (answer.error !== undefined) {
      throw new Error(`${this.name}: ${answer.error}`);
    }
    return answer;
  }

  round(job: Job): Promise<Timing[]> {
    return this.ask(job);
  }

  async end(): Promise<void> {
    this.#child.stdin?.end();
    if (this.#child.exitCode === null) {
      await once(this.#child, "exit");
    }
  }
}

/** The same Rust outside a browser, for any x86-64 machine or for this one alone; it is built first. */
export async function native(cpu: "baseline" | "machine"): Promise<Program> {
  const bench = ["bench", "--locked", "--bench", "native"];
  const env = {
    CARGO_TARGET_DIR: `target/native-${cpu}`,
    RUSTFLAGS: cpu === "machine" ? "-Ctarget-cpu=native" : "",
  };
  const build = spawn("cargo", [...bench, "--no-run"], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ["ignore", "inherit", "inherit"],
  });
  const [code] = await once(build, "exit");
  if (code !== 0) {
    throw new Error(`native-${cpu} cannot be built: see above`);
  }
  return new Program({
    name: `native-${cpu}`,
    program: "cargo",
    arguments: [...bench, "--quiet"],
    env,
  });
}

/** The tasks that Python does by nothing but itself and numpy. */
export const PYTHON_TASKS: ReadonlySet<string> = new Set([
  "count-primes",
  "count-in-range",
  "estimate-pi",
  "mandelbrot",
  "multiply-matrices",
  "sort-numbers",
  "count-words",
]);

/** The Python of the project's own environment, or the one that is named instead. */
export const { PYTHON = ".tools/python/bin/python" } = process.env;

/** Python, with the packages that the tutorial's programs use. */
export function python(): Program {
  return new Program({
    name: "python",
    program: PYTHON,
    arguments: ["benches/python/bench.py"],
    tasks: PYTHON_TASKS,
  });
}
