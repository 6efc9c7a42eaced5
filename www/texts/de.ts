/** All that is to be said in German, as one script: what `engine/speak.ts` loads. */

import { templates } from "../generated/texts/de";
import { translateBy } from "./translation";

export { default as catalogue } from "../generated/catalogue.de.json";
export { default as hazards } from "../generated/hazards.de.json";

export const { translate, translateAll } = translateBy("de", templates);
