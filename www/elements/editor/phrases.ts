import { msg } from "@lit/localize";

/** What CodeMirror says by itself, as it is keyed there. `$` stands for a number. */
export function phrases(): Record<string, string> {
  return {
    Find: msg("Find"),
    Replace: msg("Replace"),
    next: msg("next"),
    previous: msg("previous"),
    all: msg("all"),
    "match case": msg("match case"),
    "by word": msg("by word"),
    regexp: msg("regexp"),
    replace: msg("replace"),
    "replace all": msg("replace all"),
    close: msg("close"),
    "current match": msg("current match"),
    "on line": msg("on line"),
    "replaced match on line $": msg("replaced match on line $"),
    "replaced $ matches": msg("replaced $ matches"),
    "Go to line": msg("Go to line"),
    go: msg("go"),
    "Selection deleted": msg("Selection deleted"),
    "Control character": msg("Control character"),
  };
}
