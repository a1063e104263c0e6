// Small pictures of numbers: positive ones in the color of activations, negative ones in that of parameters.
import { h } from "../shared/dom.js";
import { watchTheme } from "../shared/theme.js";

/** Returns { tile(columns, rows) }. `onTheme()` is called when the page turns light or dark: then all are to be painted anew. */
export function createTiles({ root, onTheme, signal }) {
  const context = h("canvas").getContext("2d");
  let known = null;
  watchTheme(() => {
    known = null;
    onTheme();
  }, signal);

  const channels = (name) => {
    context.fillStyle = getComputedStyle(root).getPropertyValue(name).trim();
    return [1, 3, 5].map((at) => parseInt(context.fillStyle.slice(at, at + 2), 16)); // it is read back as #rrggbb
  };
  const tones = () => (known ??= { high: channels("--dl-activation"), low: channels("--dl-parameter-fill") });

  return {
    /** Returns { canvas, paint(values, limit, strength), place(x, y, width, height) }; a value at the limit has the full tone. */
    tile(columns, rows) {
      const canvas = h("canvas", { class: "dl-tile", width: columns, height: rows, "aria-hidden": "true" });
      const pen = canvas.getContext("2d");
      const image = pen.createImageData(columns, rows);
      return {
        canvas,
        paint(values, limit, strength = 1) {
          const { high, low } = tones();
          const { data } = image;
          for (let i = 0; i < columns * rows; i += 1) {
            const tone = values[i] < 0 ? low : high;
            data[4 * i] = tone[0];
            data[4 * i + 1] = tone[1];
            data[4 * i + 2] = tone[2];
            data[4 * i + 3] = 255 * strength * Math.min(1, Math.abs(values[i]) / limit);
          }
          pen.putImageData(image, 0, 0);
        },
        place(x, y, width, height = width) {
          Object.assign(canvas.style, { left: `${x}px`, top: `${y}px`, width: `${width}px`, height: `${height}px` });
        },
      };
    },
  };
}
