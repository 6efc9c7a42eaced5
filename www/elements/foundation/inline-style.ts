/**
 * Declarations for a property binding, `.style=${inlineStyle({ … })}`. Lit's own `styleMap`
 * begins by writing the `style` attribute, which a strict content security policy forbids;
 * assigning to the property goes past no policy.
 */
export function inlineStyle(declarations: Readonly<Record<string, string>>): string {
  return Object.entries(declarations)
    .map(([property, value]) => `${property}: ${value}`)
    .join("; ");
}
