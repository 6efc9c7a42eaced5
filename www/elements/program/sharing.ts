/** A program in a link: compressed, in the fragment, which no host is sent. */

import { msg } from "@lit/localize";
import { NoProgram, type Program, programText, readProgram } from "./program";

/** What a link's fragment begins with that holds a program. */
const KEY = "#program=";

/** Longer links are cut by what passes them on. */
const LONGEST_LINK = 16_000;

/** No link of ours is longer, or holds more. */
const LONGEST_FRAGMENT = 400_000;
const MOST_BYTES = 2_000_000;

/** What to do about a link that cannot be read. */
function remedy(): string {
  return msg("Ask whoever sent the link for it again, or for the program as a file.");
}

/** Whether an address's fragment claims to hold a program; some that pass links on change their letters. */
export function holdsProgram(hash: string): boolean {
  return /^#program(=|$)/i.test(hash);
}

/**
 * The fragment that holds a program.
 *
 * @returns nothing if it would be too long to be passed on
 */
export async function fragmentOf(program: Program): Promise<string | undefined> {
  const packed = new Blob([programText(program)])
    .stream()
    .pipeThrough(new CompressionStream("deflate-raw"));
  const fragment = KEY + toBase64Url(new Uint8Array(await new Response(packed).arrayBuffer()));
  return fragment.length > LONGEST_LINK ? undefined : fragment;
}

/**
 * The program that a fragment holds.
 *
 * @throws NoProgram if it is broken, too large, or not ours
 */
export async function programIn(hash: string): Promise<Program> {
  const packed = hash.slice(KEY.length);
  if (packed.length > LONGEST_FRAGMENT) {
    throw tooLarge();
  }
  const text = await unpacked(fromBase64Url(packed));
  try {
    return readProgram(text);
  } catch (exception) {
    const reason = exception instanceof NoProgram ? exception.message : String(exception);
    const what = msg("The link holds something other than a program.");
    throw new NoProgram(`${what} ${reason} ${remedy()}`);
  }
}

/** Stops before a small link has filled the memory. */
async function unpacked(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const reader = stream.getReader();
  let [text, length] = ["", 0];
  try {
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      length += piece.value.length;
      if (length > MOST_BYTES) {
        await reader.cancel();
        break;
      }
      text += decoder.decode(piece.value, { stream: true });
    }
  } catch {
    throw broken();
  }
  if (length > MOST_BYTES) {
    throw tooLarge();
  }
  return text;
}

function toBase64Url(bytes: Uint8Array): string {
  const letters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  try {
    const letters = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    return Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
  } catch {
    throw broken();
  }
}

function tooLarge(): NoProgram {
  return new NoProgram(`${msg("The link's program is too large to be read.")} ${remedy()}`);
}

function broken(): NoProgram {
  const what = msg("The link is broken: a part of it is missing or was changed.");
  return new NoProgram(`${what} ${remedy()}`);
}
