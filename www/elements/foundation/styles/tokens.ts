import { css } from "lit";

/**
 * Every colour, typeface and measure of the playground, as custom properties of the public
 * element: a page that embeds it may set any of them on `<parallel-playground>`.
 *
 * `light-dark()` follows the element's `color-scheme`, which is the reader's choice unless the
 * page's own `color-scheme` or the `theme` attribute decides. Span and worker colours are Okabe and Ito's colour-blind-safe set,
 * darkened or lightened where they would not stand out by 3:1 from the paper.
 */
export const tokens = css`
  :host {
    color-scheme: light dark;

    --pp-paper: light-dark(#fbfaf6, #121419);
    --pp-surface: light-dark(#ffffff, #1a1d24);
    --pp-sunken: light-dark(#f1efe8, #0c0e12);
    --pp-ink: light-dark(#17191e, #edece7);
    --pp-muted: light-dark(#565b66, #a8adb8);
    --pp-rule: light-dark(#dedad0, #2d313b);
    --pp-edge: light-dark(#86837a, #747a87);
    --pp-accent: light-dark(#00619c, #66b9f0);
    --pp-accent-strong: light-dark(#004c7a, #8ccbf6);
    --pp-on-accent: light-dark(#ffffff, #06131d);
    --pp-wrong: light-dark(#b02318, #ff9384);
    --pp-wrong-paper: light-dark(#fcebe7, #35140f);

    --pp-span-run: light-dark(#0072b2, #3f9fe0);
    --pp-span-wait: light-dark(#80848d, #7b818d);
    --pp-span-lock-wait: light-dark(#cc5500, #f07a2a);
    --pp-span-serialise: light-dark(#bd7c00, #e69f00);
    --pp-span-copy: light-dark(#b3568c, #da8cb8);
    --pp-span-start: light-dark(#6a6f7a, #9aa0ac);
    --pp-span-fetch: light-dark(#008f68, #1fb98d);

    --pp-worker-0: light-dark(#0072b2, #3f9fe0);
    --pp-worker-1: light-dark(#cc5500, #f07a2a);
    --pp-worker-2: light-dark(#008f68, #1fb98d);
    --pp-worker-3: light-dark(#b3568c, #da8cb8);
    --pp-worker-4: light-dark(#bd7c00, #e69f00);
    --pp-worker-5: light-dark(#3189bf, #86cdf5);
    --pp-worker-6: light-dark(#857a00, #e0d43a);
    --pp-worker-7: light-dark(#4b505a, #c3c7d0);

    --pp-token-keyword: light-dark(#93326a, #e79cc6);
    --pp-token-name: light-dark(#00619c, #74c0f3);
    --pp-token-number: light-dark(#8f4a00, #f0a35e);
    --pp-token-string: light-dark(#00694d, #4fd0a8);
    --pp-token-type: light-dark(#665d00, #d9cc5a);

    --pp-text: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
    --pp-display: "Iowan Old Style", "Palatino Linotype", Palatino, P052, "Noto Serif", Georgia, serif;
    --pp-code: ui-monospace, "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
    --pp-radius: 3px;
  }

  :host(:state(in-light-page)) {
    color-scheme: light;
  }

  :host(:state(in-dark-page)) {
    color-scheme: dark;
  }

  :host([theme="light"]) {
    color-scheme: light;
  }

  :host([theme="dark"]) {
    color-scheme: dark;
  }

  /* Bars are backgrounds, which browsers leave out where nothing is said. */
  @media print {
    :host,
    :host([theme]) {
      color-scheme: light;
      print-color-adjust: exact;

      --pp-paper: #ffffff;
    }
  }
`;
