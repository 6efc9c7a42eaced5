import { msg, str } from "@lit/localize";
import { css, html, nothing, type PropertyValues } from "lit";
import { property, query, state } from "lit/decorators.js";
import { live } from "lit/directives/live.js";
import { Engine } from "../../engine/engine";
import type { Outlook } from "../../generated/types/Outlook";
import type { Prediction } from "../../generated/types/Prediction";
import type { RunReport } from "../../generated/types/RunReport";
import type { WhatIf } from "../../generated/types/WhatIf";
import { AdoptableElement } from "../foundation/adoptable-element";
import { strategyEntry } from "../foundation/catalogue";
import { type Contender, isSame, titling } from "../foundation/contenders";
import { element } from "../foundation/define";
import { about, count, counted, duration, roundDuration, times } from "../foundation/format";
import { base } from "../foundation/styles/base";
import { controls } from "../foundation/styles/controls";
import { numbers } from "../foundation/styles/numbers";

/** Cores of larger machines, one after another. */
const LARGER_MACHINES = [4, 8, 16, 32, 64] as const;
/** A small cluster, and what its network adds to a message. */
const CLUSTER: WhatIf = { workers: 64, machines: 16, cores: 4, messageMs: 0.5 };
/** What the reader finds filled in. */
const FIRST: WhatIf = { workers: 16, machines: 1, cores: 16, messageMs: 0 };
/** The most workers, cores or machines that may be imagined. */
const MOST = 4096;
/** The largest chunk, as in a run's settings. */
const MOST_ITEMS = 1_000_000_000;
/** The slowest network. */
const MOST_MESSAGE_MS = 10_000;

/** A number of a {@link WhatIf} that the reader may set. */
interface Field {
  readonly name: keyof WhatIf;
  label(): string;
  note?(): string;
  readonly min: number;
  readonly max: number;
}

const FIELDS: readonly Field[] = [
  { name: "workers", label: () => msg("Workers"), min: 1, max: MOST },
  { name: "machines", label: () => msg("Machines"), min: 1, max: MOST },
  {
    name: "cores",
    label: () => msg("Cores"),
    note: () => msg("of each machine"),
    min: 1,
    max: MOST,
  },
  {
    name: "chunkSize",
    label: () => msg("Chunk size"),
    note: () => msg("items; empty: as in this run"),
    min: 1,
    max: MOST_ITEMS,
  },
  {
    name: "messageMs",
    label: () => msg("Latency"),
    note: () => msg("ms a message"),
    min: 0,
    max: MOST_MESSAGE_MS,
  },
];

/** What was asked, and what is predicted of it. */
interface Answer {
  readonly whatIfs: readonly WhatIf[];
  readonly outlook: Outlook;
}

/** What the model of a run says of larger machines, and of whatever the reader imagines. */
@element("outlook-view")
export class OutlookView extends AdoptableElement {
  static override styles = [
    base,
    controls,
    numbers,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 1em;
      }

      p {
        max-inline-size: 44em;
      }

      /* Names would push the figures out of a phone's sight. */
      th:first-child {
        white-space: normal;
      }

      output {
        display: block;
        padding: 0.7em 0.9em;
        border-inline-start: 3px solid var(--pp-edge);
        background: var(--pp-sunken);
      }
    `,
  ];

  /** The run to predict from. */
  @property({ attribute: false }) accessor report: RunReport | null = null;
  /** Its contenders that can have more workers. */
  @property({ attribute: false }) accessor contenders: readonly Contender[] = [];

  @state() private accessor chosen: Contender | null = null;
  @state() private accessor imagined: WhatIf = FIRST;
  /** What is predicted, of larger machines and last of what the reader imagined. */
  @state() private accessor answer: Answer | null = null;

  @query("form") private accessor form!: HTMLFormElement;

  /** Goes up with every question, so that only the last one's answer is heard. */
  #asked = 0;

  get #contender(): Contender | undefined {
    const { contenders, chosen } = this;
    return contenders.find((own) => chosen !== null && isSame(own, chosen)) ?? contenders[0];
  }

  /** Threads share one memory: they stay on one machine. Engines elsewhere are made to leave it. */
  get #canLeave(): boolean {
    const { needs = "processes" } = strategyEntry(this.#contender?.strategy ?? "") ?? {};
    return needs === "processes";
  }

  override willUpdate(changed: PropertyValues): void {
    if (["report", "contenders", "chosen", "imagined"].some((name) => changed.has(name))) {
      void this.#ask();
    }
  }

  async #ask(): Promise<void> {
    const { report } = this;
    const contender = this.#contender;
    if (report === null || contender === undefined) {
      return;
    }
    this.#asked += 1;
    const asked = this.#asked;
    const larger = LARGER_MACHINES.map((cores) => ({ ...FIRST, workers: cores, cores }));
    const imagined = this.#canLeave ? this.imagined : { ...this.imagined, machines: 1 };
    const whatIfs = [...larger, ...(this.#canLeave ? [CLUSTER] : []), imagined];
    const outlook = await Engine.shared().predict(
      report,
      contender.language,
      contender.strategy,
      whatIfs,
    );
    if (asked === this.#asked) {
      this.answer = outlook && { whatIfs, outlook };
    }
  }

  /** What is not sound is left to the browser to say, and not predicted from. */
  #imagine({ name }: Field, { value, valueAsNumber }: HTMLInputElement): void {
    const { [name]: _, ...others } = this.imagined;
    if (this.form.reportValidity()) {
      this.imagined = { ...FIRST, ...others, ...(value === "" ? {} : { [name]: valueAsNumber }) };
    }
  }

  override render() {
    const chosen = this.#contender;
    const { answer, contenders } = this;
    const titleOf = titling(contenders);
    return html`
      <p class="note">
        ${msg("Predicted, not measured: a model of this run’s own item times and overheads, on machines otherwise like this one. What slowed the workers of a machine is taken to grow with its cores. “How it scales” holds such predictions against measurements.")}
      </p>
      ${ofGpu(this.report)}
      <form class="numbers" @submit=${(event: SubmitEvent) => event.preventDefault()}>
        <label class="field">
          <span class="label">${msg("Strategy")}</span>
          <select
            @change=${({ target }: Event) => {
              this.chosen = contenders[(target as HTMLSelectElement).selectedIndex] ?? null;
            }}
          >
            ${contenders.map((own) => html`<option .selected=${live(own === chosen)}>${titleOf(own)}</option>`)}
          </select>
        </label>
        ${FIELDS.map((field) => this.#field(field))}
      </form>
      <output class="figure">
        ${answer === null ? msg("Nothing can be predicted from this run.") : imagined(answer)}
      </output>
      ${answer === null ? nothing : html`${caution(answer.outlook)} ${table(answer)}`}
    `;
  }

  #field(field: Field) {
    const { name, label, note, min, max } = field;
    const isFixed = name === "machines" && !this.#canLeave;
    const value = isFixed ? 1 : this.imagined[name];
    return html`<div class="field">
      <label class="label" for=${name}>${label()}</label>
      <input
        id=${name}
        type="number"
        min=${min}
        max=${max}
        step=${name === "messageMs" ? "any" : 1}
        ?required=${name !== "chunkSize"}
        ?disabled=${isFixed}
        aria-describedby="${name}-note"
        .value=${live(value === undefined ? "" : String(value))}
        @change=${({ target }: Event) => this.#imagine(field, target as HTMLInputElement)}
      />
      <p class="note" id="${name}-note">${isFixed ? msg("threads share one memory") : (note?.() ?? nothing)}</p>
    </div>`;
  }
}

/** Why the GPU is not among the strategies that may have more workers. */
function ofGpu(report: RunReport | null) {
  return report?.results.some(({ strategy }) => strategy === "gpu")
    ? html`<p class="note">${msg("The GPU is not among these strategies: however many workers there are beside it, it takes what it takes.")}</p>`
    : nothing;
}

/** What the reader imagined, and what is to be said of it. */
function imagined({ whatIfs, outlook }: Answer) {
  const [whatIf, prediction] = [whatIfs.at(-1), outlook.predictions.at(-1) ?? null];
  if (whatIf === undefined) {
    return nothing;
  }
  const machine = describe(whatIf);
  if (prediction === null) {
    const ranges = measuredRanges(outlook);
    return msg(
      str`Nothing is predicted for ${machine}: combining takes a notable share of the time, and was measured with no more than ${ranges}.`,
    );
  }
  const figures = summary(prediction);
  return msg(html`Predicted for ${machine}: <strong>${figures}</strong>`);
}

/** A busy machine is no property of the work. */
function caution({ inflation }: Outlook) {
  return inflation?.cause === "busy-machine"
    ? html`<p class="note">
        ${msg("During this run other programs used the cores for part of the time. All is predicted as if they had not.")}
      </p>`
    : nothing;
}

/** Beyond which point the model has nothing to stand on. */
function measuredRanges({ mostRanges }: Outlook): string {
  return counted(mostRanges, msg("range"), msg("ranges"));
}

function limitText(outlook: Outlook): string {
  const ranges = measuredRanges(outlook);
  return msg(
    str`Where nothing is predicted, combining takes a notable share of the time, and was measured with no more than ${ranges}.`,
  );
}

function table({ whatIfs, outlook }: Answer) {
  const larger = whatIfs.slice(0, -1).map((whatIf, index) => ({
    whatIf,
    prediction: outlook.predictions[index] ?? null,
  }));
  const isLimited = larger.some(({ prediction }) => prediction === null);
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${msg("Predicted, by machine")}>
      <table class="figure">
        <thead>
          <tr>
            <th scope="col">${msg("With")}</th>
            <th scope="col">${msg("Predicted")}</th>
            <th scope="col">${msg("Speed-up")}</th>
          </tr>
        </thead>
        <tbody>
          ${larger.map(
            ({ whatIf, prediction }) => html`<tr>
              <th scope="row">${describe(whatIf)}</th>
              <td>${prediction === null ? "–" : duration(prediction.predictedMs)}</td>
              <td>${prediction === null ? "–" : times(prediction.speedup)}</td>
            </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${isLimited ? html`<p class="note">${limitText(outlook)}</p>` : nothing}`;
}

function summary({ predictedMs, speedup }: Prediction): string {
  return `${about(duration(predictedMs))}, ${times(speedup)}`;
}

function describe({ workers, machines, cores, chunkSize, messageMs }: WhatIf): string {
  const crew = counted(workers, msg("worker"), msg("workers"));
  const place = machines > 1 ? clusterText(crew, machines, cores) : machineText(crew, cores);
  const chunks = chunkSize === undefined ? "" : chunksText(chunkSize);
  const network = messageMs > 0 ? networkText(roundDuration(messageMs)) : "";
  return [place, chunks, network].filter(Boolean).join(", ");
}

function machineText(crew: string, cores: number): string {
  const shown = count(cores);
  return cores === 1 ? msg(str`${crew} on ${shown} core`) : msg(str`${crew} on ${shown} cores`);
}

function clusterText(crew: string, machines: number, cores: number): string {
  const [all, each] = [count(machines), count(cores)];
  return cores === 1
    ? msg(str`${crew} on ${all} machines of ${each} core`)
    : msg(str`${crew} on ${all} machines of ${each} cores`);
}

function chunksText(chunkSize: number): string {
  const items = counted(chunkSize, msg("item"), msg("items"));
  return msg(str`${items} a chunk`);
}

function networkText(time: string): string {
  return msg(str`${time} a message`);
}

declare global {
  interface HTMLElementTagNameMap {
    "playground-outlook-view": OutlookView;
  }
}
