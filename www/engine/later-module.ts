import { msg, str } from "@lit/localize";
import { ofThisBuild } from "./build";
import { messageOf, plainFailure } from "./failure";
import { type Locale, locale } from "./locale";

/** Such a script is bundled by itself, and has to be told what to speak. */
export interface Speaking {
  speak(wanted: Locale, root: string): Promise<void>;
}

/**
 * A script of this build as a module. Nothing of it is loaded before.
 *
 * @param file its path below `root`
 * @param root the site's root, absolute, ending in a slash
 * @param failure what cannot be done without it, by why it is not to be had
 * @throws PlaygroundError `start-failed` if it cannot be had
 */
export async function laterModule<Module extends Speaking>(
  file: string,
  root: string,
  failure: (missing: string) => string,
): Promise<Module> {
  try {
    const module: Module = await import(ofThisBuild(file, root));
    await module.speak(locale(), root);
    return module;
  } catch (exception) {
    const cause = messageOf(exception);
    throw plainFailure("start-failed", failure(msg(str`${file} did not load (${cause})`)));
  }
}
