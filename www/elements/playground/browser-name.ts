/** Browsers by what they call themselves, the first that fits: most claim to be others as well. */
const BROWSERS: readonly (readonly [name: string, version: RegExp])[] = [
  ["Edge", /Edg\/(\d+)/],
  ["Firefox", /Firefox\/(\d+)/],
  ["Chrome", /Chrome\/(\d+)/],
  ["Safari", /Version\/(\d+)\S* .*Safari/],
];

/** What a browser is commonly called, by its user-agent string: `Firefox 140`; others as they are. */
export function browserName(userAgent: string): string {
  for (const [name, version] of BROWSERS) {
    const number = version.exec(userAgent)?.[1];
    if (number !== undefined) {
      return `${name} ${number}`;
    }
  }
  return userAgent;
}
