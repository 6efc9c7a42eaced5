/**
 * The address that a worker can be started from. Browsers start none from another site's script,
 * but do from a script of the page's own that imports it, if that site lets others have it (CORS).
 *
 * @param script the worker's script, absolute
 */
export function workerAddress(script: string): string {
  if (new URL(script).origin === origin) {
    return script;
  }
  const importing = `import ${JSON.stringify(script)};`;
  // Where the page has no origin, in a sandbox, Chromium starts no module from a blob.
  return origin === "null"
    ? `data:text/javascript,${encodeURIComponent(importing)}`
    : URL.createObjectURL(new Blob([importing], { type: "text/javascript" }));
}
