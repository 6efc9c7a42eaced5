/** What would help a version, by what a run found of it, done to the code itself. */

import type { SyntaxNode } from "@lezer/common";
import { msg, str } from "@lit/localize";
import type { RunReport } from "../../generated/types/RunReport";
import { type Call, callsIn, poolsIn } from "./pools";
import { around, childrenOf, isGuard, Syntax } from "./syntax";
import type { Version } from "./version";

/** A line that was there, and what is there instead. */
export interface Change {
  readonly before: string;
  readonly after: string;
}

/** A change of a version's code that may help. */
export interface Remedy {
  /** The version's id. */
  readonly version: string;
  /** What to do, in a few words: a button's. */
  readonly label: string;
  /** The version's source afterwards. */
  readonly source: string;
  readonly changes: readonly Change[];
}

/** A stretch of code, and what is to be there instead. */
interface Replacement {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** A way of changing code: none, where it is not sure that the code works afterwards. */
interface Edit {
  label(): string;
  replacements(code: Syntax): Replacement[];
}

/** So many items at a time are soon worth a message. */
const CHUNK = 50;

/** A process hands on so many messages at least before their number tells of anything. */
const MANY_MESSAGES = 50;

const LARGER_CHUNKS = chunksOf(CHUNK);
const SMALLER_CHUNKS = chunksOf(1);

const PROCESSES: Edit = {
  label: () => msg("Use a ProcessPoolExecutor"),
  replacements: (code) =>
    canBeProcesses(code) ? renamed(code, "ThreadPoolExecutor", "ProcessPoolExecutor") : [],
};

const THREADS: Edit = {
  label: () => msg("Use a ThreadPoolExecutor"),
  replacements: (code) => renamed(code, "ProcessPoolExecutor", "ThreadPoolExecutor"),
};

/** What helps against what *Why* finds, by the names of its rules. */
const HELP: Readonly<Record<string, Edit>> = {
  "held-by-the-gil": PROCESSES,
  "too-fine-grained": LARGER_CHUNKS,
  "copying-dominates": LARGER_CHUNKS,
  imbalanced: SMALLER_CHUNKS,
  "waiting-on-the-network": THREADS,
};

/** What a run says would help its versions, as far as their code has a place for it. */
export function remediesFor(report: RunReport, versions: readonly Version[]): Remedy[] {
  return versions.flatMap((version) => {
    const edits = new Set(editsFor(report, version.id));
    return [...edits].flatMap((edit) => remedy(version, edit) ?? []);
  });
}

function editsFor({ diagnosis = [], results }: RunReport, id: string): Edit[] {
  const found = diagnosis.filter(({ strategy }) => strategy === id);
  const helpful = found.flatMap(({ code }) => HELP[code] ?? []);
  const own = results.find(({ strategy }) => strategy === id);
  const messages = own?.trials[0]?.traffic.messages ?? 0;
  const isSlow = own !== undefined && own.efficiency < 1;
  return messages > MANY_MESSAGES && isSlow ? [...helpful, LARGER_CHUNKS] : helpful;
}

function remedy({ id, source }: Version, { label, replacements }: Edit): Remedy | undefined {
  const found = replacements(new Syntax(source)).sort((one, other) => one.from - other.from);
  return found.length === 0
    ? undefined
    : {
        version: id,
        label: label(),
        source: replaced(source, found),
        changes: byLines(source, found).map(({ from, to, inside }) => ({
          before: source.slice(from, to).trim(),
          after: replaced(source, inside, from, to).trim(),
        })),
      };
}

function replaced(
  source: string,
  replacements: readonly Replacement[],
  from = 0,
  to = source.length,
): string {
  let at = from;
  let result = "";
  for (const replacement of replacements) {
    result += source.slice(at, replacement.from) + replacement.text;
    at = replacement.to;
  }
  return result + source.slice(at, to);
}

/** The lines that are changed: those of several replacements are told once. */
function byLines(source: string, replacements: readonly Replacement[]) {
  const stretches: { from: number; to: number; inside: Replacement[] }[] = [];
  for (const replacement of replacements) {
    const end = source.indexOf("\n", replacement.to);
    const to = end === -1 ? source.length : end;
    const last = stretches.at(-1);
    if (last !== undefined && replacement.from <= last.to) {
      last.inside.push(replacement);
      last.to = to;
    } else {
      const from = source.lastIndexOf("\n", replacement.from - 1) + 1;
      stretches.push({ from, to, inside: [replacement] });
    }
  }
  return stretches;
}

/** Has calls hand out so many items at a time. */
function chunksOf(size: number): Edit {
  return {
    label: () => msg(str`Set chunksize=${size}`),
    replacements: (code) => callsIn(code).flatMap((call) => chunked(code, call, `${size}`)),
  };
}

/** The methods that hand out items in chunks. */
const CHUNKED = /^(?:map|starmap|imap|imap_unordered|map_async|starmap_async)$/;

/** The function and its items; what comes third is a chunk size to a `Pool` alone. */
const FUNCTION_AND_ITEMS = 2;

function chunked(code: Syntax, call: Call, size: string): Replacement[] {
  const { method, pool, positional, keywords, isOpen, end } = call;
  if (!CHUNKED.test(method) || pool === "ThreadPoolExecutor" || isOpen) {
    return [];
  }
  const third = positional[FUNCTION_AND_ITEMS];
  const isPool = pool === "Pool" || pool === "ThreadPool";
  const present = keywords.get("chunksize") ?? (isPool ? third : undefined);
  if (present !== undefined) {
    const { from, to } = present;
    return code.textOf(present) === size ? [] : [{ from, to, text: size }];
  }
  const isSure = positional.length >= FUNCTION_AND_ITEMS && (third === undefined || pool !== null);
  return isSure ? [{ from: end, to: end, text: `, chunksize=${size}` }] : [];
}

/** Arguments that both kinds of executors take. */
const SHARED_ARGUMENTS = /^(?:max_workers|initializer|initargs)$/;

/** Has a program use one kind of executor instead of another, if that takes the same arguments. */
function renamed(code: Syntax, before: string, after: string): Replacement[] {
  const isShared = poolsIn(code, before).every(({ keywords, positional, isOpen }) => {
    return !isOpen && positional.length <= 1 && [...keywords.keys()].every(isSharedArgument);
  });
  const names = [...code.all("VariableName"), ...code.all("PropertyName")];
  return isShared
    ? names
        .filter((name) => code.textOf(name) === before)
        .map((name) =>
          isImportedBeside(code, name, after)
            ? withoutName(name)
            : { from: name.from, to: name.to, text: after },
        )
    : [];
}

function isSharedArgument(name: string): boolean {
  return SHARED_ARGUMENTS.test(name);
}

/** Whether the statement that imports a name imports the other one as well. */
function isImportedBeside(code: Syntax, name: SyntaxNode, other: string): boolean {
  const statement = name.parent;
  return (
    statement?.name === "ImportStatement" &&
    name.nextSibling?.name !== "as" &&
    childrenOf(statement).some((child) => code.textOf(child) === other)
  );
}

/** Takes a name from a list, and one of the commas around it. */
function withoutName(name: SyntaxNode): Replacement {
  const [before, after] = [name.prevSibling, name.nextSibling];
  const next = after?.name === "," ? after.nextSibling : null;
  return next === null || next.name === ")"
    ? { from: before?.name === "," ? before.from : name.from, to: name.to, text: "" }
    : { from: name.from, to: next.from, text: "" };
}

/**
 * Whether threads can be processes: each of these imports the script, and must not start others by
 * that; and what they are to call is sent by its name, which the script has to know.
 */
function canBeProcesses(code: Syntax): boolean {
  const isGuarded = childrenOf(code.root).some((statement) => isGuard(code, statement));
  return (
    isGuarded &&
    poolsIn(code, "ThreadPoolExecutor").every(({ node }) => isHeldBack(code, node)) &&
    callsIn(code).every((call) => isSendable(code, call))
  );
}

/** Whether code runs in the script alone, or when it is called. */
function isHeldBack(code: Syntax, node: SyntaxNode): boolean {
  return [...around(node)].some(
    (outer) => outer.name === "FunctionDefinition" || isGuard(code, outer),
  );
}

function isSendable(code: Syntax, { method, positional }: Call): boolean {
  const isAfterPool = method === "run_in_executor";
  const called = positional[isAfterPool ? 1 : 0];
  const sent = positional.slice(1);
  return (
    called !== undefined &&
    hasName(code, called) &&
    sent.every(({ name }) => name !== "LambdaExpression")
  );
}

/** Whether a function is known by its name to all who import the script. */
function hasName(code: Syntax, called: SyntaxNode): boolean {
  if (called.name === "MemberExpression") {
    const modules = called.firstChild === null ? [] : bindingsOf(code, called.firstChild);
    return modules.length > 0 && modules.every(isImport);
  }
  return (
    called.name === "VariableName" &&
    bindingsOf(code, called).every((node) => isImport(node) || isTopFunction(node))
  );
}

/** What gives a name its value, wherever that is. */
function bindingsOf(code: Syntax, name: SyntaxNode): SyntaxNode[] {
  const text = code.textOf(name);
  return code
    .all("VariableName")
    .filter((node) => code.textOf(node) === text && code.binds(node).has(text));
}

function isImport({ parent }: SyntaxNode): boolean {
  return parent?.name === "ImportStatement";
}

function isTopFunction({ parent }: SyntaxNode): boolean {
  return parent?.name === "FunctionDefinition" && parent.parent?.name === "Script";
}
