/** Where something lies in the lower half of what is seen, or below, the reader should see it come. */
export function bringIntoView(shown: Element, block: ScrollLogicalPosition = "start"): void {
  if (shown.getBoundingClientRect().top > innerHeight / 2) {
    const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    shown.scrollIntoView({ behavior: isCalm ? "instant" : "smooth", block });
  }
}
