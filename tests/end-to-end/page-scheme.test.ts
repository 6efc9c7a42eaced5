/** In an article that is dark or light by its own switch, so is the playground. */

import assert from "node:assert/strict";
import { before, test } from "node:test";
import { serveArticle } from "./server/article.ts";
import type { Site } from "./server/site.ts";
import type { Page } from "./support/page.ts";
import * as testBed from "./support/test-bed.ts";

let page: Page;
let site: Site;

before(async () => {
  site = await testBed.site();
  page = await testBed.page();
});

/** The playground's scheme in an article, and after its switch was set to others. */
async function schemes(style: string, attributes: string, ...later: string[]): Promise<string[]> {
  const { address } = await testBed.serve(() =>
    serveArticle(`<style>${style}</style><parallel-playground ${attributes}></parallel-playground>
      <script type="module" src="${site.root}parallel-playground.js"></script>`),
  );
  await page.driver.get(address);
  return page.driver.executeAsyncScript<string[]>(
    `const [later, done] = arguments;
    const element = document.querySelector("parallel-playground");
    const scheme = async () => {
      await element.updateComplete;
      return getComputedStyle(element).colorScheme;
    };
    (async () => {
      await customElements.whenDefined("parallel-playground");
      const seen = [await scheme()];
      for (const switched of later) {
        document.documentElement.style.colorScheme = switched;
        // Whoever watches the page is told before anything else is done.
        await new Promise((resolve) => setTimeout(resolve));
        seen.push(await scheme());
      }
      done(seen);
    })();`,
    later,
  );
}

test("what the page decides goes before the reader's system, whenever it decides", async () => {
  assert.deepEqual(
    await schemes(":root { color-scheme: dark }", "", "light", "only dark", "light dark"),
    ["dark", "light", "dark", "light dark"],
  );
});

test("a page that decides nothing leaves it to the reader", async () => {
  assert.deepEqual(await schemes("", ""), ["light dark"]);
});

test("the element's own theme goes before the page's", async () => {
  assert.deepEqual(await schemes(":root { color-scheme: dark }", 'theme="light"'), ["light"]);
});
