import assert from "node:assert/strict";
import { test } from "node:test";
import { SPAN_KINDS } from "../lanes/lanes";
import { sampleReport } from "./sample-report";
import { type PictureColours, type PictureContent, svgPicture } from "./svg-picture";
import { SvgRectangles } from "./svg-rectangles";

const COLOURS: PictureColours = {
  paper: "rgb(1, 1, 1)",
  ink: "rgb(2, 2, 2)",
  muted: "rgb(3, 3, 3)",
  rule: "rgb(4, 4, 4)",
  spans: Object.fromEntries(
    SPAN_KINDS.map((kind, index) => [kind, `rgb(5, 5, ${index})`]),
  ) as PictureColours["spans"],
};

/** Letters that are all as wide, more so where they are bold. */
function measure(words: string, weight: number): number {
  return words.length * (weight > 400 ? 8.5 : 7.5);
}

function content(): PictureContent {
  const results = sampleReport().results.map((result) => ({
    ...result,
    title: `the ${result.strategy} one`,
  }));
  return {
    title: "Count primes",
    lines: ["Fastest: Threads.", "2 workers"],
    results,
    shown: results.flatMap(({ language, strategy, title, trials: [trial] }) =>
      trial === undefined ? [] : [{ language, strategy, title, trial }],
    ),
  };
}

test("a picture shows every strategy, lane and trial", () => {
  const svg = svgPicture(content(), COLOURS, measure);
  for (const text of ["the sequential one", "the threads one", "worker", "thread 1", "thread 2"]) {
    assert.ok(svg.includes(`>${text}</text>`), text);
  }
  assert.equal(svg.match(/<circle/g)?.length, 4, "a dot for each trial");
  assert.equal(svg.match(/<pattern/g)?.length, SPAN_KINDS.length);
  assert.match(svg, /<path fill="url\(#run\)"/);
  assert.match(svg, /<path fill="url\(#start\)"/, "workers were started before 0");
});

/** Where each text of these words begins, and how long it is drawn. */
function placesOf(svg: string, words: string): { x: number; length: number }[] {
  const texts = [...svg.matchAll(/<text x="([\d.]+)"([^>]*)>([^<]*)</g)];
  return texts
    .filter(([, , , found]) => found === words)
    .map(([, x, attributes = ""]) => {
      const squeezed = /textLength="([\d.]+)"/.exec(attributes)?.[1];
      const weight = attributes.includes('class="h"') ? 650 : 400;
      return { x: Number(x), length: Number(squeezed ?? measure(words, weight)) };
    });
}

for (const title of ["Threads", "Threads with a GIL", "Threads ".repeat(40).trim()]) {
  test(`no bar or lane begins before a label of ${title.length} letters ends`, () => {
    const [first] = content().shown;
    assert.ok(first);
    const [lane] = first.trial.lanes;
    assert.ok(lane);
    const trial = { ...first.trial, lanes: [{ ...lane, name: title }] };
    const shown = [{ ...first, title, trial }];
    const results = content().results.map((result) => ({ ...result, title }));
    const svg = svgPicture({ ...content(), results, shown }, COLOURS, measure);
    const bars = [...svg.matchAll(/<rect x="([\d.]+)"|translate\(([1-9][\d.]*) /g)];
    const begins = Math.min(...bars.map(([, bar, lanes]) => Number(bar ?? lanes)));
    const places = placesOf(svg, title);
    assert.equal(places.length, 4, "two bars, the lanes, a lane");
    for (const { x, length } of places) {
      assert.ok(x + length < begins, `${x + length} is not before ${begins}`);
    }
  });
}

test("what stands behind a bar ends within the picture", () => {
  const results = content().results.map((result) => ({ ...result, medianMs: 1e9, speedup: 1e9 }));
  const svg = svgPicture({ ...content(), results }, COLOURS, measure);
  const values = [...svg.matchAll(/<text x="([\d.]+)" [^>]*>([^<]* · [^<]*×)</g)];
  assert.equal(values.length, results.length);
  for (const [, x, words = ""] of values) {
    assert.ok(Number(x) + measure(words, 400) <= 960, words);
  }
});

test("what is too long for a line goes on in the next", () => {
  const lines = [`${"word ".repeat(60)}end`];
  const svg = svgPicture({ ...content(), lines }, COLOURS, measure);
  const texts = [...svg.matchAll(/>((word ?)+(end)?)</g)].map(([, words = ""]) => words);
  assert.ok(
    texts.length > 2 && texts.every((words) => measure(words, 400) <= 896),
    `${texts.length}`,
  );
  assert.equal(texts.join(" "), lines[0]);
});

test("no text is taken for markup", () => {
  const title = `<script>"&"</script>`;
  const results = content().results.map((result) => ({ ...result, title }));
  const svg = svgPicture({ ...content(), title, results }, COLOURS, measure);
  assert.ok(!svg.includes("<script>"));
  assert.ok(svg.includes("&lt;script&gt;&quot;&amp;&quot;&lt;/script&gt;"));
});

test("however many spans there are, the picture stays small", () => {
  const [sequential] = content().shown;
  assert.ok(sequential);
  const spans = Array.from({ length: 200_000 }, (_, index) => ({
    kind: SPAN_KINDS[index % 2] ?? "run",
    startMs: index,
    endMs: index + 0.5 + (index % 7) / 20,
  }));
  const trial = {
    ...sequential.trial,
    elapsedMs: 200_000,
    lanes: [{ name: "worker", kind: "coordinator" as const, busyMs: 0, spans }],
  };
  const svg = svgPicture({ ...content(), shown: [{ ...sequential, trial }] }, COLOURS, measure);
  assert.ok(svg.length < 200_000, `${svg.length} characters`);
});

test("rectangles filled alike are one path", () => {
  const rectangles = new SvgRectangles();
  rectangles.fillStyle = "red";
  rectangles.fillRect(0, 0, 10, 5);
  rectangles.fillStyle = "blue";
  rectangles.fillRect(1.006, 2, 3, 4);
  rectangles.fillStyle = "red";
  rectangles.fillRect(20, 0, 1, 1);
  assert.equal(
    `${rectangles}`,
    '<path fill="red" d="M0 0h10v5h-10zM20 0h1v1h-1z"/><path fill="blue" d="M1.01 2h3v4h-3z"/>',
  );
});
