import { ofThisBuild } from "../../engine/engine";
import { locale } from "../foundation/locale";
import type { Program } from "./program";
import { type Draft, identified } from "./version";

/** A program of the library, as it is offered. */
export interface Entry {
  readonly id: string;
  readonly title: string;
  /** What there is to see in it. */
  readonly see: string;
}

/** A program of the library, whole. */
export interface LibraryProgram extends Entry, Program {}

/** Where the library's programs have the site; readers have it where it is. */
const EXAMPLE = "https://example.org/playground/";
const PICTURES = "pictures/";

/** A network on which there is something to wait for; its address says so. */
const SIMULATED = "simulated-network/latency-200.jitter-50/";

/** What is offered. */
export async function libraryEntries(): Promise<readonly Entry[]> {
  return (await file("index")) as readonly Entry[];
}

/**
 * One of them.
 *
 * @param isSimulated whether this page has the simulated network, which pictures then come through
 */
export async function libraryProgram(id: string, isSimulated: boolean): Promise<LibraryProgram> {
  const { versions, ...entry } = (await file(id)) as Entry & { versions: readonly Draft[] };
  const site = new URL("./", import.meta.url).href;
  const pictures = `${site}${isSimulated ? SIMULATED : ""}${PICTURES}`;
  const here = (source: string) =>
    source.replaceAll(EXAMPLE + PICTURES, pictures).replaceAll(EXAMPLE, site);
  const own = versions.map((version) => ({ ...version, source: here(version.source) }));
  return { ...entry, versions: identified(own) };
}

async function file(name: string): Promise<unknown> {
  const folder = locale() === "en" ? "programs" : `programs/${locale()}`;
  const response = await fetch(ofThisBuild(`${folder}/${name}.json`, import.meta.url));
  return response.json();
}
