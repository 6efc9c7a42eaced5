import lighthouse, { desktopConfig, type Flags, type Result } from "lighthouse";
import type { Page } from "./page.ts";

/** The device that Lighthouse is to imagine: with its screen, its processor and its network. */
export type Device = "phone" | "desktop";

/** What Lighthouse gives marks for. */
export type Category = "accessibility" | "best-practices" | "performance";

/** What Lighthouse says of a page. */
export interface Verdict {
  /** Out of 100. */
  marks: Record<Category, number>;
  /** What share of its time the page's thread had a processor for: a busy machine gives less. */
  processorShare: number;
  /** How far what was seen moved while the page loaded, as Lighthouse counts it. */
  layoutShift: number;
  /** What was found wanting, and what the page took to load, to be told. */
  details: string;
}

/** What a mark for performance is made of. */
const METRICS = [
  "first-contentful-paint",
  "largest-contentful-paint",
  "total-blocking-time",
  "cumulative-layout-shift",
  "speed-index",
];

/**
 * Has Lighthouse judge an address, in a tab of its own of the browser that `page` is in.
 *
 * A phone is its own default: a slow one on a slow network, both of which it computes from what it
 * observes here.
 */
export async function judge(
  { driver }: Page,
  url: string,
  device: Device,
  categories: readonly Category[],
): Promise<Verdict> {
  const capabilities = await driver.getCapabilities();
  const { debuggerAddress } = capabilities.get("goog:chromeOptions") as { debuggerAddress: string };
  const port = Number(new URL(`http://${debuggerAddress}`).port);
  const flags: Flags = { port, onlyCategories: [...categories], logLevel: "error" };
  const result = await lighthouse(url, flags, device === "desktop" ? desktopConfig : undefined);
  if (result === undefined) {
    throw new Error(`Lighthouse did not judge ${url}.`);
  }
  const { lhr, artifacts } = result;
  const marks = Object.fromEntries(
    categories.map((id) => [id, Math.round((lhr.categories[id]?.score ?? 0) * 100)]),
  ) as Verdict["marks"];
  return {
    marks,
    processorShare: shareOf(artifacts.Trace?.traceEvents ?? []),
    layoutShift: lhr.audits["cumulative-layout-shift"]?.numericValue ?? 0,
    details: [...problems(lhr), ...metrics(lhr), ...wanting(lhr)].join("; "),
  };
}

/** What a trace tells of one thing that a thread did. */
interface TraceEvent {
  name: string;
  pid: number;
  tid: number;
  /** How long it took, in microseconds, and how long it had a processor for. */
  dur?: number;
  tdur?: number;
}

/** The processor's time as a share of all time, in the tasks of the thread that drew the page. */
function shareOf(events: readonly TraceEvent[]): number {
  const drawn = events.findLast(({ name }) => name === "firstContentfulPaint");
  let [time, processorTime] = [0, 0];
  for (const { name, pid, tid, dur = 0, tdur = 0 } of events) {
    if (name === "RunTask" && pid === drawn?.pid && tid === drawn.tid) {
      time += dur;
      processorTime += tdur;
    }
  }
  return time === 0 ? 0 : processorTime / time;
}

/** Why there may be no marks, if so. */
function problems({ runtimeError, runWarnings }: Result): string[] {
  return [...(runtimeError === undefined ? [] : [runtimeError.message]), ...runWarnings];
}

function metrics({ audits }: Result): string[] {
  return METRICS.map((id) => audits[id])
    .filter((audit) => audit !== undefined)
    .map(({ title, displayValue }) => `${title} ${displayValue}`);
}

/** The audits that count and were not passed. */
function wanting({ audits, categories }: Result): string[] {
  return Object.values(categories)
    .flatMap(({ auditRefs }) => auditRefs)
    .filter(({ id, weight }) => weight > 0 && (audits[id]?.score ?? 1) < 1 && !METRICS.includes(id))
    .map(({ id }) => `wanting: ${id} ${JSON.stringify(audits[id]?.details)}`);
}
