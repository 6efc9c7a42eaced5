import { msg } from "@lit/localize";
import { css, html, nothing } from "lit";
import { state } from "lit/decorators.js";
import { element } from "../foundation/define";
import { PatientElement } from "../foundation/patient-element";
import { base } from "../foundation/styles/base";

/** The page's sections, by where they are, with what they are called. */
const SECTIONS = [
  [".side", () => msg("Settings")],
  [".stage", () => msg("Results")],
  ["playground-scaling", () => msg("How it scales")],
  ["playground-hazards", () => msg("What can go wrong")],
  ["playground-code-view", () => msg("Code")],
] as const;

/** A section counts as where the reader is once it has come so far up. */
const READING = "-25% 0px -70%";

/** A small table of the page's contents, which marks where the reader is. */
@element("contents")
export class Contents extends PatientElement {
  static override styles = [
    base,
    css`
      ul {
        display: flex;
        gap: 1.3em;
        overflow-x: auto;
        font-size: 0.8125em;
        white-space: nowrap;
      }

      a {
        display: block;
        padding-block: 0.7em;
        color: var(--pp-muted);
        text-decoration: none;
      }

      a[aria-current] {
        color: var(--pp-ink);
        box-shadow: inset 0 -2px var(--pp-accent);
      }

      a:focus-visible {
        outline-offset: -2px;
      }
    `,
  ];

  @state() private accessor current: string = SECTIONS[0][0];

  readonly #seen = new Map<Element, string>();
  #observer: IntersectionObserver | undefined;

  protected override firstUpdated(): void {
    this.#observer = new IntersectionObserver(
      (entries) => {
        const come = entries.find(({ isIntersecting }) => isIntersecting)?.target;
        this.current = this.#seen.get(this.#ledTo ?? come ?? this) ?? this.current;
      },
      { rootMargin: READING },
    );
    for (const [where] of SECTIONS) {
      const section = this.#section(where);
      if (section !== null) {
        this.#seen.set(section, where);
        this.#observer.observe(section);
      }
    }
  }

  override render() {
    return html`<nav aria-label=${msg("On this page")}>
      <ul>
        ${SECTIONS.map(
          ([where, name]) => html`<li>
            <a
              href="#"
              aria-current=${this.current === where ? "true" : nothing}
              @click=${(event: Event) => this.#go(event, where)}
              >${name()}</a>
          </li>`,
        )}
      </ul>
    </nav>`;
  }

  /** Where a link has led, as long as it is in sight: at its end a page scrolls no further. */
  get #ledTo(): Element | undefined {
    return [...this.#seen.keys()].find((section) => {
      const { top, bottom } = section.getBoundingClientRect();
      return section.matches(":focus") && top < innerHeight && bottom > 0;
    });
  }

  /** Keys go on from there. */
  #go(event: Event, where: string): void {
    event.preventDefault();
    const section = this.#section(where);
    section?.scrollIntoView();
    section?.setAttribute("tabindex", "-1");
    section?.focus({ preventScroll: true });
    this.current = this.#seen.get(this.#ledTo ?? this) ?? this.current;
  }

  #section(where: string): HTMLElement | null {
    return (this.getRootNode() as ShadowRoot).querySelector(where);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "playground-contents": Contents;
  }
}
