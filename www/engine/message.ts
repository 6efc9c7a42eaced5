/** Whether what arrived is a message of one of these kinds. Anybody may have sent anything. */
export function isOfKind<Kind extends string>(
  data: unknown,
  ...kinds: readonly Kind[]
): data is { kind: Kind } {
  return (
    typeof data === "object" &&
    data !== null &&
    "kind" in data &&
    (kinds as readonly unknown[]).includes(data.kind)
  );
}
