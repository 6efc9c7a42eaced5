export type { CodeEditor } from "./code-editor";
export { pythonRuns } from "./python-runs";

/**
 * Loads `<playground-code-editor>`, in which programs are written. Nobody has to wait for it who
 * only reads one.
 */
export function loadEditor(): Promise<unknown> {
  return import("./code-editor");
}
