import { msg, str } from "@lit/localize";

/** What is said where a file of the site is missing: what did not load, and what next. */
export function notLoaded(missing: string): string {
  const remedy = msg(
    "Reload the page. If that does not help, a file is missing on the site's server.",
  );
  return `${missing} ${remedy}`;
}

export function editorMissing(cause: string): string {
  return msg(str`The editor did not load (${cause}).`);
}
