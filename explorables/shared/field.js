// Shades a plot by a grid of numbers: a small canvas behind the picture, in the color of a quantity.
import { h } from "./dom.js";
import { watchTheme } from "./theme.js";

/**
 * Options: stage (the element around the picture, .dl-stage), tone (color name), onTheme() (called when the page turns
 * light or dark), signal. paint({ columns, rows, shade(k) from 0 to 1, box }) has row 0 at the bottom; the first and
 * last of each row lie on the edges of the box.
 */
export function createField({ stage, tone, onTheme, signal }) {
  const canvas = h("canvas", { "aria-hidden": "true" });
  const frame = h("div", { class: `dl-field dl-${tone}` }, canvas);
  stage.prepend(frame);
  const context = canvas.getContext("2d");

  watchTheme(onTheme, signal);

  return {
    paint({ columns, rows, shade, box }) {
      Object.assign(frame.style, {
        left: `${box.x0}px`,
        top: `${box.y0}px`,
        width: `${box.x1 - box.x0}px`,
        height: `${box.y1 - box.y0}px`,
      });
      if (canvas.width !== columns || canvas.height !== rows) Object.assign(canvas, { width: columns, height: rows });
      const image = context.createImageData(columns, rows);
      for (let row = 0; row < rows; row += 1) {
        for (let column = 0; column < columns; column += 1) {
          image.data[4 * ((rows - 1 - row) * columns + column) + 3] = 255 * shade(row * columns + column);
        }
      }
      context.globalCompositeOperation = "source-over";
      context.putImageData(image, 0, 0);
      context.globalCompositeOperation = "source-in";
      context.fillStyle = getComputedStyle(frame).color;
      context.fillRect(0, 0, columns, rows);
      // Squares are drawn around their number, so the outer half of the outermost ones is cut off.
      const [cellX, cellY] = [100 / (columns - 1), 100 / (rows - 1)];
      Object.assign(canvas.style, {
        left: `${-cellX / 2}%`,
        top: `${-cellY / 2}%`,
        width: `${100 + cellX}%`,
        height: `${100 + cellY}%`,
      });
    },
  };
}
