/** What an author pastes into an article to have a playground there. */

import {
  attributeOf,
  FIELD_NAMES,
  type Settings,
  searchOf,
  toAddress,
  withoutPasswords,
} from "../settings/settings";

/** How high a frame is that nothing makes as high as its content, in CSS pixels. */
export const FRAME_HEIGHT = 640;

/** The two ways to have a playground in an article. */
export interface Snippets {
  /** The element itself, for pages that may run scripts. */
  element: string;
  /** A frame, for pages that may not. */
  frame: string;
}

/**
 * The snippets for a playground with these settings.
 *
 * @param theme `light`, `dark` or `auto`
 * @param root the site's root, absolute, ending in a slash
 */
export function snippets(settings: Settings, theme: string, root: string): Snippets {
  const chosen = theme === "auto" ? [] : [["theme", theme] as const];
  const shared = withoutPasswords(settings);
  const fields = FIELD_NAMES.flatMap((field) => {
    const value = shared[field];
    return value === undefined ? [] : [[attributeOf(field), value] as const];
  });
  const attributes = [...chosen, ...fields].map(([name, value]) => ` ${name}="${escaped(value)}"`);
  const script = new URL("parallel-playground.js", root).href;
  const framed = new URL(
    `embed.html${toAddress(settings, { search: searchOf(theme), hash: "" })}`,
    root,
  ).href;
  const grow = new URL("embed-parent.js", root).href;
  return {
    element: `<script type="module" src="${escaped(script)}"></script>
<parallel-playground compact${attributes.join("")}></parallel-playground>`,
    frame: `${frame(framed, "Parallel Playground")}
<!-- Optional: makes the frame as high as its content. -->
<script type="module" src="${escaped(grow)}"></script>`,
  };
}

/** A frame, and what is allowed in it. */
export function frame(address: string, title: string): string {
  return `<iframe src="${escaped(address)}" title="${escaped(title)}" width="100%" height="${FRAME_HEIGHT}" loading="lazy" allow="cross-origin-isolated; clipboard-write"></iframe>`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}
