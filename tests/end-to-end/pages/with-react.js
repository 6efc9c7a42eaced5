/** A playground as React renders it. */

import { createElement } from "react";
import { flushSync } from "react-dom";
import { createRoot } from "react-dom/client";

window.heard = [];
const note = ({ type, detail }) => window.heard.push({ type, detail });
const root = createRoot(document.body.appendChild(document.createElement("main")));

/** Has the page show a playground with these properties, and no others. */
window.show = (properties, tag = "parallel-playground") => {
  const listeners = { "onrun-start": note, "onrun-end": note, "onrun-error": note };
  const playground = createElement(tag, { ...properties, ...listeners });
  flushSync(() => root.render(playground));
};
