/** The build that this bundle belongs to; the bundler writes it in. */
declare const BUILD_ID: string;

/** The build that this bundle belongs to. The page and its workers compare theirs at the start. */
export const buildId: string = BUILD_ID;

/**
 * The address of a file of this build: no cache can answer it with a file of another build.
 *
 * @param file its path below `root`
 * @param root the site's root, or any file in it
 */
export function ofThisBuild(file: string, root: string): string {
  const url = new URL(file, root);
  url.searchParams.set("build", buildId);
  return url.href;
}
