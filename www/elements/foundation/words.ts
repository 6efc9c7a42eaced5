/** The words of a list, as authors and readers write one: white space or commas separate them. */
export function words(list: string | null | undefined): string[] {
  return parts(list, /[\s,]+/);
}

/** What stands between separators; nothing that is empty. */
export function parts(list: string | null | undefined, between: RegExp): string[] {
  const parts = list?.split(between).map((part) => part.trim()) ?? [];
  return parts.filter((part) => part !== "");
}
