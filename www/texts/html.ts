/**
 * A template of Lit's as plain data. Whoever shows one has Lit already, and a page whose policy
 * names Lit's may have it but once.
 */
export function html(strings: TemplateStringsArray, ...values: unknown[]): object {
  return { _$litType$: 1, strings, values };
}
