/** One way of writing a program: a whole script. */
export interface Version {
  /** What it is called in a request and a report: a slug of its name, once in each program. */
  readonly id: string;
  readonly name: string;
  readonly source: string;
  /** So many processes run it together, as `mpiexec -n` has them do. */
  readonly ranks?: number | undefined;
  /** Whether the lines that it prints may come in any order. */
  readonly unordered?: boolean | undefined;
}

/** A version before it has a place in a program. */
export type Draft = Omit<Version, "id">;

/** More versions than these are no longer compared at a glance. */
export const MOST_VERSIONS = 12;

/** Longer names are no longer read at a glance. */
export const LONGEST_NAME = 80;

/** Gives versions their ids, which are those that Rust gives them in a request. */
export function identified(drafts: readonly Draft[]): Version[] {
  const ids = new Set<string>();
  return drafts.map((draft) => {
    let id = slug(draft.name);
    while (ids.has(id)) {
      id += "-2";
    }
    ids.add(id);
    return { ...draft, id };
  });
}

/** A name as an id; names of other alphabets leave nothing of it. */
export function slug(name: string): string {
  return (
    name
      .toLowerCase()
      .match(/[a-z\d]+/g)
      ?.join("-") ?? "version"
  );
}

/** A name that no other version has: a number tells it apart. One that is too long is cut. */
export function newName(wished: string, others: readonly Pick<Version, "name">[]): string {
  const taken = new Set(others.map(({ name }) => name));
  let name = cut(wished, "");
  for (let number = 2; taken.has(name); number += 1) {
    name = cut(wished, ` ${number}`);
  }
  return name;
}

function cut(name: string, end: string): string {
  return name.slice(0, LONGEST_NAME - end.length) + end;
}
