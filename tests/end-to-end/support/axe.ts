import axe from "axe-core";
import type { Page } from "./page.ts";

/** What axe finds that is serious or worse, each with the first place where it was found. */
export async function axeFindings(page: Page): Promise<string[]> {
  const found = await violations(page);
  return found.filter(({ impact }) => impact === "serious" || impact === "critical").map(told);
}

/** All that axe finds, however slight. */
export async function allAxeFindings(page: Page): Promise<string[]> {
  return (await violations(page)).map(told);
}

async function violations({ driver }: Page): Promise<axe.Result[]> {
  await driver.executeScript(axe.source);
  const results = await driver.executeAsyncScript<axe.AxeResults>(
    "const done = arguments[0]; axe.run(document, { resultTypes: ['violations'] }).then(done);",
  );
  return results.violations;
}

function told({ id, nodes }: axe.Result): string {
  return `${id}: ${JSON.stringify(nodes[0]?.target)} ${nodes[0]?.html}`;
}
