import { msg, str } from "@lit/localize";

/**
 * Fetches a file, and tells of every piece of it that arrives.
 *
 * @param type its content type, because many static hosts name another one
 * @param heard called with the length of each piece, in bytes
 * @throws Error if its server does not have it
 */
export async function heardResponse(
  url: string,
  type: string,
  heard: (bytes: number) => void,
): Promise<Response> {
  const response = await fetch(url);
  if (!response.ok || response.body === null) {
    const { status } = response;
    throw new Error(msg(str`its server answered with status ${status}`));
  }
  const listen = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(piece, controller) {
      heard(piece.length);
      controller.enqueue(piece);
    },
  });
  return new Response(response.body.pipeThrough(listen), { headers: { "content-type": type } });
}
