// oEmbed (https://oembed.com): a host that is given a link to the playground, as a blog's editor
// is, finds in the page which file says what frame to show instead.
//
// Such hosts take the file's address as it stands, and send no referrer to tell a relative one by.
// So only a site that knows its address when it is built can offer this.

import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { moduleHere } from "../module-here.mjs";

/** What makes the page's own snippets. */
const SNIPPETS = "elements/playground/snippets.ts";

const NAME = "Parallel Playground";

/** The frames, each with the pages whose links lead to it. */
const FRAMES = [
  {
    file: "oembed.json",
    title: NAME,
    framed: "embed.html",
    pages: ["index.html", "playground.html", "embed.html"],
  },
  {
    file: "oembed-python.json",
    title: "Programs in Python",
    framed: "embed-python.html",
    pages: ["program.html", "embed-python.html"],
  },
];

/** In pixels, as oEmbed wants it: a column of text. The frame takes whatever width there is. */
const WIDTH = 640;

/**
 * Has a built site offer its frames.
 *
 * @param {string} folder where it is built
 * @param {string} address where it will be: the address of its root, ending in a slash
 */
export async function offerFrames(folder, address) {
  const site = rootAt(address);
  const { frame, FRAME_HEIGHT } = await moduleHere(SNIPPETS);
  for (const { file, title, framed, pages } of FRAMES) {
    const answer = {
      version: "1.0",
      type: "rich",
      title,
      provider_name: NAME,
      provider_url: site,
      // Hosts take scripts out, so that the one which has the frame grow would be of no use.
      html: frame(new URL(framed, site).href, title),
      width: WIDTH,
      height: FRAME_HEIGHT,
    };
    await writeFile(join(folder, file), JSON.stringify(answer));
    for (const page of pages) {
      await lead(join(folder, page), new URL(file, site).href, title);
    }
  }
}

function rootAt(address) {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!/^https?:$/.test(url?.protocol) || url.href !== new URL("./", url).href) {
    throw new Error(
      `“${address}” is not a site's address: it has to look like https://example.org/playground/, with a slash at its end.`,
    );
  }
  return url.href;
}

async function lead(page, href, title) {
  const html = await readFile(page, "utf8");
  const link = `<link rel="alternate" type="application/json+oembed" href="${href.replaceAll("&", "&amp;")}" title="${title}" />`;
  await writeFile(page, html.replace("</head>", `${link}\n</head>`));
}
