import { readdirSync } from "node:fs";
import { DIST } from "../server/site.ts";

/** All documents of the built site, by their paths in it. */
export const DOCUMENTS = readdirSync(DIST, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".html"))
  .sort();
