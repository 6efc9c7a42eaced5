// Says which packages a folder adds to the site, or what is wrong with it, before anything is built.

import { addedPackages, PackagesError } from "./added.mjs";

try {
  const added = await addedPackages(process.argv[2]);
  if (added.length === 0) {
    console.log("    none: the site has all of them already");
  }
  for (const { entry } of added) {
    console.log(`    ${entry.name} ${entry.version}: ${entry.imports.join(", ")}`);
  }
} catch (error) {
  if (!(error instanceof PackagesError)) {
    throw error;
  }
  console.error(`error: ${error.message}`);
  process.exitCode = 1;
}
