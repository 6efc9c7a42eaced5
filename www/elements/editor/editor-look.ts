import { HighlightStyle } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

/** The editor in the playground's colours, which follow light and dark by themselves. */
export const editorLook = EditorView.theme({
  "&": {
    maxHeight: "34em",
    border: "1px solid var(--pp-edge)",
    borderRadius: "var(--pp-radius)",
    backgroundColor: "var(--pp-surface)",
    color: "var(--pp-ink)",
    fontSize: "0.8125em",
  },
  "&.cm-focused": { outline: "2px solid var(--pp-accent)", outlineOffset: "2px" },
  ".cm-scroller": { fontFamily: "var(--pp-code)", lineHeight: "1.55" },
  ".cm-content": { caretColor: "var(--pp-ink)", minHeight: "12em", paddingBlock: "0.7em" },
  ".cm-line": { paddingInline: "0.9em" },
  ".cm-gutters": {
    borderInlineEnd: "1px solid var(--pp-rule)",
    backgroundColor: "var(--pp-sunken)",
    color: "var(--pp-muted)",
  },
  "&.cm-focused .cm-matchingBracket": {
    backgroundColor: "transparent",
    outline: "1px solid var(--pp-edge)",
  },
  "&.cm-focused .cm-nonmatchingBracket": {
    backgroundColor: "transparent",
    outline: "1px solid var(--pp-wrong)",
  },
  ".cm-searchMatch": {
    backgroundColor: "transparent",
    outline: "2px solid var(--pp-span-serialise)",
  },
  ".cm-searchMatch.cm-searchMatch-selected": {
    backgroundColor: "transparent",
    outline: "2px solid var(--pp-accent)",
  },
  ".cm-selectionMatch": { backgroundColor: "transparent" },
  ".cm-panels": { backgroundColor: "var(--pp-sunken)", color: "var(--pp-ink)" },
  ".cm-panels.cm-panels-bottom": { borderBlockStart: "1px solid var(--pp-edge)" },
  ".cm-panel.cm-search": { padding: "0.6em 2.4em 0.6em 0.6em", fontFamily: "var(--pp-text)" },
  ".cm-panel.cm-search label": { fontSize: "1em" },
  ".cm-textfield": {
    border: "1px solid var(--pp-edge)",
    borderRadius: "var(--pp-radius)",
    backgroundColor: "var(--pp-surface)",
    color: "var(--pp-ink)",
    fontSize: "1em",
  },
  ".cm-button": {
    border: "1px solid var(--pp-edge)",
    borderRadius: "var(--pp-radius)",
    backgroundColor: "var(--pp-surface)",
    backgroundImage: "none",
    color: "var(--pp-ink)",
    fontSize: "1em",
  },
  ".cm-panel.cm-search [name=close]": { color: "var(--pp-ink)", fontSize: "1.4em" },
});

/** The colours of tokens: the same as those of the code that the page shows. */
export const tokenColours = HighlightStyle.define([
  {
    tag: [tags.keyword, tags.bool, tags.null, tags.operatorKeyword, tags.self],
    color: "var(--pp-token-keyword)",
  },
  {
    tag: [tags.function(tags.definition(tags.variableName)), tags.definition(tags.className)],
    color: "var(--pp-token-name)",
  },
  { tag: [tags.number], color: "var(--pp-token-number)" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--pp-token-string)" },
  { tag: [tags.typeName, tags.className], color: "var(--pp-token-type)" },
  { tag: [tags.comment], color: "var(--pp-muted)", fontStyle: "italic" },
  { tag: [tags.meta], color: "var(--pp-muted)" },
]);
