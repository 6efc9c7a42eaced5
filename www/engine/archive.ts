import { downloadZip } from "client-zip";
import type { RustCoordinator } from "./glue";

/** The folder that the archive unpacks into, after the tutorial's. */
const FOLDER = "images";

/** The download directory as a zip archive; its files are stored as they are, being pictures. */
export async function archive(rust: RustCoordinator): Promise<Uint8Array<ArrayBuffer>> {
  const zip = downloadZip(files(rust));
  return new Uint8Array(await zip.arrayBuffer());
}

/** One file after another, so that no more than one of them is in memory beside the archive. */
async function* files(rust: RustCoordinator) {
  for (const { name } of await rust.listDirectory()) {
    yield { name: `${FOLDER}/${name}`, input: await rust.readFile(name) };
  }
}
