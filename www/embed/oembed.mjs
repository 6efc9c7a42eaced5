// oEmbed (https://oembed.com): a host that is given a link to the playground, as a blog's editor
// is, finds in the page which file says what frame to show instead.
//
// Such hosts take the file's address as it stands, and send no referrer to tell a relative one by.
// So only a site that knows its address when it is built can offer this.

import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";

const FILE = "oembed.json";
const NAME = "Parallel Playground";

/** The pages whose links lead to the frame. */
const PAGES = ["index.html", "embed.html"];

/** In pixels, as oEmbed wants it: a column of text. The frame takes whatever width there is. */
const WIDTH = 640;

/**
 * Has a built site offer its frame.
 *
 * @param {string} folder where it is built
 * @param {string} address where it will be: the address of its root, ending in a slash
 */
export async function offerFrame(folder, address) {
  const site = rootAt(address);
  const { snippets, FRAME_HEIGHT } = await loadSnippets();
  // Hosts take the scripts out, so that the one which has the frame grow is of no use.
  const [html] = snippets({}, "auto", site).frame.split("\n");
  const answer = {
    version: "1.0",
    type: "rich",
    title: NAME,
    provider_name: NAME,
    provider_url: site,
    html,
    width: WIDTH,
    height: FRAME_HEIGHT,
  };
  await writeFile(join(folder, FILE), JSON.stringify(answer));
  for (const page of PAGES) {
    await lead(join(folder, page), new URL(FILE, site).href);
  }
}

function rootAt(address) {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!/^https?:$/.test(url?.protocol) || url.href !== new URL("./", url).href) {
    throw new Error(
      `“${address}” is no site's address: it is to be like https://example.org/playground/, with a slash at its end.`,
    );
  }
  return url.href;
}

/** What makes the page's own snippets. */
async function loadSnippets() {
  const { outputFiles } = await build({
    bundle: true,
    entryPoints: [join(import.meta.dirname, "../elements/playground/snippets.ts")],
    format: "esm",
    write: false,
  });
  return import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`);
}

async function lead(page, href) {
  const html = await readFile(page, "utf8");
  const link = `<link rel="alternate" type="application/json+oembed" href="${href.replaceAll("&", "&amp;")}" title="${NAME}" />`;
  await writeFile(page, html.replace("</head>", `${link}\n</head>`));
}
