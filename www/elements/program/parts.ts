/** A source by its top-level statements, and what each has to do with the others. */

import type { SyntaxNode } from "@lezer/common";
import { statements } from "./statements";
import { around, childrenOf, isGuard, Syntax, within } from "./syntax";

/** A top-level statement, with the comments and decorators above it. */
export interface Part {
  readonly text: string;
  /** The names that it gives a value. */
  readonly binds: ReadonlySet<string>;
  /** The names that it needs. */
  readonly uses: ReadonlySet<string>;
  /** The names of what it changes: `items` of `items.append(1)`, for example. */
  readonly changes: ReadonlySet<string>;
  /** Whether it does nothing until it is called. */
  readonly isDefinition: boolean;
  readonly isWork: boolean;
  readonly isAsync: boolean;
  /** Whether it runs only where the source is the script: `if __name__ == …`. */
  readonly isGuard: boolean;
  /** Whether it prints, and nothing else. */
  readonly isPrint: boolean;
  /** The first line that is surely no Python. */
  readonly fault: Line | null;
}

interface Line {
  readonly line: number;
  readonly text: string;
}

const DEFINES = /^(?:FunctionDefinition|ClassDefinition|ImportStatement|TypeDefinition)$/;

/** What the grammar does not know all of that Python has: no fault is sure in it. */
const PARTLY_KNOWN =
  /^(?:WithStatement|MatchStatement|LambdaExpression|YieldExpression|PrintStatement|TypeParamList|Decorator)$/;
/** The same, for what stands in it directly. */
const HALF_KNOWN = /^(?:TryStatement|DecoratedStatement)$/;

export function partsOf(source: string): Part[] {
  let line = 1;
  return statements(source).map((text) => {
    const part = partOf(text, line);
    line += text.split("\n").length - 1;
    return part;
  });
}

/** Some parts and all that they need of others, what those need, and so on. */
export function reached(from: readonly Part[], all: readonly Part[]): Part[] {
  const found = new Set(from);
  // A set is gone through to its end, which is moved by what is added meanwhile.
  for (const { uses } of found) {
    for (const part of all) {
      if ([...part.binds, ...part.changes].some((name) => uses.has(name))) {
        found.add(part);
      }
    }
  }
  return [...found];
}

function partOf(text: string, line: number): Part {
  const code = new Syntax(text);
  const nodes = childrenOf(code.root)
    .filter(({ name }) => name !== "Comment")
    .map((node) => node.getChild("FunctionDefinition") ?? node.getChild("ClassDefinition") ?? node);
  const work = nodes.find(({ name, node }) => {
    const called = node.getChild("VariableName");
    return name === "FunctionDefinition" && called !== null && code.textOf(called) === "work";
  });
  return {
    text,
    binds: code.binds(),
    uses: code.uses(),
    changes: new Set(nodes.flatMap((node) => changedBy(code, node))),
    isDefinition: nodes.some(({ name }) => DEFINES.test(name)),
    isWork: work !== undefined,
    isAsync: work?.firstChild?.name === "async",
    isGuard: nodes.some((node) => isGuard(code, node)),
    isPrint: nodes.length > 0 && nodes.every((node) => isPrint(code, node)),
    fault: faultIn(code, line),
  };
}

/** What methods are called for their effect alone, or what has an element set or deleted. */
function changedBy(code: Syntax, statement: SyntaxNode): string[] {
  const isLater = /Definition$/.test(statement.name);
  return isLater
    ? []
    : [...within(statement)].flatMap((node) => {
        const first = node.firstChild;
        const isCall = node.name === "ExpressionStatement" && first?.name === "CallExpression";
        const isSet = /^(?:Assign|Update|Delete)Statement$/.test(node.name);
        const target = isCall ? first.firstChild : isSet ? node.getChild("MemberExpression") : null;
        const changed = target?.name === "MemberExpression" ? target.firstChild : null;
        return changed?.name === "VariableName" ? [code.textOf(changed)] : [];
      });
}

function isPrint(code: Syntax, { name, firstChild }: SyntaxNode): boolean {
  const called = firstChild?.name === "CallExpression" ? firstChild.firstChild : null;
  return name === "ExpressionStatement" && called !== null && code.textOf(called) === "print";
}

function faultIn(code: Syntax, firstLine: number): Line | null {
  // Template strings are written like formatted ones, which are known.
  const known = new Syntax(code.source.replaceAll(/\bt(?=r?["'])/gi, "f"));
  const fault = [...within(known.root)].find(isSureFault);
  if (fault === undefined) {
    return null;
  }
  // What is missing at the end of a line is found missing on the next one.
  const above = code.source.slice(0, fault.from).trimEnd().split("\n");
  return { line: firstLine + above.length - 1, text: lineAt(code.source, above.length - 1) };
}

function isSureFault(node: SyntaxNode): boolean {
  const isUnsure = [...around(node)].some(({ name }) => PARTLY_KNOWN.test(name));
  return node.type.isError && !isUnsure && !HALF_KNOWN.test(node.parent?.name ?? "");
}

function lineAt(source: string, index: number): string {
  return source.split("\n")[index]?.trim() ?? "";
}
