/** What a step of the start needs of a Content-Security-Policy. */
const NEEDED: Readonly<Record<string, string>> = {
  "worker-src": "worker-src",
  "child-src": "worker-src",
  "script-src": "script-src",
  "script-src-elem": "script-src",
  "connect-src": "connect-src",
};

/**
 * Watches for breaches of the policy that this page, or this worker, is under. The browser tells
 * of one beside what fails by it, which itself names no reason.
 */
export class PolicyWatch {
  readonly #site: string;
  readonly #watching = new AbortController();
  #missing: string | undefined;

  /** @param root the site's root, absolute */
  constructor(root: string) {
    this.#site = new URL(root).origin;
    const { signal } = this.#watching;
    const hear = (breach: Event) => this.#hear(breach as SecurityPolicyViolationEvent);
    addEventListener("securitypolicyviolation", hear, { signal });
  }

  /** What the policy would have to say besides; nothing if it was not in the way. */
  get missing(): string | undefined {
    return this.#missing;
  }

  /** Stops watching. */
  end(): void {
    this.#watching.abort();
  }

  #hear({ disposition, effectiveDirective, blockedURI }: SecurityPolicyViolationEvent): void {
    const directive = NEEDED[effectiveDirective];
    if (disposition === "enforce" && directive !== undefined) {
      const sources = this.#sources(directive, blockedURI);
      this.#missing ??= sources && `${directive} ${sources}`;
    }
  }

  /** What would let it pass, if it is the playground's at all. */
  #sources(directive: string, blocked: string): string | undefined {
    if (blocked === "wasm-eval") {
      return "'wasm-unsafe-eval'";
    }
    const [scheme] = /^(blob|data)\b/.exec(blocked) ?? [];
    if (directive === "worker-src" && scheme !== undefined) {
      return `${scheme}: ${this.#site}`;
    }
    return blocked.startsWith(this.#site) ? this.#site : undefined;
  }
}

/**
 * What the policy would have to say besides, if a worker's script did not load that this page may
 * read itself: of a worker that imports from another site what it must not, nobody is told.
 *
 * @param script its address, absolute
 */
export async function untoldBreach(script: string): Promise<string | undefined> {
  const site = new URL(script).origin;
  if (site === origin) {
    return undefined;
  }
  const [answer] = await Promise.allSettled([fetch(script)]);
  const isReadable = answer.status === "fulfilled" && answer.value.ok;
  return isReadable ? `worker-src blob: ${site}` : undefined;
}
