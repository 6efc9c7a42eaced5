/** Answers with what it is given, through Comlink. */

import * as Comlink from "../node_modules/comlink/dist/esm/comlink.js";

const echoes = {
  /** @param {number} value */
  echo: (value) => value,
};

/** @typedef {typeof echoes} Echo */

Comlink.expose(echoes);
