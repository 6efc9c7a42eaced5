import { isDeepStrictEqual } from "node:util";
import type { Contender, Job } from "../contenders/contender.ts";

/** A task by one strategy of one contender. */
export interface Measured {
  contender: string;
  strategy: string;
  task: string;
  size: number;
  /** Milliseconds, one for each round; those of one round were taken one right after another. */
  trialsMs: number[];
}

/**
 * Has all contenders do a job, in turn, a few times: a machine that grows slower does so for all.
 * They are idle while it is not their turn.
 *
 * @throws if one yields what others do not
 */
export async function rounds(
  contenders: readonly Contender[],
  job: Job,
  trials: number,
): Promise<Measured[]> {
  const measured = new Map<string, Measured>();
  const able = contenders.filter(({ tasks }) => tasks?.has(job.task) ?? true);
  let expected: unknown;
  for (let trial = 0; trial < trials; trial += 1) {
    for (const contender of able) {
      for (const { strategy, ms, output } of await contender.round(job)) {
        expected ??= output;
        if (!isDeepStrictEqual(output, expected)) {
          const who = `${contender.name} by ${strategy}`;
          const [seen, wanted] = [output, expected].map((value) => JSON.stringify(value));
          throw new Error(`${job.task}: ${who} yields ${seen}, and not ${wanted}`);
        }
        const key = `${contender.name} ${strategy}`;
        const one = measured.get(key) ?? {
          contender: contender.name,
          strategy,
          task: job.task,
          size: job.size,
          trialsMs: [],
        };
        one.trialsMs.push(ms);
        measured.set(key, one);
      }
    }
  }
  return [...measured.values()];
}

/** Round by round: how many times as long the one took as the other. */
export function ratios(one: Measured, other: Measured): number[] {
  return one.trialsMs.map((ms, round) => ms / (other.trialsMs[round] ?? Number.NaN));
}
