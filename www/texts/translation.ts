import type { TemplateLike, TemplateMap } from "@lit/localize";
import { runtimeMsg } from "@lit/localize/internal/runtime-msg.js";
import type { MsgFn } from "@lit/localize/internal/types.js";

/** Says in another language what is said in English. */
export interface Translation {
  /**
   * What stands for `msg`. The library's own way to put it there, `configureLocalization`, works in
   * windows alone, and half of what readers are told is from workers.
   */
  readonly translate: MsgFn;
  /** For what a document says itself. */
  translateAll(places: Iterable<Element>): void;
}

/** The translation into a language that has these texts. */
export function translateBy(language: string, templates: TemplateMap): Translation {
  const translate = ((text: TemplateLike) => runtimeMsg(templates, text, undefined)) as MsgFn;
  const translateAll = (places: Iterable<Element>) => {
    document.documentElement.lang = language;
    for (const place of places) {
      place.textContent = translate(place.textContent?.trim().replace(/\s+/g, " ") ?? "");
    }
  };
  return { translate, translateAll };
}
