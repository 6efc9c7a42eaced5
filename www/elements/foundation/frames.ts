/** How long drawing may take out of a frame; what is left over waits for the next one. */
const BUDGET_MS = 8;

const waiting = new Map<object, () => void>();
let isAsked = false;

/**
 * Draws with the next frame: once, however often it is asked for, and the latest that was asked
 * for. All drawing goes through here, so that many canvases never make one long task.
 */
export function drawSoon(owner: object, draw: () => void): void {
  waiting.set(owner, draw);
  ask();
}

function ask(): void {
  if (!isAsked) {
    isAsked = true;
    requestAnimationFrame(drawFrame);
  }
}

function drawFrame(): void {
  isAsked = false;
  const endsAt = performance.now() + BUDGET_MS;
  for (const [owner, draw] of waiting) {
    waiting.delete(owner);
    draw();
    if (performance.now() >= endsAt) {
      break;
    }
  }
  if (waiting.size > 0) {
    ask();
  }
}
