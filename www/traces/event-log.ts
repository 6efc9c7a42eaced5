/**
 * A Spark event log: lines of JSON, of which the ends of tasks tell who did what when.
 *
 * Spark tells times by the driver's clock, in milliseconds. An executor's tasks that overlap are on
 * cores of their own; which core it was is not told, so each goes to the first that is free.
 *
 * https://spark.apache.org/docs/latest/monitoring.html
 */

import type { Lane } from "../generated/types/Lane";
import { type Fields, fieldsIn, isFields, numberIn, textIn } from "./data";
import { laneOf, onMachines, type Step } from "./lane";

/** A task that ended. */
interface Task {
  readonly executor: string;
  readonly host: string;
  readonly launch: number;
  readonly finish: number;
  readonly deserialise: number;
  readonly run: number;
  readonly serialise: number;
}

/** What a log says of tasks, and of who executed them. */
export interface EventLog {
  readonly tasks: readonly Task[];
  /** How many cores each executor has. */
  readonly cores: ReadonlyMap<string, number>;
}

/** Reads a log, as far as it goes: a last line that was cut off is left out. */
export function readLog(text: string): EventLog {
  const tasks: Task[] = [];
  const cores = new Map<string, number>();
  for (const event of eventsIn(text)) {
    if (event.Event === "SparkListenerTaskEnd") {
      tasks.push(taskOf(event));
    } else if (event.Event === "SparkListenerExecutorAdded") {
      const total = numberIn(fieldsIn(event, "Executor Info"), "Total Cores");
      cores.set(textIn(event, "Executor ID"), total);
    }
  }
  return { tasks, cores };
}

function* eventsIn(text: string): Iterable<Fields> {
  for (const line of text.split("\n")) {
    let event: unknown;
    try {
      event = JSON.parse(line);
    } catch {
      return;
    }
    if (isFields(event)) {
      yield event;
    }
  }
}

function taskOf(event: Fields): Task {
  const info = fieldsIn(event, "Task Info");
  const metrics = isFields(event["Task Metrics"]) ? event["Task Metrics"] : {};
  return {
    executor: textIn(info, "Executor ID"),
    host: textIn(info, "Host"),
    launch: numberIn(info, "Launch Time"),
    finish: numberIn(info, "Finish Time"),
    deserialise: numberIn(metrics, "Executor Deserialize Time", 0),
    run: numberIn(metrics, "Executor Run Time", 0),
    serialise: numberIn(metrics, "Result Serialization Time", 0),
  };
}

/** Lanes whose times count from the first task's launch, one a core that was ever busy. */
export function lanesOfLog({ tasks, cores }: EventLog): Lane[] {
  const begin = tasks.reduce((first, { launch }) => Math.min(first, launch), Infinity);
  const busy = new Map<string, Task[][]>();
  for (const task of tasks.toSorted((a, b) => a.launch - b.launch)) {
    const own = busy.get(task.executor) ?? [];
    busy.set(task.executor, own);
    coreFor(task, own, cores.get(task.executor)).push(task);
  }
  const executors = [...busy].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return onMachines(
    executors.flatMap(([executor, own]) =>
      own.map((core, index) => {
        const name = `${executors.length > 1 ? `${executor}: ` : ""}core ${index + 1}`;
        const steps = core.flatMap((task) => stepsOf(task, begin));
        return [laneOf(name, "process", steps), core[0]?.host ?? ""] as const;
      }),
    ),
  );
}

/**
 * The core of an executor that a task was on: one that is free, else another. A millisecond too early
 * is rounding: an executor has no more cores than it has.
 */
function coreFor(task: Task, own: Task[][], most: number | undefined): Task[] {
  const freeAt = (core: readonly Task[]) => core.at(-1)?.finish ?? 0;
  const [first] = own.toSorted((a, b) => freeAt(a) - freeAt(b));
  if (first !== undefined && (freeAt(first) <= task.launch || own.length >= (most ?? Infinity))) {
    return first;
  }
  const another: Task[] = [];
  own.push(another);
  return another;
}

/** What a task was made of: what is left of its time was spent on the way to it. */
function stepsOf(task: Task, begin: number): Step[] {
  const { launch, finish, deserialise, run, serialise } = task;
  const known = Math.min(deserialise + run + serialise, finish - launch);
  const came = finish - begin - known;
  const began = came + deserialise;
  const ended = began + run;
  return [
    ["copy", launch - begin, came],
    ["serialise", came, began],
    ["run", began, ended],
    ["serialise", ended, ended + serialise],
  ];
}
