import { msg, str } from "@lit/localize";
import { forget, keepShown, keepWork, kept, keptElsewhere, type Work, type Works } from "./keeping";
import { NoProgram, type Program } from "./program";
import { type Draft, identified, MOST_VERSIONS, newName, type Version } from "./version";

/** The reader's own program, and the one that came by a link, among those of the library. */
export const OWN = "own";
export const SHARED = "shared";

/** What a version begins as that the reader writes. */
const BLANK = 'if __name__ == "__main__":\n    print("Hello")\n';

/** What lies on a desk at one time. */
export interface Moment {
  /** The id of the program that is shown. */
  readonly shown: string;
  /** Others as soon as anything in any of them changes. */
  readonly works: Works;
}

/** The programs that the reader works on, and the one of them that is shown. */
export class Desk {
  #works: Works;
  /** What the reader's own program begins as. */
  readonly #new: Program = { versions: identified([{ name: msg("Sequential"), source: BLANK }]) };
  /** What each began as, as far as it was looked at. */
  readonly #originals = new Map<string, Program>([[OWN, this.#new]]);
  readonly #changed: (isKept: boolean) => void;
  #shown: string;
  /** The version that is shown. */
  #chosen = 0;
  /** The program that is shown once it has come. */
  #coming: Promise<Program> | undefined;

  /** @param changed called after every change, and told whether this browser has kept it */
  constructor(changed: (isKept: boolean) => void) {
    const { shown, works } = kept();
    this.#works = works;
    this.#shown = shown;
    this.#changed = changed;
  }

  /** What there is now, which can be had back. */
  get moment(): Moment {
    return { shown: this.#shown, works: this.#works };
  }

  /** The id of the program that is shown; empty before there is one. */
  get shown(): string {
    return this.#shown;
  }

  /** The program that is shown. */
  get work(): Work {
    const work = this.#works.get(this.#shown);
    const original = this.#originals.get(this.#shown) ?? this.#new;
    return work ?? { ...original, isForeign: false };
  }

  get versions(): readonly Version[] {
    return this.work.versions;
  }

  /** The version that is shown. */
  get version(): Version {
    const version = this.versions[this.#chosen] ?? this.versions[0];
    if (version === undefined) {
      throw new RangeError("A program has a version.");
    }
    return version;
  }

  /** Whether the program that is shown differs from what it began as. */
  get isChanged(): boolean {
    return this.#works.has(this.#shown);
  }

  /** Whether the program that is shown has as many versions as can be run. */
  get isFull(): boolean {
    return this.versions.length >= MOST_VERSIONS;
  }

  /** Whether there is such a program: one that was looked at, or is worked on. */
  has(id: string): boolean {
    return this.#works.has(id) || this.#originals.has(id);
  }

  /**
   * Shows a program once it has come. Where another one is shown or asked for meanwhile, nothing comes
   * of it, nor of its failure.
   */
  async showOnceCome(id: string, original: Promise<Program>): Promise<void> {
    this.#coming = original;
    try {
      const program = await original;
      if (this.#coming === original) {
        this.show(id, program);
      }
    } catch (exception) {
      if (this.#coming === original) {
        throw exception;
      }
    }
  }

  /** Shows a program; what it began as, where it is not worked on. */
  show(id: string, original?: Program): void {
    this.#coming = undefined;
    if (original !== undefined) {
      this.#originals.set(id, original);
    }
    this.#shown = id;
    this.#chosen = 0;
    this.#changed(keepShown(id));
  }

  /** Shows another version. */
  choose(id: string): void {
    this.#chosen = Math.max(
      this.versions.findIndex((version) => version.id === id),
      0,
    );
    this.#changed(true);
  }

  /** Works on a program under this id, in place of what was there before. */
  take(id: string, program: Program, isForeign = false): void {
    this.#set(id, { ...program, isForeign });
    this.show(id);
  }

  /** Puts the program that is shown back as it began. */
  startOver(): void {
    this.#set(this.#shown, undefined);
  }

  /** Puts everything back as it was. */
  goBack({ shown, works }: Moment): void {
    const ids = new Set([...this.#works.keys(), ...works.keys()]);
    const changed = [...ids].filter((id) => this.#works.get(id) !== works.get(id));
    this.#works = works;
    if (shown !== this.#shown) {
      this.show(shown);
    }
    this.#changed(changed.map((id) => keepWork(id, works.get(id))).every(Boolean));
  }

  /** Another tab has kept or forgotten something. */
  follow(event: StorageEvent): void {
    const [id, work] = keptElsewhere(event) ?? [];
    if (id !== undefined) {
      this.#works = withWork(this.#works, id, work);
      this.#leaveWhatIsGone();
      this.#changed(true);
    }
  }

  /** The reader has pressed Run: from now on the program is theirs. */
  trust(): void {
    this.#set(this.#shown, { ...this.work, isForeign: false });
  }

  /** Changes the version that is shown; a new name gives it a new id, and is to be had only once. */
  edit(change: Partial<Draft>): void {
    const { version } = this;
    const others = this.versions.filter((other) => other !== version);
    const named = change.name === undefined ? {} : { name: newName(change.name, others) };
    this.editVersion(version.id, { ...change, ...named });
  }

  /** Changes a version. */
  editVersion(id: string, change: Partial<Draft>): void {
    this.#setVersions(
      this.versions.map((version) => (version.id === id ? { ...version, ...change } : version)),
    );
  }

  /** Puts a new version after the one that is shown, and shows it. */
  addNew(): void {
    this.add({ name: msg("New version"), source: BLANK });
  }

  /** Puts a copy of the version that is shown after it, and shows the copy. */
  duplicate(): void {
    const { name } = this.version;
    this.add({ ...this.version, name: msg(str`${name} copy`) });
  }

  /**
   * Puts a version after the one that is shown, and shows it; a name is to be had only once.
   *
   * @throws NoProgram if there are too many
   */
  add(draft: Draft): void {
    if (this.isFull) {
      throw new NoProgram(
        msg(
          str`This program has ${MOST_VERSIONS} versions, and no more can be run: remove one first.`,
        ),
      );
    }
    const at = this.versions.indexOf(this.version) + 1;
    const added = { ...draft, name: newName(draft.name, this.versions) };
    const drafts: readonly Draft[] = this.versions;
    this.#chosen = at;
    this.#setVersions(drafts.toSpliced(at, 0, added));
  }

  /** Removes the version that is shown, unless it is the only one. */
  remove(): void {
    if (this.versions.length > 1) {
      const { version } = this;
      const left = this.versions.filter((other) => other !== version);
      this.#chosen = Math.min(this.#chosen, left.length - 1);
      this.#setVersions(left);
    }
  }

  /** Forgets all that was changed, here and in this browser. */
  clear(): void {
    this.#works = new Map();
    this.#chosen = 0;
    this.#leaveWhatIsGone();
    forget();
    this.#changed(true);
  }

  #leaveWhatIsGone(): void {
    if (!this.has(this.#shown)) {
      this.#shown = OWN;
    }
  }

  #setVersions(drafts: readonly Draft[]): void {
    this.#set(this.#shown, { ...this.work, versions: identified(drafts) });
  }

  #set(id: string, work: Work | undefined): void {
    this.#works = withWork(this.#works, id, work);
    this.#changed(keepWork(id, work));
  }
}

function withWork(works: Works, id: string, work: Work | undefined): Works {
  const others = [...works].filter(([other]) => other !== id);
  return new Map(work === undefined ? others : [...others, [id, work]]);
}
