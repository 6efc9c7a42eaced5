import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Catalogue } from "../../../www/generated/types/Catalogue.ts";

const {
  CATALOGUE = fileURLToPath(new URL("../../../www/generated/catalogue.json", import.meta.url)),
} = process.env;

/** The tasks and strategies that the site was built with. */
export const catalogue = JSON.parse(readFileSync(CATALOGUE, "utf8")) as Catalogue;

/** What takes a GPU, which few machines that run tests have: `gpu.test.ts` is about it. */
const ON_GPU = "gpu";

/** The ids of the strategies that suit a task and run everywhere, in order. */
export function suiting(task: string): string[] {
  const unsuited = catalogue.unsuited.filter((pair) => pair.task === task);
  return catalogue.strategies
    .map(({ id }) => id)
    .filter((id) => id !== ON_GPU && unsuited.every(({ strategy }) => strategy !== id));
}
