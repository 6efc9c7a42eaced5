import { msg, str } from "@lit/localize";
import type { Environment } from "../../generated/types/Environment";
import type { Machine } from "../../generated/types/Machine";
import { count, duration, enumerate } from "./format";

/** Of more machines than that, only what is true of all is told. */
const MOST_NAMED = 6;

/** By how much the clocks of several machines were set right; nothing where lanes are on one. */
export function clocksText({ native }: Environment): string {
  const machines = native?.machines ?? [];
  if (machines.length < 2) {
    return "";
  }
  const number = count(machines.length);
  const told = msg(
    str`Lanes of ${number} machines are aligned by their messages, none of which can arrive before it is sent.`,
  );
  return `${told} ${machines.length > MOST_NAMED ? allTold(machines) : eachTold(machines)}`;
}

function eachTold(machines: readonly Machine[]): string {
  const each = machines.map(({ name, clockAheadMs, clockResidualMs }) => {
    const [off, residual] = [duration(Math.abs(clockAheadMs)), duration(clockResidualMs)];
    return clockAheadMs < 0
      ? msg(str`${name} was ${off} behind (± ${residual})`)
      : msg(str`${name} was ${off} ahead (± ${residual})`);
  });
  const all = enumerate(each);
  return msg(str`By their clocks, ${all}.`);
}

function allTold(machines: readonly Machine[]): string {
  const most = Math.max(...machines.map(({ clockAheadMs }) => Math.abs(clockAheadMs)));
  const residual = Math.max(...machines.map(({ clockResidualMs }) => clockResidualMs));
  const [off, within] = [duration(most), duration(residual)];
  return msg(str`Their clocks were up to ${off} off (± ${within} at most).`);
}
