/**
 * Runs inside the page: runs one of its playgrounds and gathers what it says and how it ends.
 *
 * @param {number} index which playground, in the document's order
 * @param {object} overrides fields, as `element.run` takes them
 * @param {{kind: string, strategy?: string} | null} abortOn the event to abort the run at
 */
async function runPlayground(index, overrides, abortOn) {
  await customElements.whenDefined("parallel-playground");
  const element = document.querySelectorAll("parallel-playground")[index];
  const controller = new AbortController();
  const events = [];
  const onEvent = ({ type, detail }) => {
    const length = detail?.bytes?.length;
    events.push({ type, detail: length === undefined ? detail : { ...detail, bytes: length } });
    const wanted =
      abortOn !== null &&
      detail?.kind === abortOn.kind &&
      (abortOn.strategy === undefined || detail.strategy === abortOn.strategy);
    if (wanted) {
      controller.abort();
    }
  };
  const types = ["run-start", "run-progress", "run-end", "run-error"];
  for (const type of types) {
    element.addEventListener(type, onEvent);
  }
  try {
    const report = await element.run(overrides, { signal: controller.signal });
    return { report, events };
  } catch (error) {
    const { code, field, message } = error;
    return { error: { isError: error instanceof Error, code, field, message }, events };
  } finally {
    for (const type of types) {
      element.removeEventListener(type, onEvent);
    }
  }
}
