import { state } from "lit/decorators.js";
import { AuthoredElement } from "../foundation/authored-element";
import {
  attributeOf,
  FIELD_NAMES,
  type FieldName,
  fieldOf,
  fieldText,
  fieldValue,
  type Settings,
  withField,
} from "../settings/settings";
import type { Stage } from "./stage";

/**
 * An element that has every field of a request as an attribute and as a property.
 *
 * A property that is set is its attribute's value from then on, and an attribute that is set is
 * its property's. What the reader changes is seen in the properties alone, as with an `<input>`:
 * attributes keep what the author said.
 */
export abstract class FieldElement extends AuthoredElement<Stage> {
  /** The fields that were set, by whomever. */
  @state() protected accessor settings: Settings = {};

  static override get observedAttributes(): string[] {
    // biome-ignore lint/complexity/noThisInStatic: Lit's getter has to know for which class.
    return [...super.observedAttributes, ...FIELD_NAMES.map(attributeOf)];
  }

  override attributeChangedCallback(name: string, old: string | null, value: string | null): void {
    super.attributeChangedCallback(name, old, value);
    const field = fieldOf(name);
    if (field !== undefined && old !== value) {
      this.#set(field, value);
    }
  }

  override connectedCallback(): void {
    this.#takeOver();
    super.connectedCallback();
  }

  /** Called when an attribute or a property has changed the settings. */
  protected abstract settingsGiven(): void;

  /** A field's value, as its property tells it. */
  getField(field: FieldName): unknown {
    return fieldValue(field, this.settings[field]);
  }

  /** Sets a field, as its property does. */
  setField(field: FieldName, value: unknown): void {
    const text = fieldText(field, value);
    if (text === null) {
      this.removeAttribute(attributeOf(field));
    } else {
      this.setAttribute(attributeOf(field), text);
    }
    // The attribute may have been that already, under what the reader changed.
    this.#set(field, text);
  }

  #set(field: FieldName, text: string | null): void {
    const settings = withField(this.settings, field, text);
    if (settings[field] !== this.settings[field]) {
      this.settings = settings;
      this.settingsGiven();
    }
  }

  /** Properties that were set before the element was one lie on top of its own. */
  #takeOver(): void {
    for (const field of FIELD_NAMES.filter((name) => Object.hasOwn(this, name))) {
      const value: unknown = Reflect.get(this, field);
      Reflect.deleteProperty(this, field);
      this.setField(field, value);
    }
  }
}

for (const field of FIELD_NAMES) {
  Object.defineProperty(FieldElement.prototype, field, {
    configurable: true,
    enumerable: true,
    get(this: FieldElement) {
      return this.getField(field);
    },
    set(this: FieldElement, value: unknown) {
      this.setField(field, value);
    },
  });
}
