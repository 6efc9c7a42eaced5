/** Resolves once the page has loaded, is drawn, and has nothing more urgent to do. */
export async function idle(): Promise<void> {
  if (document.readyState !== "complete") {
    await new Promise((resolve) => addEventListener("load", resolve, { once: true }));
  }
  await new Promise<unknown>((resolve) => {
    // Safari does not tell.
    const whenIdle = globalThis.requestIdleCallback ?? setTimeout;
    whenIdle(resolve);
  });
}
