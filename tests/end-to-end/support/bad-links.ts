/** Links to no program: what each is, the fragment of its address, and what a reader is told. */
export const BAD_LINKS: readonly (readonly [what: string, fragment: string, sentence: RegExp])[] = [
  ["broken", "#program=%%%", /The link is broken/],
  ["somebody else's", "#program=q1YqSy0qzszPU7KqBgA", /The link/],
  ["too large", `#program=${"A".repeat(400_001)}`, /too large/],
  ["of a program that is not there", "#library=nothing", /no program “nothing”/],
  ["none of ours", "#foo", /“#foo”, which names no program/],
];
