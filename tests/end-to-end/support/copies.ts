import type { Page } from "./page.ts";

/** The names of the copies of the site that there are, once there is one for `build`. */
export function copies(page: Page, build: string): Promise<string[]> {
  return page.call<string[]>(
    `while (true) {
       const names = await caches.keys();
       const name = names.find((name) => name.endsWith(given));
       const files = name === undefined ? [] : await (await caches.open(name)).keys();
       if (files.length > 0) {
         return names;
       }
       await new Promise(requestAnimationFrame);
     }`,
    build,
  );
}
