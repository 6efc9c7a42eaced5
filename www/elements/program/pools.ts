/** Where a program makes pools of threads and processes, and where it calls them. */

import type { SyntaxNode } from "@lezer/common";
import { childrenOf, isBroken, type Syntax } from "./syntax";

/** A call, by its arguments. */
interface Arguments {
  readonly node: SyntaxNode;
  readonly positional: readonly SyntaxNode[];
  readonly keywords: ReadonlyMap<string, SyntaxNode>;
  /** Whether there are more than can be read here: `*args`, `**options`, or what is no Python. */
  readonly isOpen: boolean;
  /** Where another argument can be added behind a comma. */
  readonly end: number;
}

/** A call of a pool's method. */
export interface Call extends Arguments {
  readonly method: string;
  /** What the pool was made by, or null if that is not seen: an argument, for example. */
  readonly pool: string | null;
}

const MAKERS = /^(?:Pool|ThreadPool|(?:Thread|Process|MPI)PoolExecutor)$/;

/** What is called so is a pool, even where it is not seen how it was made. */
const POOL_LIKE = /pool|executor/i;

const METHODS =
  /^(?:map|starmap|imap|imap_unordered|map_async|starmap_async|submit|apply|apply_async)$/;

/** The calls that make pools of a kind. */
export function poolsIn(code: Syntax, maker: string): Arguments[] {
  return code
    .all("CallExpression")
    .filter((call) => makerOf(code, call) === maker)
    .map((call) => argumentsOf(code, call));
}

/** The calls that have pools do something. */
export function callsIn(code: Syntax): Call[] {
  const makers = makersByName(code);
  return code.all("CallExpression").flatMap((call) => {
    const callee = call.firstChild;
    const method = lastNameOf(code, callee);
    const receiver = callee?.name === "MemberExpression" ? callee.firstChild : null;
    const given = argumentsOf(code, call);
    if (method === "run_in_executor") {
      return [{ ...given, method, pool: null }];
    }
    if (receiver === null || !METHODS.test(method)) {
      return [];
    }
    const name = lastNameOf(code, receiver);
    const pool = makerOf(code, receiver) ?? makers.get(name) ?? null;
    return pool === null && !POOL_LIKE.test(name) ? [] : [{ ...given, method, pool }];
  });
}

/** What pools are called, and what each was made by: by `with … as name`, or `name = …`. */
function makersByName(code: Syntax): Map<string, string> {
  const makers = new Map<string, string>();
  for (const call of code.all("CallExpression")) {
    const maker = makerOf(code, call);
    const name = nameGivenTo(call);
    if (maker !== undefined && name !== null) {
      makers.set(lastNameOf(code, name), maker);
    }
  }
  return makers;
}

function nameGivenTo({ prevSibling, nextSibling }: SyntaxNode): SyntaxNode | null {
  if (nextSibling?.name === "as") {
    return nextSibling.nextSibling;
  }
  return prevSibling?.name === "AssignOp" ? prevSibling.prevSibling : null;
}

function makerOf(code: Syntax, node: SyntaxNode): string | undefined {
  const maker = node.name === "CallExpression" ? lastNameOf(code, node.firstChild) : "";
  return MAKERS.test(maker) ? maker : undefined;
}

/** `c` of `a.b.c`, and of `c`. */
function lastNameOf(code: Syntax, node: SyntaxNode | null): string {
  const name = node?.name === "MemberExpression" ? node.lastChild : node;
  return name !== null && /^(?:VariableName|PropertyName)$/.test(name.name)
    ? code.textOf(name)
    : "";
}

function argumentsOf(code: Syntax, call: SyntaxNode): Arguments {
  const list = call.getChild("ArgList") ?? call;
  const inner = childrenOf(list).filter(({ name }) => !/^(?:[(),]|Comment)$/.test(name));
  const isValue = (node: SyntaxNode) => node.prevSibling?.name === "AssignOp";
  const named = inner.filter(isValue);
  const nameOf = (value: SyntaxNode) => value.prevSibling?.prevSibling ?? value;
  const isPlain = ({ type, name }: SyntaxNode) => type.is("Expression") || /Expression$/.test(name);
  return {
    node: call,
    positional: inner.filter(
      (node) => isPlain(node) && !isValue(node) && node.nextSibling?.name !== "AssignOp",
    ),
    keywords: new Map(named.map((value) => [code.textOf(nameOf(value)), value])),
    isOpen: isBroken(call) || inner.some(({ name }) => /^(?:\*\*?|for)$/.test(name)),
    end: inner.at(-1)?.to ?? list.to,
  };
}
