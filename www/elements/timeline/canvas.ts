/**
 * Clears a canvas for drawing on it.
 *
 * @param width in pixels of CSS
 * @param height in pixels of CSS
 * @param density the canvas's own pixels on each of those
 */
export function cleared(
  canvas: HTMLCanvasElement,
  width: number,
  height: number,
  density: number,
): CanvasRenderingContext2D | null {
  const context = canvas.getContext("2d");
  const [columns, rows] = [Math.round(width * density), Math.round(height * density)];
  if (canvas.width !== columns || canvas.height !== rows) {
    // A canvas of a new size is clear.
    canvas.width = columns;
    canvas.height = rows;
  } else {
    context?.clearRect(0, 0, columns, rows);
  }
  return context;
}
