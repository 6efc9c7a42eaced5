/** How far below what is seen an element counts as near, if nobody says. */
const MARGIN = "50%";

/** Resolves once the reader sees an element, or nearly so. */
export function near(element: Element, margin: string = MARGIN): Promise<void> {
  return new Promise((resolve) => {
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) {
          observer.disconnect();
          resolve();
        }
      },
      { rootMargin: margin },
    );
    observer.observe(element);
  });
}
