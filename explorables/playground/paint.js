// Paints numbers from −1 to 1 as the diverging map of the book: low in the parameters' color, high in that of activations.
import { h } from "../shared/dom.js";
import { watchTheme } from "../shared/theme.js";
import { SIDE } from "./grid.js";

/** Returns { tones(), paint(context, shade, strength), tile(shade) }; tones are those of the present theme. */
export function createPainter({ root, onTheme, signal }) {
  const tile = h("canvas", { width: SIDE, height: SIDE });
  const context = tile.getContext("2d");
  const image = context.createImageData(SIDE, SIDE);
  let known = null;

  watchTheme(() => {
    known = null;
    onTheme();
  }, signal);

  const color = (name) => {
    context.fillStyle = getComputedStyle(root).getPropertyValue(name).trim();
    return context.fillStyle; // as #rrggbb
  };
  const channels = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));

  const painter = {
    tones() {
      known ??= { high: channels(color("--dl-activation")), low: channels(color("--dl-parameter-fill")), line: color("--dl-parameter") };
      return known;
    },
    paint(target, shade, strength) {
      const { high, low } = painter.tones();
      const { data } = image;
      for (let row = 0; row < SIDE; row += 1) {
        for (let column = 0; column < SIDE; column += 1) {
          const value = shade((SIDE - 1 - row) * SIDE + column);
          const tone = value < 0 ? low : high;
          const at = 4 * (row * SIDE + column);
          data[at] = tone[0];
          data[at + 1] = tone[1];
          data[at + 2] = tone[2];
          data[at + 3] = 255 * strength * Math.abs(value);
        }
      }
      target.putImageData(image, 0, 0);
    },
    /** The small picture of a unit, to be drawn elsewhere at once. */
    tile(shade, strength) {
      painter.paint(context, shade, strength);
      return tile;
    },
  };
  return painter;
}
