// An SVG that is drawn anew, pixel for pixel, for the width it gets: letters never shrink.
import { s, setAttributes } from "./dom.js";
import { onAbort } from "./lifetime.js";

const WIDTH_BEFORE_LAYOUT = 640;

/** The usual shape: half as tall as wide, taller on a phone. */
export function usualHeight(width) {
  return width < 480 ? Math.round(width * 0.86) : Math.min(360, Math.round(width * 0.5));
}

/**
 * Returns { svg, width, height, narrow, layer, once, refit }. `onResize` is called after a new width has been taken.
 * `refit()` takes the height anew, where it depends on more than the width. `layer(name)` adds a group; `once(layer, key, build)` calls build(layer) only when the key has changed.
 */
export function createPicture({ parent, label, signal, onResize, height = usualHeight }) {
  const svg = s("svg", { class: "dl-picture", role: "group", "aria-label": label });
  parent.append(svg);
  const keys = new Map();
  const picture = {
    svg,
    layer(name) {
      const group = s("g", { class: name });
      svg.append(group);
      return group;
    },
    once(layer, key, build) {
      const text = JSON.stringify([picture.width, key]);
      if (keys.get(layer) === text) return;
      keys.set(layer, text);
      build(layer);
    },
  };

  const take = (width) => {
    picture.width = Math.max(240, Math.round(width));
    picture.height = height(picture.width);
    picture.narrow = picture.width < 480;
    setAttributes(svg, {
      viewBox: `0 0 ${picture.width} ${picture.height}`,
      width: picture.width,
      height: picture.height,
    });
  };
  take(parent.clientWidth || WIDTH_BEFORE_LAYOUT);
  picture.refit = () => take(picture.width);

  const observer = new ResizeObserver(([entry]) => {
    const width = entry.contentRect.width;
    if (!width || Math.round(width) === picture.width) return;
    take(width);
    onResize();
  });
  observer.observe(parent);
  onAbort(signal, () => observer.disconnect());
  return picture;
}
