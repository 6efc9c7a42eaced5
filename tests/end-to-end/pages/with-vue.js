/** A playground as Vue renders it, its properties set by `.prop`. */

import { h, render } from "vue";

window.heard = [];
const note = ({ type, detail }) => window.heard.push({ type, detail });
const root = document.body.appendChild(document.createElement("main"));

/** Has the page show a playground with these properties, and no others. */
window.show = (properties, tag = "parallel-playground") => {
  const listeners = { onRunStart: note, onRunEnd: note, onRunError: note };
  const set = Object.entries(properties).map(([name, value]) => [`.${name}`, value]);
  render(h(tag, { ...Object.fromEntries(set), ...listeners }), root);
};
