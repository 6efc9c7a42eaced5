/** One looks closer at the lanes by wheel, drag, pinch and keys, and picks out spans. */

import assert from "node:assert/strict";
import { before, beforeEach, test } from "node:test";
import { Key, Origin } from "selenium-webdriver";
import { exactReport } from "./support/exact-report.ts";
import type { Page } from "./support/page.ts";
import * as testBed from "./support/test-bed.ts";

let page: Page;

/** The stage's lanes; `lanes` are those of the first strategy. */
const LANES = `
  const view = inPage.part("lane-view");
  const overview = view.querySelector("playground-lane-overview").shadowRoot.querySelector("div");
  const axis = view.querySelector("playground-time-axis");
  const lanes = view.querySelector("playground-trial-lanes").shadowRoot;
`;

before(async () => {
  const site = await testBed.site();
  page = await testBed.page();
  await page.open(`${site.root}playground.html`);
  // Whose spans have no pauses between them that might be pointed at.
  await page.call('await inPage.openReport("exact.json", given);', exactReport());
});

beforeEach(async () => {
  await page.call(`${LANES}
    await inPage.settled(() => axis.shadowRoot.querySelector("span") !== null);
    [...view.querySelectorAll("button")].find(({ textContent }) => /Fit/.test(textContent)).click();
    lanes.querySelector("canvas").focus();
    lanes.querySelector("canvas").scrollIntoView({ block: "center" });
    await inPage.drawn();
  `);
});

/** What the overview says is in view. */
function inView(): Promise<string> {
  return page.call<string>(`${LANES} await inPage.drawn(); return overview.ariaValueText
    ?? overview.getAttribute("aria-valuetext");`);
}

function readout(): Promise<string> {
  return page.call<string>(
    `${LANES} await inPage.drawn(); return view.querySelector(".readout").textContent;`,
  );
}

/** The middle of the lanes, in the window. */
async function middle(): Promise<{ x: number; y: number }> {
  const [x = 0, y = 0] = await page.call<number[]>(`${LANES}
    const { left, top, width, height } = lanes.querySelector("canvas").getBoundingClientRect();
    return [left + width / 2, top + height / 2].map(Math.round);
  `);
  return { x, y };
}

const press = (...keys: string[]): Promise<void> =>
  keys.reduce(
    (before, key) => before.then(() => page.driver.actions().sendKeys(key).perform()),
    Promise.resolve(),
  );

function pressWithShift(key: string): Promise<void> {
  return page.driver.actions().keyDown(Key.SHIFT).sendKeys(key).keyUp(Key.SHIFT).perform();
}

async function drag(by: number): Promise<void> {
  const { x, y } = await middle();
  const actions = page.driver.actions();
  actions.move({ x, y, origin: Origin.VIEWPORT }).press();
  actions.move({ x: x + by / 2, y, origin: Origin.VIEWPORT });
  actions.move({ x: x + by, y, origin: Origin.VIEWPORT });
  await actions.release().perform();
}

test("at first everything is in view", async () => {
  assert.equal(await inView(), "everything");
});

test("keys zoom in, pan and fit", async () => {
  await press("+", "+");
  const zoomed = await inView();
  assert.notEqual(zoomed, "everything");
  await pressWithShift(Key.ARROW_RIGHT);
  assert.notEqual(await inView(), zoomed);
  await pressWithShift(Key.ARROW_LEFT);
  assert.equal(await inView(), zoomed);
  await press("0");
  assert.equal(await inView(), "everything");
});

function numbersIn(text: string): number[] {
  return (text.match(/[\d.]+/g) ?? []).map(Number);
}

test("where a slide scales the playground, the wheel zooms in on what is under the pointer", async () => {
  const zoomedAtEnd = async (transform: string) => {
    await page.call(
      `${LANES}
      document.querySelector("parallel-playground").style.transform = given;
      const { right } = axis.getBoundingClientRect();
      lanes.querySelector("canvas").dispatchEvent(new WheelEvent("wheel", {
        bubbles: true, composed: true, cancelable: true, ctrlKey: true, deltaY: -100, clientX: right,
      }));`,
      transform,
    );
    const seen = await inView();
    await press("0");
    return seen;
  };
  const unscaled = await zoomedAtEnd("");
  assert.notEqual(unscaled, "everything");
  const scaled = await zoomedAtEnd("scale(0.5)");
  const [from = 0, to = 0] = numbersIn(unscaled);
  // A pointer is told in whole pixels, of which a scaled slide has fewer.
  const off = numbersIn(scaled).map((value, index) => Math.abs(value - ([from, to][index] ?? 0)));
  assert.ok(Math.max(...off) < (to - from) / 50, `${scaled} instead of ${unscaled}`);
  await zoomedAtEnd("");
});

test("the wheel zooms with Ctrl, and is the page's own without", async () => {
  const turn = (init: object) =>
    page.call<boolean>(
      `${LANES}
      const event = new WheelEvent("wheel", {
        bubbles: true, composed: true, cancelable: true,
        clientX: axis.getBoundingClientRect().left + 100, ...given,
      });
      lanes.querySelector("canvas").dispatchEvent(event);
      return event.defaultPrevented;
    `,
      init,
    );
  assert.equal(await turn({ deltaY: -100 }), false);
  assert.equal(await inView(), "everything");
  assert.equal(await turn({ deltaY: -100, ctrlKey: true }), true);
  const zoomed = await inView();
  assert.notEqual(zoomed, "everything");
  assert.equal(await turn({ deltaY: 30, shiftKey: true }), true);
  assert.notEqual(await inView(), zoomed);
});

test("a drag pans, and selects nothing", async () => {
  await press("+", "+", "+");
  const zoomed = await inView();
  await drag(-80);
  assert.notEqual(await inView(), zoomed);
  assert.doesNotMatch(await readout(), /Selected/);
});

test("a button that was released outside of the chart is released", async () => {
  await press("+", "+", "+");
  const zoomed = await inView();
  await page.call(`${LANES}
    const canvas = lanes.querySelector("canvas");
    const { left, top, width } = canvas.getBoundingClientRect();
    const mouse = (type, buttons, dx) => canvas.dispatchEvent(new PointerEvent(type, {
      bubbles: true, composed: true, pointerType: "mouse", pointerId: 1, button: 0, buttons,
      clientX: left + width / 2 + dx, clientY: top + 5,
    }));
    mouse("pointerdown", 1, 0);
    mouse("pointermove", 0, 60);
    mouse("pointermove", 0, 120);
  `);
  assert.equal(await inView(), zoomed);
});

test("two fingers zoom", async () => {
  await page.call(`${LANES}
    const canvas = lanes.querySelector("canvas");
    const { left, top, width } = canvas.getBoundingClientRect();
    const touch = (type, pointerId, dx) => canvas.dispatchEvent(new PointerEvent(type, {
      bubbles: true, composed: true, pointerType: "touch", pointerId, button: 0, buttons: 1,
      clientX: left + width / 2 + dx, clientY: top + 5,
    }));
    touch("pointerdown", 7, -40);
    touch("pointerdown", 8, 40);
    for (const dx of [60, 90, 120]) {
      touch("pointermove", 7, -dx);
      touch("pointermove", 8, dx);
    }
    touch("pointerup", 7, -120);
    touch("pointerup", 8, 120);
  `);
  assert.notEqual(await inView(), "everything");
});

test("arrow keys step from span to span, and bring them into view", async () => {
  await press(Key.ARROW_RIGHT);
  const first = await readout();
  assert.match(first, /items/);
  await press("z");
  const zoomed = await inView();
  await press(Key.ARROW_RIGHT, Key.ARROW_RIGHT);
  assert.notEqual(await readout(), first);
  assert.notEqual(await inView(), zoomed, "a span that is out of view is brought into it");
});

test("a span is selected by Enter or a click, and let go by Escape", async () => {
  await press(Key.HOME, Key.ENTER, Key.END);
  assert.doesNotMatch(await readout(), /Selected/, "another one is pointed at");
  await page.call(`${LANES} lanes.querySelector("canvas").blur();`);
  assert.match(await readout(), /^Selected: .* items 0 to/);
  await page.call(`${LANES} lanes.querySelector("canvas").focus();`);
  await press(Key.ESCAPE);
  assert.doesNotMatch(await readout(), /Selected/);
  const { x, y } = await middle();
  await page.driver.actions().move({ x, y, origin: Origin.VIEWPORT }).click().perform();
  await page.driver
    .actions()
    .move({ x, y: y - 200, origin: Origin.VIEWPORT })
    .perform();
  assert.match(await readout(), /^Selected/);
});

test("the question mark lists the keys", async () => {
  const isOpen = () => page.call<boolean>(`${LANES} return view.querySelector(".keys").open;`);
  assert.equal(await isOpen(), false);
  await press("?");
  assert.equal(await isOpen(), true);
  await press("?");
  assert.equal(await isOpen(), false);
});

test("dragging over the overview looks at what was dragged over", async () => {
  const [x = 0, y = 0] = await page.call<number[]>(`${LANES}
    overview.scrollIntoView({ block: "center" });
    await inPage.drawn();
    const { left, top, height } = overview.getBoundingClientRect();
    return [left + 120, top + height / 2].map(Math.round);
  `);
  const actions = page.driver.actions();
  actions.move({ x, y, origin: Origin.VIEWPORT }).press();
  await actions
    .move({ x: x + 100, y, origin: Origin.VIEWPORT })
    .release()
    .perform();
  assert.notEqual(await inView(), "everything");
});
