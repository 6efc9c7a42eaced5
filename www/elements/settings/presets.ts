import { msg } from "@lit/localize";
import { html } from "lit";
import type { Settings } from "./settings";

/** A question, and the settings that answer it. */
export interface Preset {
  question(): string;
  readonly settings: Settings;
}

/** Questions to begin with, from what surprises first to what needs more. */
export const PRESETS: readonly Preset[] = [
  {
    question: () => msg("Why do threads not help?"),
    settings: { task: "count-primes", strategies: "sequential gil-threads threads processes" },
  },
  {
    question: () => msg("How can one worker download many pictures at once?"),
    settings: { task: "download-images", size: "24", strategies: "sequential event-loop threads" },
  },
  {
    question: () => msg("When do processes cost more than they save?"),
    settings: { task: "count-in-range", strategies: "sequential threads processes" },
  },
  {
    question: () => msg("What if some pieces take much longer than others?"),
    settings: { task: "mandelbrot", chunkSize: "225", strategies: "sequential threads work-queue" },
  },
  {
    question: () => msg("What do very small pieces cost?"),
    settings: {
      task: "count-in-range",
      size: "20000",
      chunkSize: "1",
      strategies: "sequential threads processes",
    },
  },
  {
    question: () => msg("Why is twice as many workers not twice as fast?"),
    settings: { task: "sort-numbers", strategies: "sequential threads task-graph" },
  },
  {
    question: () => msg("Can one download and compute at the same time?"),
    settings: {
      task: "download-images",
      size: "24",
      make: "contact-sheet",
      strategies: "sequential event-loop pipeline",
    },
  },
  {
    question: () => msg("How much of the time is Python itself?"),
    settings: { task: "count-primes", language: "rust python", strategies: "sequential processes" },
  },
];

/** The questions as a list of buttons. */
export function presetList(choose: (preset: Preset) => void) {
  return html`<ul class="presets">
    ${PRESETS.map(
      (preset) => html`<li>
        <button type="button" @click=${() => choose(preset)}>${preset.question()}</button>
      </li>`,
    )}
  </ul>`;
}
