/** What the tests do inside a page. */

/** The browser's own way to be asked for a frame, and what the page has asked for and not had yet. */
const nextFrame = window.requestAnimationFrame.bind(window);
const framesWanted = new Set();
watchFrames();

/**
 * Runs one of the page's playgrounds, and gathers what it says and how it ends.
 *
 * @param {number} index which playground, in the document's order
 * @param {object} overrides fields, as `element.run` takes them
 * @param {((event: object) => boolean) | null} isEnough whether an event cuts the run short
 */
export async function runPlayground(index, overrides, isEnough) {
  await customElements.whenDefined("parallel-playground");
  const element = document.querySelectorAll("parallel-playground")[index];
  const controller = new AbortController();
  const events = [];
  const onEvent = ({ type, detail }) => {
    const length = detail?.bytes?.length;
    events.push({ type, detail: length === undefined ? detail : { ...detail, bytes: length } });
    if (isEnough?.(detail)) {
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

/** Whether an event is of a kind and, where one is named, of a strategy. */
export function isOf({ kind, strategy }) {
  return (event) => event.kind === kind && (strategy === undefined || event.strategy === strategy);
}

/** What a request's answer looks like from the page; it is read to its end. */
export async function seen(url) {
  const answer = { status: 0, marked: false, type: null, announced: null, bytes: 0, pieces: 0 };
  try {
    const response = await fetch(url, { cache: "no-store" });
    answer.status = response.status;
    answer.marked = response.headers.get("x-simulated-network") === "1";
    answer.type = response.headers.get("content-type");
    answer.announced = response.headers.get("content-length");
    for await (const piece of response.body ?? []) {
      answer.bytes += piece.length;
      answer.pieces += 1;
    }
    return { ...answer, thrown: null };
  } catch (error) {
    return { ...answer, thrown: String(error) };
  }
}

/** Runs the first playground, and notices how the page fares meanwhile. */
export function runAndNotice(fields) {
  return notice(async () => {
    const { error } = await runPlayground(0, fields, null);
    if (error !== undefined) {
      throw new Error(error.message);
    }
  });
}

/** Does something, and notices how the page fares meanwhile. */
export async function notice(act) {
  const violations = [];
  const onViolation = (event) => violations.push(`${event.violatedDirective}: ${event.blockedURI}`);
  const longTasks = [];
  const observer = new PerformanceObserver((list) => longTasks.push(...list.getEntries()));
  const burdens = watchBurdens();
  addEventListener("securitypolicyviolation", onViolation);
  observer.observe({ type: "longtask" });
  await act();
  longTasks.push(...observer.takeRecords());
  observer.disconnect();
  removeEventListener("securitypolicyviolation", onViolation);
  const longTasksMs = longTasks.map(({ duration }) => Math.round(duration));
  return { longTasksMs, violations, ...burdens.end() };
}

/**
 * Has the first playground run a strategy until a trial is over at which it looked more often than a
 * message told it to: which trial that was, how many messages there were, and what it saw.
 */
export async function runUntilLookedAtMore(strategy, fields) {
  const told = new Set();
  const end = watchMessages((data) => {
    if (data?.event?.kind === "trial-so-far") {
      told.add(data);
    }
  });
  const seen = [];
  const ofTrial = (all, number) =>
    all.filter((event) => event.strategy === strategy && event.trial === number);
  const ofStrategy = isOf({ kind: "trial-end", strategy });
  const result = { trial: 0, messages: 0, looks: [] };
  const isEnough = (event) => {
    if (event.kind === "trial-so-far") {
      seen.push(event);
    }
    if (!ofStrategy(event) || result.looks.length > result.messages) {
      return false;
    }
    result.trial += 1;
    result.looks = ofTrial(seen, result.trial).map(({ soFar }) => soFar);
    result.messages = ofTrial(
      Array.from(told, (data) => data.event),
      result.trial,
    ).length;
    return result.looks.length > result.messages;
  };
  const { report } = await runPlayground(0, { ...fields, strategies: strategy }, isEnough);
  end();
  return { ...result, report };
}

/** What must not be done on the page's thread, counted: modules that run here, objects that are copied. */
function watchBurdens() {
  const burdens = { modules: 0, mostObjects: 0 };
  const weigh = (message) => {
    burdens.mostObjects = Math.max(burdens.mostObjects, objectsIn(message));
  };
  const endings = [
    watchMessages(weigh),
    ...[Worker, MessagePort].map(({ prototype }) =>
      wrap(prototype, "postMessage", (message) => weigh(message)),
    ),
    ...["instantiate", "instantiateStreaming"].map((name) =>
      wrap(WebAssembly, name, () => {
        burdens.modules += 1;
      }),
    ),
  ];
  return {
    end() {
      for (const end of endings) {
        end();
      }
      return burdens;
    },
  };
}

/** Has something called with every message that is read; undone by what it returns. */
function watchMessages(see) {
  const { get } = Object.getOwnPropertyDescriptor(MessageEvent.prototype, "data");
  return replace(MessageEvent.prototype, "data", {
    get() {
      const data = get.call(this);
      see(data);
      return data;
    },
  });
}

/**
 * Keeps the next question of a name from the coordinator: `asked` resolves once there is one, and `put`
 * puts it after all, and resolves once the page has the answer.
 */
export function withhold(name) {
  const { promise: asked, resolve } = Promise.withResolvers();
  const { postMessage } = Worker.prototype;
  const restore = replace(Worker.prototype, "postMessage", {
    value(message, ...others) {
      if (message.question?.name !== name) {
        return postMessage.call(this, message, ...others);
      }
      restore();
      resolve({ worker: this, message });
    },
  });
  const put = async () => {
    const { worker, message } = await asked;
    const answered = new Promise((resolve) => {
      worker.addEventListener("message", ({ data }) => data.id === message.id && resolve());
    });
    worker.postMessage(message);
    await answered;
    await drawn();
  };
  return { asked, put };
}

/** Has something called with a function's arguments whenever that is; undone by what it returns. */
function wrap(owner, name, before) {
  const original = owner[name];
  return replace(owner, name, {
    value(...given) {
      before(...given);
      return original.apply(this, given);
    },
  });
}

function replace(owner, name, by) {
  const original = Object.getOwnPropertyDescriptor(owner, name);
  Object.defineProperty(owner, name, { configurable: true, ...by });
  return () => Object.defineProperty(owner, name, original);
}

/** How many objects would be made to copy something; numbers in an array of bytes are none. */
function objectsIn(value) {
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) {
    return 0;
  }
  return Object.values(value).reduce((sum, part) => sum + objectsIn(part), 1);
}

/** What is inside one of the first playground's elements, such as `code-view`, if it is there. */
export function part(name) {
  const playground = document.querySelector("parallel-playground");
  return playground.shadowRoot.querySelector(`playground-${name}`)?.shadowRoot ?? undefined;
}

/** The first playground's view of the download directory. */
export function directory() {
  return part("download-directory");
}

/** Presses one of the directory's buttons by its words. */
export function press(words) {
  const buttons = [...directory().querySelectorAll("button")];
  buttons.find((button) => button.textContent.includes(words)).click();
}

/** Resolves when the first playground has opened, with what it does of itself once it is idle. */
export async function opened() {
  await settled(() => {
    const outline = document.querySelector("parallel-playground").shadowRoot?.querySelector("div");
    return outline != null && !("opening" in outline.dataset);
  });
  const { compact, controls } = document.querySelector("parallel-playground");
  await settled(() => compact || controls !== null || part("rung-badge")?.querySelector("summary"));
}

/** What is inside one of the first playground's elements, once the reader has come to it. */
export async function reach(name) {
  await opened();
  const root = document.querySelector("parallel-playground").shadowRoot;
  const element = () => root.querySelector(`playground-${name}`);
  await settled(() => {
    element()?.scrollIntoView();
    return element()?.shadowRoot?.firstElementChild != null;
  });
  await element().updateComplete;
  return part(name);
}

/** Drops a file on the first playground; `text` may be a `Blob`. */
export function drop(name, text) {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([text], name, { type: "application/json" }));
  const init = { bubbles: true, composed: true, cancelable: true, dataTransfer };
  const { shadowRoot } = document.querySelector("parallel-playground");
  shadowRoot.querySelector(".stage").dispatchEvent(new DragEvent("drop", init));
}

/** Opens a saved report in the first playground, and waits until all of it is shown. */
export async function openReport(name, text) {
  await opened();
  drop(name, text);
  const { shadowRoot } = document.querySelector("parallel-playground");
  const notices = () => [...shadowRoot.querySelectorAll(".notice")];
  await settled(() => notices().some(({ textContent }) => textContent.includes(name)));
  await drawn();
  await settled(() => part("lane-view")?.querySelector("h3") && part("strategy-results"));
  await settled(() => part("strategy-results").querySelector("tbody tr"));
}

/** Opens a disclosure of the settings, and waits for what is behind it. */
export async function unfold(details) {
  details.open = true;
  await settled(() => details.querySelector("input") !== null);
}

/** What the page itself has loaded by the time it has opened, whatever workers load beside it. */
export async function loaded() {
  await opened();
  return performance.getEntriesByType("resource").map(({ name }) => name);
}

/** Resolves when the page, drawn anew, satisfies `condition`; the test's patience is the limit. */
export async function settled(condition) {
  while (!condition()) {
    await new Promise(nextFrame);
  }
}

/** Resolves when the page has drawn all that it had to draw, in however many frames that takes. */
export async function drawn() {
  do {
    await new Promise(nextFrame);
  } while (framesWanted.size > 0);
}

/** Keeps account of the frames that the page asks for. */
function watchFrames() {
  const cancel = window.cancelAnimationFrame.bind(window);
  window.requestAnimationFrame = (draw) => {
    const id = nextFrame((now) => {
      framesWanted.delete(id);
      draw(now);
    });
    framesWanted.add(id);
    return id;
  };
  window.cancelAnimationFrame = (id) => {
    framesWanted.delete(id);
    cancel(id);
  };
}

/** Shows so many spans, then zooms and pans among them; see `benchmarks/timeline.ts`. */
export async function benchmarkTimeline(spanCount) {
  const playground = document.querySelector("parallel-playground");
  const frames = measureFrames();
  const view = document.createElement("playground-lane-view");
  view.outcomes = [manySpans(spanCount)];
  playground.shadowRoot.querySelector(".stage").prepend(view);
  view.scrollIntoView();
  const lanes = () => view.shadowRoot?.querySelector("playground-trial-lanes");
  await settled(() => lanes()?.shadowRoot?.querySelector("canvas"));
  await frames.wait(60);
  const first = frames.take();

  const canvas = lanes().shadowRoot.querySelector("canvas");
  const { left, width } = canvas.getBoundingClientRect();
  const turn = (init) =>
    canvas.dispatchEvent(
      new WheelEvent("wheel", {
        bubbles: true,
        composed: true,
        cancelable: true,
        clientX: left + width * 0.4,
        ...init,
      }),
    );
  const stages = [["first drawing", first]];
  for (const [stage, count, init] of [
    ["zoom in", 30, { deltaY: -8, ctrlKey: true }],
    ["pan, far off", 120, { deltaX: 12 }],
    ["zoom in more", 90, { deltaY: -8, ctrlKey: true }],
    ["pan, close up", 120, { deltaX: 12 }],
    ["zoom out", 120, { deltaY: 8, ctrlKey: true }],
  ]) {
    await frames.wait(count, () => turn(init));
    stages.push([stage, frames.take()]);
  }
  frames.stop();
  view.remove();
  return stages;
}

let coordinator;

/** A coordinator on the page's own thread, to be asked what needs no worker. */
async function coordinatorHere() {
  const { default: start, Coordinator } = await import(new URL("playground.js", document.baseURI));
  await start();
  return new Coordinator({
    buildId: "",
    baseUrl: document.baseURI,
    picturesUrl: "",
    processScriptUrl: "",
    processWorkerUrl: "",
    rung: "single",
    simulatedNetwork: false,
    locale: "en",
    browser: navigator.userAgent,
    logicalCores: navigator.hardwareConcurrency,
    isolated: crossOriginIsolated,
  });
}

/** How near one report's prediction of a strategy comes to another report; see the benchmark's `figures/prediction.ts`. */
export async function accuracy({ from, to, strategy }) {
  coordinator ??= await coordinatorHere();
  const result = to.results.find((one) => one.strategy === strategy);
  const { language = "rust", workers, medianMs } = result;
  const { chunkSize } = to.request;
  const chunks = typeof chunkSize === "number" ? { chunkSize } : {};
  const report = coordinator.readReport(from);
  return coordinator.accuracy(report, language, strategy, [{ workers, medianMs, ...chunks }]);
}

/** A trial of spans and gaps of irregular lengths on eight lanes. */
function manySpans(spanCount) {
  const kinds = ["run", "run", "copy", "run", "wait", "serialise"];
  let state = 1;
  const random = () => {
    state = (state * 48271) % 0x7fffffff;
    return state / 0x7fffffff;
  };
  const lanes = Array.from({ length: 8 }, (_, lane) => {
    let now = 0;
    const spans = Array.from({ length: spanCount / 8 }, (_, index) => {
      const startMs = now + (random() < 0.2 ? random() * 0.05 : 0);
      now = startMs + random() * 0.1;
      const kind = kinds[Math.floor(random() * kinds.length)];
      return { kind, startMs, endMs: now, range: { start: index, end: index + 1 } };
    });
    return { name: `thread ${lane + 1}`, kind: "thread", busyMs: 0, spans };
  });
  const elapsedMs = Math.max(...lanes.map(({ spans }) => spans.at(-1).endMs));
  const traffic = { messages: 0, bytesCopied: 0, bytesShared: 0, bytesReceived: 0, retries: 0 };
  const trial = { elapsedMs, startupMs: 0, traffic, lanes, tracks: [], graph: [], incidents: [] };
  const contender = { strategy: "threads", language: "rust", title: "Threads" };
  return { ...contender, workers: 8, trials: [trial], result: null };
}

/** Measures every frame from now on: what the page's own code takes, and how far apart they are. */
function measureFrames() {
  const original = window.requestAnimationFrame;
  let scriptMs = [];
  let intervalMs = [];
  let last;
  let inThisFrame = 0;
  window.requestAnimationFrame = (callback) =>
    original.call(window, (now) => {
      const began = performance.now();
      callback(now);
      inThisFrame += performance.now() - began;
    });
  const tick = (now) => {
    if (last !== undefined) {
      intervalMs.push(now - last);
      scriptMs.push(inThisFrame);
    }
    last = now;
    inThisFrame = 0;
  };
  return {
    /** Resolves after so many frames, doing something at the beginning of each. */
    async wait(count, act = () => {}) {
      for (let frame = 0; frame < count; frame++) {
        tick(await new Promise((resolve) => original.call(window, resolve)));
        act();
      }
    },
    take() {
      const frames = { scriptMs, intervalMs };
      [scriptMs, intervalMs] = [[], []];
      last = undefined;
      return frames;
    },
    stop() {
      window.requestAnimationFrame = original;
    },
  };
}
