// Has the bundler leave out of the library what the page does not use.

import { join } from "node:path";

/** For the bundler. */
export const sparingTexts = {
  name: "sparing-texts",
  setup({ onResolve }) {
    onResolve({ filter: /^@lit\/localize$/ }, () => ({
      path: join(import.meta.dirname, "library.ts"),
    }));
  },
};
