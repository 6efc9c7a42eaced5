/**
 * Whether this browser can leave one stack for another (JavaScript Promise Integration), by which
 * Python's threads, processes and event loop wait. Without it, Python has one worker.
 */
export const switchesStacks = "Suspending" in WebAssembly;
