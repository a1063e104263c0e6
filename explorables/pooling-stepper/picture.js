// The picture of PoolingStepper: the grids of the present way, the frame of the window, and the arrow between them.
import { s, setAttributes } from "../shared/dom.js";
import { createNumberGrid } from "../shared/number-grid.js";
import { openCurve } from "./curve.js";
import { arrange } from "./layout.js";
import { LIMIT, SIDE, changes, deltasOf, inRows, placesOf, sharesOf, windowsOf } from "./model.js";
import { spokenSquare } from "./square-words.js";
import { tidy } from "./words.js";

const NAMES = { max: "max", average: "average", l2: "L2" };
const HEAD = 9; // pixels of the arrow's head

/**
 * `choose(square)` and `look(window)` take what the reader points out, `setNumber(square, value)` and `setDelta(window, value)`
 * what was changed. Returns update(state, now, { looked, before }): the window to look at (-1: none yet), and the pooled numbers
 * before the last change, or null.
 */
export function poolingPicture({ figure, choose, look, setNumber, setDelta, signal }) {
  let drawn = arrange(figure.state.get("way"), placesOf(figure.state.all()), 640);
  const picture = figure.picture({
    label: "The picture in numbers, and what pooling makes of it",
    height(width) {
      drawn = arrange(figure.state.get("way"), placesOf(figure.state.all()), width);
      return drawn.height;
    },
  });
  const titles = picture.layer("dl-words");
  const layer = picture.layer("");
  const places = () => placesOf(figure.state.all());
  const grid = (label, tone, options) => createNumberGrid({ layer, label, tone, signal, ...options });
  const square = { choose: (row, column) => choose(row * SIDE + column) };
  const one = { choose: (row, column) => look(row * places() + column), reading: true };
  const grids = {
    picture: grid("picture", "activation", { ...square, change: (row, column, value) => setNumber(row * SIDE + column, value), low: -LIMIT, high: LIMIT }),
    pooled: grid("pooled numbers", "activation", one),
    before: grid("pooled numbers before", "activation", {}),
    gradient: grid("gradient of the picture", "gradient", square),
    delta: grid("δ of the pooled numbers", "gradient", { ...one, change: (row, column, value) => setDelta(row * places() + column, value), low: -LIMIT, high: LIMIT }),
  };
  // The frame of the window stands under that of the chosen square.
  const frameOf = ({ group, node }) => {
    group.classList.add("dl-pool-square");
    return group.insertBefore(s("rect", { class: "dl-pool-window", rx: 4 }), node);
  };
  const windows = { picture: frameOf(grids.picture), gradient: frameOf(grids.gradient) };
  const frames = picture.layer("dl-lines");
  const arrow = frames.appendChild(s("path", { class: "dl-thin" }));
  const head = frames.appendChild(s("path", { class: "dl-solid" }));
  const curve = openCurve(picture);

  function drawArrow({ from, to }, back) {
    const tone = back ? "dl-gradient" : "dl-activation";
    const [dx, dy] = [Math.sign(to[0] - from[0]), Math.sign(to[1] - from[1])];
    const neck = [to[0] - dx * HEAD, to[1] - dy * HEAD];
    setAttributes(arrow, { class: `dl-thin ${tone}${back ? " dl-dashed" : ""}`, d: `M${from.join(" ")}L${neck.join(" ")}` });
    setAttributes(head, { class: `dl-solid ${tone}`, d: `M${to.join(" ")}L${neck[0] - 5 * dy} ${neck[1] - 5 * dx}L${neck[0] + 5 * dy} ${neck[1] + 5 * dx}Z` });
  }

  function drawTitles({ way, kind }, before) {
    const names = way === "back" ? { picture: ["activation", "picture x"], gradient: ["gradient", "gradient dL/dx"], delta: ["gradient", "δ = dL/dy"] } : { picture: ["activation", "picture x"], pooled: ["activation", `${NAMES[kind]} y`], ...(before ? { before: ["quiet", "before"] } : {}) };
    titles.replaceChildren(...Object.entries(names).map(([name, [tone, words]]) => s("text", { class: `dl-name dl-${tone}`, x: drawn.grids[name].x, y: drawn.grids[name].y - 9 }, words)));
  }

  /** What is special of each square, as a class. */
  function marks(state, now, looked, before) {
    const all = windowsOf(state);
    const covered = new Set(all.flat());
    const known = new Set(all.slice(0, state.place).flat());
    const inside = all[looked] ?? [];
    const tied = state.kind === "max" && now.ties[looked] > 1;
    const largest = Math.max(...inside.map((i) => state.picture.flat()[i]));
    const shares = sharesOf(state)[looked]?.shares ?? [];
    const changed = before ? changes(before, now.pooled.flat()) : [];
    const bare = (i) => (covered.has(i) ? "" : "is-frame");
    return {
      picture(i) {
        if (state.kind !== "max" || !inside.includes(i)) return bare(i);
        if (i === now.winners[looked]) return "is-winner";
        return tied && state.picture.flat()[i] === largest ? "is-tied" : "";
      },
      gradient(i) {
        if (!covered.has(i)) return "is-frame";
        if (!known.has(i)) return "is-hidden";
        return shares[inside.indexOf(i)] ? "is-winner" : "";
      },
      pooled: (i) => (i >= state.place ? "is-hidden" : changed.includes(i) ? "is-winner" : ""),
      before: (i) => (changed.includes(i) ? "is-tied" : ""),
      delta: (i) => (i < state.place ? "" : "is-frame"),
    };
  }

  return function update(state, now, { looked, before }) {
    const back = state.way === "back";
    picture.refit();
    picture.svg.classList.toggle("is-roomy", drawn.roomy);
    const side = placesOf(state);
    const kinds = marks(state, now, looked, before);
    const chosen = [Math.floor(state.square / SIDE), state.square % SIDE];
    const at = Math.max(0, looked);
    const window = [Math.floor(at / side), at % side];
    const spoken = (values, name) => `window ${at + 1}: ${at < state.place || name === "δ" ? tidy(values.flat()[at]) : "not yet known"}`;
    const delta = inRows(deltasOf(state), side);
    const contents = {
      picture: { values: state.picture, chosen, text: spokenSquare(state, now) },
      gradient: { values: now.gradient, chosen, text: `${spokenSquare(state, now)}; gradient ${tidy(now.gradient.flat()[state.square])}` },
      pooled: { values: now.pooled, chosen: window, text: spoken(now.pooled) },
      before: { values: inRows(before ?? now.pooled.flat(), side) },
      delta: { values: delta, chosen: window, text: spoken(delta, "δ") },
    };
    // The same number is as dark in all grids of a kind.
    const most = (...tables) => Math.max(1, ...tables.flat(2).map(Math.abs));
    const [numbersMost, gradientsMost] = [most(state.picture, now.pooled, before ?? []), most(delta, now.whole)];
    const tints = { picture: numbersMost, pooled: numbersMost, before: numbersMost, gradient: gradientsMost, delta: gradientsMost };
    drawTitles(state, before);
    for (const [name, one] of Object.entries(grids)) {
      const shown = drawn.grids[name] && (name !== "before" || before);
      if (!shown) one.group.remove();
      else if (!one.group.isConnected) layer.append(one.group);
      const columns = contents[name].values[0].length;
      if (shown) one.update({ ...drawn.grids[name], ...contents[name], tint: (value) => Math.abs(value) / tints[name], format: tidy, kind: (row, column) => kinds[name](row * columns + column) });
    }
    for (const [name, node] of Object.entries(windows)) {
      const place = drawn.grids[name];
      node.style.display = place && looked >= 0 ? "" : "none";
      if (!place) continue;
      const { x, y, cell, tall } = place;
      setAttributes(node, { x: x + window[1] * state.stride * cell, y: y + window[0] * state.stride * tall, width: state.size * cell, height: state.size * tall });
    }
    drawArrow(drawn.arrow, back);
    curve(state, now, drawn.curve);
  };
}
