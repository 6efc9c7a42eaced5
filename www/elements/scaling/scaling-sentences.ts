import type { Scaling } from "../../generated/types/Scaling";
import { counted, times } from "../foundation/format";
import { inflationReason } from "../foundation/inflation";

/** What timings at several worker counts say, in sentences; and of which counts they say nothing. */
export function scalingSentences(scaling: Scaling): string[] {
  return [fits(scaling), inflated(scaling), oversubscribed(scaling), pays(scaling)].flat();
}

function fits({ measured, serialFraction, usl }: Scaling): string[] {
  const sentences: string[] = [];
  if (serialFraction !== undefined) {
    const fitted = measured.findLast(({ standing }) => standing === "fitted");
    const range = fitted === measured.at(-1) ? "" : `, fitted up to ${workers(fitted?.workers)}`;
    sentences.push(`Amdahl’s serial fraction: ${percentage(serialFraction)}${range}.`);
  }
  if (usl !== undefined) {
    const { contention, coherency, peakWorkers } = usl;
    const peak = peakWorkers === undefined ? "" : `, peak at ${workers(Math.round(peakWorkers))}`;
    sentences.push(
      `USL: contention ${percentage(contention)}, coherency ${percentage(coherency)}${peak}.`,
    );
  }
  return sentences;
}

function inflated({ measured, inflation }: Scaling): string[] {
  if (inflation === undefined) {
    return [];
  }
  const counts = measured.filter(({ standing }) => standing === "inflated");
  const [first] = counts;
  const which = counts.length > 1 ? `${workers(first?.workers)} or more` : workers(first?.workers);
  const { factor, cause } = inflation;
  const advice = cause === "busy-machine" ? " Let them end, and measure again." : "";
  return [
    `With ${which} the same work took up to ${times(factor)} as long as alone, since ${inflationReason(cause)}. That is no serial work, and no law is fitted to it.${advice}`,
  ];
}

function oversubscribed({ measured }: Scaling): string[] {
  return measured.some(({ standing }) => standing === "oversubscribed")
    ? ["More workers than cores take turns: they are drawn, and no law is fitted to them."]
    : [];
}

function pays({ paysUpTo }: Scaling): string[] {
  return paysUpTo === undefined ? [] : [`A further worker pays up to ${workers(paysUpTo)}.`];
}

function workers(number = 0): string {
  return counted(number, "worker");
}

/** A small share, to a tenth of a percent. */
function percentage(share: number): string {
  return `${(share * 100).toFixed(1)}%`;
}
