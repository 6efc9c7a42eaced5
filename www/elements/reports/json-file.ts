/** Members that are written in one go: less than a millisecond's work. */
const BATCH = 1_000;
/** So long the page is kept from what else it has to do. */
const TURN_MS = 10;

/**
 * A file of what a value is as JSON. An iterable that is no array may have a million members: they
 * are made and written a batch at a time, and the page does what else it has to do in between.
 */
export async function jsonFile(value: unknown): Promise<Blob> {
  const parts: Blob[] = [];
  let texts: string[] = [];
  let since = performance.now();
  for (const text of pieces(value)) {
    texts.push(text);
    if (performance.now() - since > TURN_MS) {
      // Text that waits to be joined would be copied all at once.
      parts.push(new Blob(texts));
      texts = [];
      await new Promise((resolve) => setTimeout(resolve));
      since = performance.now();
    }
  }
  return new Blob([...parts, ...texts], { type: "application/json" });
}

/** What a value is as JSON, in pieces. */
function* pieces(value: unknown): Generator<string> {
  const mark = `list ${Math.random()}`;
  const lists: Iterable<unknown>[] = [];
  const text = JSON.stringify(value, (_, member: unknown) => {
    if (!isLongList(member)) {
      return member;
    }
    lists.push(member);
    return mark;
  });
  for (const [index, between] of text.split(`"${mark}"`).entries()) {
    yield between;
    const list = lists[index];
    if (list !== undefined) {
      yield* listPieces(list);
    }
  }
}

function isLongList(value: unknown): value is Iterable<unknown> {
  return (
    typeof value === "object" && value !== null && Symbol.iterator in value && !Array.isArray(value)
  );
}

function* listPieces(list: Iterable<unknown>): Generator<string> {
  let batch: unknown[] = [];
  let before = "[";
  for (const member of list) {
    batch.push(member);
    if (batch.length === BATCH) {
      yield before + inner(batch);
      batch = [];
      before = ",";
    }
  }
  yield batch.length > 0 ? `${before}${inner(batch)}]` : before === "[" ? "[]" : "]";
}

/** Members as they stand between a list's brackets. */
function inner(members: readonly unknown[]): string {
  return JSON.stringify(members).slice(1, -1);
}
