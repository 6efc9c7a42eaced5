/**
 * The site's documents start no script whose address is a mere text (`require-trusted-types-for`),
 * so that no code can do so in passing: what starts one says so here. Which addresses these may be
 * is the content security policy's own to say (`worker-src`).
 */

/** What the compiler's types do not know yet, and browsers before 2026 do not have. */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL(address: string): string },
  ): { createScriptURL(address: string): unknown };
}

const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
const rules = { createScriptURL: (address: string) => address };

let policy: ReturnType<TrustedTypes["createPolicy"]> | undefined;

/** An address that a script may be started from. */
export function trustedAddress(address: string): string {
  policy ??= trustedTypes?.createPolicy("parallel-playground", rules);
  return (policy?.createScriptURL(address) ?? address) as string;
}

/** In a worker: has its Rust side start others, which it knows to do by mere texts only. */
export function trustTexts(): void {
  trustedTypes?.createPolicy("default", rules);
}
