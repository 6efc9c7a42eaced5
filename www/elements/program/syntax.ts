// The grammar of the editor, which comes with it: what is text, and what is code, only it tells.
import type { SyntaxNode } from "@lezer/common";
import { parser } from "@lezer/python";

/** A program, or a part of one, as the grammar has it. It has a tree for what is no Python, too. */
export class Syntax {
  readonly source: string;
  readonly root: SyntaxNode;

  constructor(source: string) {
    this.source = source;
    this.root = parser.parse(source).topNode;
  }

  textOf({ from, to }: SyntaxNode): string {
    return this.source.slice(from, to);
  }

  /** All nodes of a kind, those inside of others as well. */
  all(kind: string): SyntaxNode[] {
    return [...within(this.root)].filter(({ name }) => name === kind);
  }

  /** The names that a node reads, and does not bind itself. */
  uses(node: SyntaxNode = this.root): Set<string> {
    if (node.name === "VariableName") {
      return new Set(isBinding(node) || isKeyword(node) ? [] : [this.textOf(node)]);
    }
    const read = new Set(childrenOf(node).flatMap((child) => [...this.uses(child)]));
    const own = isScope(node) ? this.#boundInside(node) : new Set();
    return new Set([...read].filter((name) => !own.has(name)));
  }

  /** The names that a node binds outside of the functions and classes in it. */
  binds(node: SyntaxNode = this.root): Set<string> {
    if (node.name === "VariableName") {
      return new Set(isBinding(node) ? [this.textOf(node)] : []);
    }
    const isNamed = /^(?:Function|Class)Definition$/.test(node.name);
    const outside = isNamed ? node.getChildren("VariableName") : childrenOf(node);
    const isClosed = isScope(node) && !isNamed;
    return new Set(isClosed ? [] : outside.flatMap((child) => [...this.binds(child)]));
  }

  #boundInside(scope: SyntaxNode): Set<string> {
    return new Set(childrenOf(scope).flatMap((child) => [...this.binds(child)]));
  }
}

const SCOPES =
  /^(?:FunctionDefinition|ClassDefinition|LambdaExpression|\w*ComprehensionExpression)$/;

/** Whether it has names of its own. A generator that is the only argument has no node of its own. */
function isScope(node: SyntaxNode): boolean {
  return SCOPES.test(node.name) || (node.name === "ArgList" && node.getChild("for") !== null);
}

export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    children.push(child);
  }
  return children;
}

/** A node and all that is in it, in the order of the text. */
export function* within(node: SyntaxNode): Generator<SyntaxNode> {
  yield node;
  for (const child of childrenOf(node)) {
    yield* within(child);
  }
}

/** The nodes around a node, the nearest first. */
export function* around(node: SyntaxNode): Generator<SyntaxNode> {
  for (let outer = node.parent; outer !== null; outer = outer.parent) {
    yield outer;
  }
}

/** Whether there is something that the grammar does not know. */
export function isBroken(node: SyntaxNode): boolean {
  return [...within(node)].some(({ type }) => type.isError);
}

/** Whether it is a block that runs only where the program is the script: `if __name__ == …`. */
export function isGuard(code: Syntax, { name, node, firstChild }: SyntaxNode): boolean {
  const condition = firstChild?.nextSibling;
  return (
    name === "IfStatement" &&
    node.parent?.name === "Script" &&
    condition != null &&
    /\b__name__\b/.test(code.textOf(condition))
  );
}

/** Whether it is the name of an argument. */
function isKeyword(name: SyntaxNode): boolean {
  return name.parent?.name === "ArgList" && name.nextSibling?.name === "AssignOp";
}

/** Whether a name gets a value where it stands. */
function isBinding(name: SyntaxNode): boolean {
  let target = name;
  while (/^(?:Tuple|Array|Parenthesized)Expression$/.test(target.parent?.name ?? "")) {
    target = target.parent as SyntaxNode;
  }
  const before = target.prevSibling?.name;
  const after = afterwards(target);
  switch (target.parent?.name) {
    case "AssignStatement":
      return after.includes("AssignOp");
    case "UpdateStatement":
      return after.includes("UpdateOp");
    case "NamedExpression":
      return after.includes("AssignOp");
    case "ParamList":
      return before !== "AssignOp";
    case "FunctionDefinition":
      return after.includes("ParamList");
    case "ClassDefinition":
      return after.includes("Body");
    case "ImportStatement":
      return isImported(target);
    case "WithStatement":
    case "TryStatement":
    case "AsPattern":
      return before === "as";
    case "CapturePattern":
      return true;
    default:
      return after.includes("in") && forBefore(target);
  }
}

/** Whether it stands between `for` and `in`. */
function forBefore(target: SyntaxNode): boolean {
  for (
    let node = target.prevSibling;
    node !== null && node.name !== "in";
    node = node.prevSibling
  ) {
    if (node.name === "for") {
      return true;
    }
  }
  return false;
}

function isImported(name: SyntaxNode): boolean {
  const isModule = name.parent?.firstChild?.name === "from" && !beforehand(name).includes("import");
  return !isModule && name.prevSibling?.name !== "." && name.nextSibling?.name !== "as";
}

function afterwards(node: SyntaxNode): string[] {
  const names: string[] = [];
  for (let next = node.nextSibling; next !== null; next = next.nextSibling) {
    names.push(next.name);
  }
  return names;
}

function beforehand(node: SyntaxNode): string[] {
  const names: string[] = [];
  for (let before = node.prevSibling; before !== null; before = before.prevSibling) {
    names.push(before.name);
  }
  return names;
}
