import { html, nothing } from "lit";
import type { TaskChoice } from "../../generated/types/TaskChoice";
import { catalogue } from "../foundation/catalogue";
import { choiceInput } from "./choice-input";
import { downloadSettings } from "./download-settings";
import { type Form, numberInput } from "./field-inputs";
import { attributeOf, type FieldName } from "./settings";

/** The settings that few readers change. They are loaded when somebody asks for them. */
export function moreSettings(form: Form, task: TaskChoice | undefined, startsProcesses: boolean) {
  return html`<div class="stack">
    <div class="numbers">
      ${task === undefined ? nothing : numberInput(form, task.trials)}
      ${catalogue.fields.map((field) => numberInput(form, field))}
      ${startsProcesses ? catalogue.processChoices.map((field) => choiceInput(form, field)) : nothing}
    </div>
    ${task?.kind === "download" ? downloadSettings(form) : nothing}
  </div>`;
}

/** Those of these settings that an author has offered, by their names in attributes. */
export function offeredSettings(
  form: Form,
  task: TaskChoice | undefined,
  offered: readonly string[],
) {
  const isOffered = ({ name }: { name: string }) =>
    offered.includes(attributeOf(name as FieldName));
  const { fields, processChoices, downloadFields, downloadChoices } = catalogue;
  const numbers = [...(task === undefined ? [] : [task.trials]), ...fields, ...downloadFields];
  const choices = [...processChoices, ...downloadChoices];
  return [
    ...numbers.filter(isOffered).map((field) => numberInput(form, field)),
    ...choices.filter(isOffered).map((field) => choiceInput(form, field)),
  ];
}
