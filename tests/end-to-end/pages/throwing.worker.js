/** A worker that traps, as a thread does when its Rust side panics. */
setTimeout(() => {
  throw new WebAssembly.RuntimeError("unreachable");
});
