import { msg, str } from "@lit/localize";
import type { Scaling } from "../../generated/types/Scaling";
import type { Usl } from "../../generated/types/Usl";
import { counted, decimal, times } from "../foundation/format";
import { inflationReason } from "../foundation/inflation";

/** What timings at several worker counts say, in sentences; and of which counts they say nothing. */
export function scalingSentences(scaling: Scaling): string[] {
  return [fits(scaling), inflated(scaling), oversubscribed(scaling), pays(scaling)].flat();
}

function fits({ measured, serialFraction, usl }: Scaling): string[] {
  const sentences: string[] = [];
  if (serialFraction !== undefined) {
    const fitted = measured.findLast(({ standing }) => standing === "fitted");
    const upTo = fitted === measured.at(-1) ? null : workers(fitted?.workers);
    sentences.push(amdahlText(percentage(serialFraction), upTo));
  }
  if (usl !== undefined) {
    sentences.push(uslText(usl));
  }
  return sentences;
}

/** @param upTo up to which worker count it was fitted; nothing if to all */
function amdahlText(share: string, upTo: string | null): string {
  return upTo === null
    ? msg(str`Amdahl’s serial fraction: ${share}.`)
    : msg(str`Amdahl’s serial fraction: ${share}, fitted up to ${upTo}.`);
}

function uslText(usl: Usl): string {
  const [contention, coherency] = [percentage(usl.contention), percentage(usl.coherency)];
  if (usl.peakWorkers === undefined) {
    return msg(str`USL: contention ${contention}, coherency ${coherency}.`);
  }
  const peak = workers(Math.round(usl.peakWorkers));
  return msg(str`USL: contention ${contention}, coherency ${coherency}, peak at ${peak}.`);
}

function inflated({ measured, inflation }: Scaling): string[] {
  if (inflation === undefined) {
    return [];
  }
  const counts = measured.filter(({ standing }) => standing === "inflated");
  const [first] = counts;
  const from = workers(first?.workers);
  const which = counts.length > 1 ? msg(str`${from} or more`) : from;
  const factor = times(inflation.factor);
  const reason = inflationReason(inflation.cause);
  const told = msg(
    str`With ${which} the same work took up to ${factor} as long as alone, since ${reason}. That is not serial work, and no law is fitted to it.`,
  );
  return [
    inflation.cause === "busy-machine" ? `${told} ${msg("Close them, and measure again.")}` : told,
  ];
}

function oversubscribed({ measured }: Scaling): string[] {
  return measured.some(({ standing }) => standing === "oversubscribed")
    ? [msg("More workers than cores take turns: they are drawn, but no law is fitted to them.")]
    : [];
}

function pays({ paysUpTo }: Scaling): string[] {
  const most = workers(paysUpTo);
  return paysUpTo === undefined ? [] : [msg(str`Adding workers pays up to ${most}.`)];
}

function workers(number = 0): string {
  return counted(number, msg("worker"), msg("workers"));
}

/** A small share, to a tenth of a percent. */
function percentage(share: number): string {
  const hundredths = decimal(share * 100, 1);
  return msg(str`${hundredths}%`);
}
