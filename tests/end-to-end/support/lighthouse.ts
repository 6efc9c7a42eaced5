import lighthouse, { desktopConfig, type Flags, type Result } from "lighthouse";
import type { Page } from "./page.ts";

/** The device that Lighthouse is to imagine: with its screen, its processor and its network. */
export type Device = "phone" | "desktop";

/** How long a page may take to draw something, and to load, in milliseconds. */
const PATIENCE = { maxWaitForFcp: 300_000, maxWaitForLoad: 300_000 };

/** What a page is like on whatever machine. */
const STANDARDS = ["accessibility", "best-practices"] as const;

/** What a page took to load. */
const SPEEDS = {
  firstPaintMs: "first-contentful-paint",
  largestPaintMs: "largest-contentful-paint",
  blockingMs: "total-blocking-time",
} as const;

/** How well a page is made, whatever machine it is on. */
export interface Standards {
  /** Out of 100. */
  marks: Record<(typeof STANDARDS)[number], number>;
  /** How far what was seen moved while the page loaded, as Lighthouse counts it. */
  layoutShift: number;
  /** The files that nothing could be drawn without. */
  renderBlocking: string[];
  /** What was found wanting, to be told. */
  details: string;
}

/** How fast a page was on this machine, this time. */
export interface Speed extends Record<keyof typeof SPEEDS, number> {
  /** Lighthouse's mark for performance, out of 100. */
  mark: number;
  /** What share of its time the page's thread had a processor for: a busy machine gives less. */
  processorShare: number;
}

/** Has Lighthouse judge how an address is made, in a tab of its own of the browser of `page`. */
export async function standards(page: Page, url: string, device: Device): Promise<Standards> {
  const { lhr } = await judge(page, url, device, {
    onlyCategories: [...STANDARDS],
    onlyAudits: ["cumulative-layout-shift", "render-blocking-resources"],
  });
  const marks = Object.fromEntries(STANDARDS.map((id) => [id, markOf(lhr, id)]));
  const blocking = lhr.audits["render-blocking-resources"]?.details;
  const items = blocking?.type === "opportunity" ? blocking.items : [];
  return {
    marks: marks as Standards["marks"],
    layoutShift: numberOf(lhr, "cumulative-layout-shift"),
    renderBlocking: items.map(({ url }) => new URL(String(url)).pathname),
    details: [...problems(lhr), ...wanting(lhr)].join("; "),
  };
}

/**
 * Has Lighthouse time an address as its slow phone on a slow network, both of which it computes from
 * what it observes on this machine.
 */
export async function speed(page: Page, url: string): Promise<Speed> {
  const { lhr, artifacts } = await judge(page, url, "phone", {
    onlyCategories: ["performance"],
  });
  const measured = Object.entries(SPEEDS).map(([name, id]) => [name, numberOf(lhr, id)]);
  return {
    ...(Object.fromEntries(measured) as Record<keyof typeof SPEEDS, number>),
    mark: markOf(lhr, "performance"),
    processorShare: shareOf(artifacts.Trace?.traceEvents ?? []),
  };
}

async function judge({ driver }: Page, url: string, device: Device, only: Flags) {
  const capabilities = await driver.getCapabilities();
  const { debuggerAddress } = capabilities.get("goog:chromeOptions") as {
    debuggerAddress: string;
  };
  const port = Number(new URL(`http://${debuggerAddress}`).port);
  const flags: Flags = { port, logLevel: "error", ...PATIENCE, ...only };
  const result = await lighthouse(url, flags, device === "desktop" ? desktopConfig : undefined);
  if (result === undefined) {
    throw new Error(`Lighthouse did not judge ${url}.`);
  }
  return result;
}

function markOf({ categories }: Result, id: string): number {
  return Math.round((categories[id]?.score ?? 0) * 100);
}

/** What an audit measured; no number where it measured nothing. */
function numberOf({ audits }: Result, id: string): number {
  return audits[id]?.numericValue ?? Number.NaN;
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

/** The audits that count and were not passed, or could not be made. */
function wanting({ audits, categories }: Result): string[] {
  return Object.values(categories)
    .flatMap(({ auditRefs }) => auditRefs)
    .filter(({ weight }) => weight > 0)
    .flatMap(({ id }) => audits[id] ?? [])
    .filter(({ score, scoreDisplayMode }) => (score ?? 1) < 1 || scoreDisplayMode === "error")
    .map(({ id, errorMessage, details }) => `${id}: ${errorMessage ?? JSON.stringify(details)}`);
}
