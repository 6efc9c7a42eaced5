import type { LitElement } from "lit";

/**
 * Where the button that was pressed goes away, the reader goes on at how the run stands.
 *
 * @param root where the stage is laid out
 */
export async function goOnAtStatus(root: Node): Promise<void> {
  const { host } = root as ShadowRoot;
  await (host as LitElement).updateComplete;
  host.shadowRoot?.querySelector<HTMLElement>(".status h2")?.focus();
}
