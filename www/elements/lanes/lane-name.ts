import { msg, str } from "@lit/localize";
import type { Lane } from "../../generated/types/Lane";
import { counted, enumerate } from "../foundation/format";

/** Of more machines than that, only how many they are is told. */
const MOST_NAMED = 6;

/**
 * What a lane is called: with its machine, where a trial's lanes are on several. That comes last,
 * so that what is cut off for want of room is the end of a host's name.
 */
export function laneName({ machine, name }: Lane): string {
  return machine === undefined ? name : msg(str`${name} on ${machine}`);
}

/** Whether a lane is the first of those on its machine; lanes of a machine are one below another. */
export function beginsMachine(lanes: readonly Lane[], number: number): boolean {
  return number > 0 && lanes[number]?.machine !== lanes[number - 1]?.machine;
}

/** How a trial's lanes are grouped by the machines that they are on; nothing where that is one. */
export function machinesText(lanes: readonly Lane[]): string {
  const counts = new Map<string, number>();
  for (const { machine } of lanes) {
    if (machine !== undefined) {
      counts.set(machine, (counts.get(machine) ?? 0) + 1);
    }
  }
  if (counts.size < 2) {
    return "";
  }
  if (counts.size > MOST_NAMED) {
    const { size } = counts;
    return msg(str`lanes grouped by machine, ${size} of them`);
  }
  const each = enumerate([...counts].map(([machine, count]) => lanesOn(machine, count)));
  return msg(str`from the top, ${each}`);
}

function lanesOn(machine: string, count: number): string {
  const lanes = counted(count, msg("lane"), msg("lanes"));
  return msg(str`${lanes} on ${machine}`);
}
