/** What threads wait for, in words for who wrote the program. */

import { msg, str } from "@lit/localize";
import type { ThreadWait } from "./gil";

/** That a thread, or the process whose only one it is, waits for something. */
export function waitOf(who: string, { waitsFor }: ThreadWait): string {
  const what = fixed(waitsFor) ?? named(waitsFor);
  return msg(str`${who} waits for ${what}`);
}

/** What `lib/` says of most things. */
function fixed(said: string): string | undefined {
  switch (said) {
    case "a connection":
      return msg("a connection");
    case "a lock that it took itself":
      return msg("a lock that it took itself");
    case "a message":
      return msg("a message");
    case "a message, or the end of a process":
      return msg("a message, or the end of a process");
    case "an event of its loop":
      return msg("an event of its loop");
    case "being notified":
      return msg("being notified");
    case "being woken":
      return msg("being woken");
    case "the system":
      return msg("the system");
    case "time to pass":
      return msg("time to pass");
    default:
      return undefined;
  }
}

/** What it says of what has a name. */
function named(said: string): string {
  const [, taker] = /^a lock that (.+) took$/.exec(said) ?? [];
  const [, ending] = /^the end of (.+)$/.exec(said) ?? [];
  if (taker !== undefined) {
    return msg(str`a lock that ${taker} took`);
  }
  return ending === undefined ? said : msg(str`the end of ${ending}`);
}
