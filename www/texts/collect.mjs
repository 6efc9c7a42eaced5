// `npm run texts`: brings the languages' files up to date, and says what they lack.

import { collectTexts, lackingTexts } from "./texts.mjs";

await collectTexts();
for (const text of await lackingTexts()) {
  console.log(`lacking in ${text}`);
}
