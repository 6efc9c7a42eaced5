/** Which packages this site has beside the standard library, and what is said of others. */

import { msg, str } from "@lit/localize";
import { enumerate } from "../foundation/format";
import { words } from "../foundation/words";

/** The bundler writes it in; a list would lie in a piece of its own that every page loads. */
declare const PYTHON_PACKAGES: string;

/**
 * Those that a site has not.
 *
 * @param wanted names as pip takes them, in a list
 * @param there all that the site has, by their normal names
 */
export function missingPackages(
  wanted: string,
  there: readonly string[] = words(PYTHON_PACKAGES),
): string[] {
  return words(wanted).filter((name) => !there.includes(normal(name)));
}

/** Why programs that need them do not run here, and who can do what about it. */
export function whyMissing(missing: readonly string[]): string {
  const names = enumerate(missing);
  return msg(
    str`These programs need ${names}, which this site was built without. Whoever builds the site adds packages by \`cargo xtask build --python-packages DIR\`; its guide for authors says more.`,
  );
}

/** How pip compares names. */
function normal(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, "-");
}
