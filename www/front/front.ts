/**
 * The front page was the full page once: whoever comes by a link to a run, or by a host's own link
 * with settings, is sent on to where that is now, with everything as the link says.
 */

import { fromAddress } from "../elements/settings/settings";

if (Object.keys(fromAddress(location)).length > 0) {
  location.replace(new URL(`playground.html${location.search}${location.hash}`, import.meta.url));
}
