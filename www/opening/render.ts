import { render } from "@lit-labs/ssr";
import { collectResultSync } from "@lit-labs/ssr/lib/render-result.js";
import { html } from "lit";
import { base } from "../elements/foundation/styles/base";
import "../elements/playground/contents";
import "../elements/playground/empty-lanes";
import "../elements/playground/parallel-playground";
import "../elements/playground/rung-badge";
import "../elements/settings/elements";

/** The full page's element as it first looks, with its styles: declarative shadow DOM. */
export const rendered = collectResultSync(
  render(html`<parallel-playground></parallel-playground>`),
);

/** What is in the styles of all its elements. */
export const shared = base.cssText;
