import { escaped } from "./html.mjs";

const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob:; connect-src 'self' http: https:; worker-src 'self' blob:; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types lit-html parallel-playground default";

/** The page of one lesson, between those before and after it. */
export function lessonPage({ lesson, number, body, before, after }) {
  const { title, question, summary, minutes } = lesson;
  return page({
    title: `${title} · Parallel Playground`,
    summary,
    script: "lesson.js",
    kind: "lesson",
    heading: `<p class="count note">Lesson ${number} · ${minutes} minutes</p>
        <h1>${escaped(title)}</h1>
        <p class="deck">${escaped(question)}</p>`,
    body: `${body}
      <nav class="onwards" aria-label="Lessons before and after">
        ${before === undefined ? "" : onwards(before, "prev", "Before")}
        ${after === undefined ? '<a href="../program.html"><span>Next</span> Your own program</a>' : onwards(after, "next", "Next")}
        <a href="index.html"><span>Contents</span> All lessons</a>
      </nav>`,
  });
}

function onwards({ slug, title }, relation, word) {
  return `<a rel="${relation}" href="${slug}.html"><span>${word}</span> ${escaped(title)}</a>`;
}

/** A page that belongs to no lesson, such as the glossary; it runs nothing. */
export function otherPage({ title, question, summary }, body) {
  return page({
    title: `${title} · Parallel Playground`,
    summary,
    kind: "lesson",
    heading: `<h1>${escaped(title)}</h1>
        <p class="deck">${escaped(question)}</p>`,
    body: `${body}
      <nav class="onwards" aria-label="Lessons"><a href="index.html"><span>Contents</span> All lessons</a></nav>`,
  });
}

/** The table of all lessons, and what belongs to none. */
export function contentsPage(lessons, others) {
  const rows = lessons.map(
    ({ slug, title, question, minutes }) => `<li>
        <h2><a href="${slug}.html">${escaped(title)}</a></h2>
        <p>${escaped(question)} <span class="note">${minutes} minutes</span></p>
      </li>`,
  );
  return page({
    title: "Lessons · Parallel Playground",
    summary: "Concurrency and parallelism, run and seen in your browser: one question a lesson.",
    kind: "contents",
    heading: `<h1>Lessons</h1>
        <p class="deck">Each begins with a question. Make a guess, run the experiment in this tab, and see on your own machine why it is so.</p>`,
    body: `<ol class="chapters">\n      ${rows.join("\n      ")}\n      </ol>
      ${others.map(besides).join("\n      ")}`,
  });
}

function besides({ slug, title, summary }) {
  return `<p><a href="${slug}.html">${escaped(title)}</a>: ${escaped(summary)}</p>`;
}

function page({ title, summary, script, kind, heading, body }) {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta http-equiv="Content-Security-Policy" content="${POLICY}" />
    <meta name="color-scheme" content="light dark" />
    <title>${escaped(title)}</title>
    <meta name="description" content="${escaped(summary)}" />
    <link rel="icon" href="../icon.svg" type="image/svg+xml" />
    <link rel="stylesheet" href="../page.css" />
    <link rel="stylesheet" href="learn.css" />
    ${script === undefined ? "" : `<script type="module" src="../${script}"></script>`}
  </head>
  <body>
    <header class="masthead">
      <nav class="site" aria-label="Site">
        <a class="mark" href="../index.html"><img src="../icon.svg" alt="" width="28" height="28" />Parallel Playground</a>
        <a href="index.html"${kind === "contents" ? ' aria-current="page"' : ""}>Lessons</a>
        <a href="../playground.html">Playground</a>
        <a href="../program.html">Your program</a>
        <a href="../guide.html">For authors</a>
      </nav>
      <div>
        ${heading}
      </div>
    </header>
    <main class="${kind}">
      ${body}
    </main>
    ${script === undefined ? "" : '<noscript><p class="noscript">The experiments are programs: they need JavaScript and WebAssembly. The text does not.</p></noscript>'}
  </body>
</html>
`;
}
