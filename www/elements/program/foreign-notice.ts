import { msg, str } from "@lit/localize";
import { html } from "lit";
import { count, enumerate } from "../foundation/format";
import { addressesIn, type Sourced } from "./addresses";

/** What to know of a program that came by a link before it runs for the first time. */
export function foreignNotice(versions: readonly Sourced[]) {
  return html`<section class="notice" aria-label=${msg("A shared program")}>
    <p>
      ${msg(html`<b>Somebody shared this program with you.</b> None of it has run, and none of it runs before you press Run. It runs in workers that see neither this page nor your files; all that it can reach is what the network offers this page.`)}
    </p>
    ${addressesNotice(versions)}
  </section>`;
}

/** More hosts than these are counted: the notice is not to push Run out of sight. */
const MOST_HOSTS = 12;

/** Longer addresses lose their middle: both ends of a host say whose it is. */
const LONGEST = 120;

/** Whom a program may ask, as far as can be read in it. */
export function addressesNotice(versions: readonly Sourced[]) {
  const all = addressesIn(versions);
  if (all.size === 0) {
    return html`<p>${msg("It contains no address. It may still put one together while it runs.")}</p>`;
  }
  const listed = [...all].slice(0, MOST_HOSTS);
  const hosts = listed.map(([host]) => shortened(host));
  const more = all.size - listed.length;
  return html`<p>${more === 0 ? asksThese(hosts) : asksMore(hosts, more)}</p>
    <ul class="addresses">
      ${listed.flatMap(([, addresses]) => addresses.map((address) => html`<li><code>${shortened(address)}</code></li>`))}
    </ul>`;
}

function asksThese(hosts: readonly string[]): string {
  const whom = enumerate(hosts);
  return msg(
    str`It may ask ${whom}, and others whose addresses it puts together while it runs. These addresses are in it:`,
  );
}

function asksMore(hosts: readonly string[], more: number): string {
  const number = count(more);
  const others = more === 1 ? msg("1 more host") : msg(str`${number} more hosts`);
  const whom = enumerate([...hosts, others]);
  return msg(
    str`It may ask ${whom}, and others whose addresses it puts together while it runs. These and more addresses are in it:`,
  );
}

function shortened(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST / 2)}…${text.slice(-LONGEST / 2)}` : text;
}
