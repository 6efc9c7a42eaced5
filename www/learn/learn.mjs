// The lessons: static pages of the site, made of the Markdown in `lessons/`, so that they are read
// without scripts, found, linked to and printed.

import { existsSync } from "node:fs";
import { cp, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { lessonOf } from "./lesson.mjs";
import { checkLinks } from "./links.mjs";
import { renderer } from "./markdown.mjs";
import { contentsPage, lessonPage, otherPage } from "./pages.mjs";

/** Where they are on the site. */
const FOLDER = "learn";

/**
 * Writes the lessons' pages into the site.
 *
 * @param {string} root the project's folder
 * @param {string} staging the site's
 * @returns {Promise<string[]>} the documents, by their paths in the site
 */
export async function writeLessons(root, staging) {
  const all = await readLessons(join(root, "www", "lessons"));
  const lessons = all.filter(({ isLesson }) => isLesson);
  const others = all.filter(({ isLesson }) => !isLesson);
  const markdown = renderer(root);
  const bodyOf = ({ file, text }) => markdown.render(text, { lesson: file });
  const pages = new Map([
    ...lessons.map((lesson, index) => [
      `${lesson.slug}.html`,
      lessonPage({
        lesson,
        number: index + 1,
        body: bodyOf(lesson),
        before: lessons[index - 1],
        after: lessons[index + 1],
      }),
    ]),
    ...others.map((other) => [`${other.slug}.html`, otherPage(other, bodyOf(other))]),
    ["index.html", contentsPage(lessons, others)],
  ]);
  await mkdir(join(staging, FOLDER), { recursive: true });
  const reports = join(root, "www", "lessons", "reports");
  if (existsSync(reports)) {
    await cp(reports, join(staging, FOLDER, "reports"), { recursive: true });
  }
  await cp(join(import.meta.dirname, "learn.css"), join(staging, FOLDER, "learn.css"));
  await checkLinks(pages, join(staging, FOLDER));
  for (const [name, html] of pages) {
    await writeFile(join(staging, FOLDER, name), html);
  }
  return [...pages.keys()].map((name) => `${FOLDER}/${name}`);
}

/** The lessons in their order, which the numbers of their files tell. */
async function readLessons(folder) {
  const files = (await readdir(folder)).filter((file) => file.endsWith(".md")).sort();
  return Promise.all(
    files.map(async (file) => lessonOf(file, await readFile(join(folder, file), "utf8"))),
  );
}
