import type { Page } from "./page.ts";

/** The names of the copies of the site that there are, once there is a whole one for `build`. */
export function copies(page: Page, build: string): Promise<string[]> {
  return page.call<string[]>(
    `while (true) {
       const names = await caches.keys();
       const name = names.find((name) => name.endsWith(given));
       // Its files come at once, but for those that are kept once they were used.
       const script = { cacheName: name, ignoreSearch: true };
       if (name !== undefined && (await caches.match("parallel-playground.js", script))) {
         return names;
       }
       await new Promise(requestAnimationFrame);
     }`,
    build,
  );
}
