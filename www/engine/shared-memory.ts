/** Whether the browser says that workers of this page may share memory; the ladder's probe tries it. */
export function sharesMemory(): boolean {
  return crossOriginIsolated && typeof SharedArrayBuffer !== "undefined";
}
