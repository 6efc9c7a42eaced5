import { _installMsgImplementation } from "@lit/localize/init/install.js";
import { ofThisBuild } from "./build";
import { type Locale, locale, noteSpoken, type Texts } from "./locale";

/**
 * Has this script, and what is bundled with it, speak a language from now on; English where its
 * texts are not to be had. Never rejects.
 *
 * @param root the site's root, or any file in it
 */
export async function speak(wanted: Locale, root: string): Promise<void> {
  if (wanted === locale()) {
    return;
  }
  try {
    const loaded: Texts = await import(ofThisBuild(`${wanted}.js`, root));
    _installMsgImplementation(loaded.translate);
    noteSpoken(wanted, loaded);
  } catch {
    // A page in English is better than none.
  }
}
