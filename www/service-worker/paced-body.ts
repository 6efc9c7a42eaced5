/** How often a limited body is continued, in milliseconds. */
const TICK_MS = 25;

/** A body on its way. */
export interface PacedBody {
  /** What the client reads. */
  stream: ReadableStream<Uint8Array<ArrayBuffer>>;
  /** Resolves when it has been read, has failed, or nobody reads it any more. */
  over: Promise<void>;
}

/**
 * A body that arrives at a limited speed, piece by piece, and only as fast as it is read.
 *
 * A source that breaks off ends the body early if its length was announced, so that a client
 * which waits for the whole sees, as one that streams does, that bytes are missing; else there is
 * no other way to tell than to fail.
 *
 * @param kibPerSecond 0 is unlimited
 */
export function pacedBody(
  source: ReadableStream<Uint8Array<ArrayBuffer>>,
  kibPerSecond: number,
  lengthIsAnnounced: boolean,
): PacedBody {
  const { promise: over, resolve: end } = Promise.withResolvers<void>();
  const bytesPerMs = kibPerSecond === 0 ? Number.POSITIVE_INFINITY : (kibPerSecond * 1024) / 1000;
  const reader = source.getReader();
  const pieces = cut(reader, Math.max(1, Math.floor(bytesPerMs * TICK_MS)));
  const began = performance.now();
  let sent = 0;
  const stream = new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(controller) {
      try {
        const { done, value: piece } = await pieces.next();
        if (done) {
          controller.close();
          return end();
        }
        sent += piece.length;
        await until(began + sent / bytesPerMs);
        controller.enqueue(piece);
      } catch (exception) {
        lengthIsAnnounced ? controller.close() : controller.error(exception);
        end();
      }
    },
    cancel(reason) {
      end();
      return reader.cancel(reason);
    },
  });
  return { stream, over };
}

/** What a reader reads, in pieces of at most `most` bytes. */
async function* cut(
  reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>,
  most: number,
): AsyncGenerator<Uint8Array<ArrayBuffer>, undefined> {
  for (;;) {
    const { done, value } = await reader.read();
    if (done) {
      return undefined;
    }
    for (let start = 0; start < value.length; start += most) {
      yield value.subarray(start, start + most);
    }
  }
}

/** Resolves at a time of `performance.now()`. */
export function until(time: number): Promise<void> {
  const ms = time - performance.now();
  return ms <= 0 ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, ms));
}
