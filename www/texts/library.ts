/**
 * What the page uses of `@lit/localize`, which the bundler takes for the whole: its own front door
 * brings along what changes a language while a page is open, which no page here does.
 */

export { msg } from "@lit/localize/init/install.js";
export { str } from "@lit/localize/internal/str-tag.js";
