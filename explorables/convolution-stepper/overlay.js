// What lies over and under the grids of ConvolutionStepper: the window, the hatching of what no window sees, names and sums; and the turn.
import { s, setAttributes, uniqueId } from "../shared/dom.js";
import { short } from "../shared/format.js";
import { prefersStillness } from "../shared/motion.js";
import { channelsOf, filtersOf } from "./model.js";

const TURNING = 350; // milliseconds

/** Options: picture, back (the layer under the grids), counts, slices (their layers, by filter and channel). Returns draw(arranged, now). */
export function openOverlay({ picture, back, counts, slices }) {
  const several = counts.filters > 1;
  const hatch = uniqueId();
  const pattern = { id: hatch, width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" };
  picture.svg.append(s("defs", {}, s("pattern", pattern, s("rect", { class: "dl-unseen", width: 1.5, height: 6 }))));
  const front = picture.layer("dl-lines");
  const frame = () => front.appendChild(s("rect", { class: "dl-laid", rx: 3 }));
  const windows = Array.from({ length: counts.channels }, frame);
  const around = slices.map((line) => line.map(frame));
  const words = picture.layer("dl-words");
  let [arranged, now, wasTurned] = [null, null, null];

  function drawFrames() {
    const { all, look, channel } = now;
    const k = filtersOf(all.kernel)[0][0].length;
    const isOutput = look?.kind === "output";
    windows.forEach((one, c) => {
      const shown = isOutput && (arranged.kind === "all" || c === channel);
      one.style.display = shown ? "" : "none";
      if (!shown) return;
      const { x, y, cell } = arranged.pictures[arranged.kind === "all" ? c : 0];
      const [, r, column] = look.at;
      setAttributes(one, { width: k * cell, height: k * cell });
      one.style.transform = `translate(${x + column * all.stride * cell}px, ${y + r * all.stride * cell}px)`;
    });
    around.forEach((line, f) =>
      line.forEach((one, c) => {
        const shown = several && isOutput && look.at[0] === f && (arranged.kind === "all" || c === channel);
        one.style.display = shown ? "" : "none";
        if (!shown) return;
        const { x, y, cell } = arranged.slices[f][arranged.kind === "all" ? c : 0];
        setAttributes(one, { x, y, width: k * cell, height: k * cell });
      }),
    );
  }

  function drawHatch() {
    const { all, found, channel } = now;
    const [x] = channelsOf(all.picture);
    const [down, across] = [x.length + 2 * all.padding, x[0].length + 2 * all.padding];
    const spots = arranged.kind === "all" ? arranged.pictures : [arranged.pictures[0]];
    picture.once(back, [spots, found.unseen_rows, found.unseen_columns, down, across, channel], () => {
      const places = Array.from({ length: down * across }, (_, i) => [Math.floor(i / across), i % across]);
      const unseen = places.filter(([p, q]) => found.unseen_rows.includes(p) || found.unseen_columns.includes(q));
      const square = ({ x: left, y: top, cell }, [p, q]) => s("rect", { x: left + q * cell, y: top + p * cell, width: cell, height: cell, fill: `url(#${hatch})` });
      back.replaceChildren(...spots.flatMap((spot) => unseen.map((place) => square(spot, place))));
    });
  }

  function drawWords() {
    const { all, found, look, channel, hidden } = now;
    const [x] = channelsOf(all.picture);
    const turned = all.turned ? (several && picture.narrow ? " ↻" : ", turned") : "";
    const isOutput = look?.kind === "output";
    const f = isOutput ? look.at[0] : 0;
    const sums = isOutput && !hidden(...look.at) && arranged.sums.length ? look.sums : [];
    picture.once(words, [arranged, all.padding, all.turned, found.rows, found.columns, channel, sums, f], () => {
      const said = [];
      const word = (text, at, name, anchor = "start") => said.push(s("text", { class: name, x: at[0], y: at[1], dy: "0.35em", "text-anchor": anchor }, text));
      const above = ({ x: left, y: top }, text, tone) => word(text, [left, top - 11], `dl-name dl-${tone}`);
      const k = filtersOf(all.kernel)[0][0].length;
      if (arranged.kind === "all") arranged.pictures.forEach((spot, c) => above(spot, `channel ${c + 1}`, "activation"));
      else above(arranged.pictures[0], several ? `channel ${channel + 1} of ${counts.channels}` : `picture ${x.length} × ${x[0].length}${all.padding ? `, framed ${x.length + 2 * all.padding} × ${x[0].length + 2 * all.padding}` : ""}`, "activation");
      arranged.slices.forEach(([spot], g) => above(spot, several ? `filter ${g + 1}${turned}` : `kernel${turned || ` ${k} × ${k}`}`, "parameter"));
      const beside = arranged.biasWords === "left";
      arranged.maps.forEach((spot, g) => above(beside ? { x: spot.x, y: arranged.biases[g].y + 24 } : spot, several ? `map ${g + 1}` : `output ${found.rows} × ${found.columns}`, "activation"));
      arranged.biases.forEach((spot) => {
        if (beside) word("bias", [spot.x - 4, spot.y + spot.cell / 2], "dl-note", "end");
        else word("bias", [spot.x + spot.cell / 2, spot.y - 10], "dl-note", "middle");
      });
      sums.forEach((sum, c) => {
        const [left, top] = arranged.sums[f][c];
        word("adds", [left, top - 9], "dl-note");
        word(short(sum), [left, top + 9], "dl-name");
      });
      arranged.note?.forEach(([text, left, top]) => word(text, [left, top], "dl-note"));
      for (const [sign, left, top] of arranged.signs) word(sign, [left, top], "dl-sign", "middle");
      words.replaceChildren(...said);
    });
  }

  /** The numbers go half a circle around the middle of their slice, and stay upright. */
  function showTurn() {
    const { turned } = now.all;
    const isNew = wasTurned !== null && wasTurned !== turned;
    wasTurned = turned;
    if (!isNew || prefersStillness()) return;
    const options = { duration: TURNING, easing: "ease-in-out" };
    for (const { layer } of slices.flat()) {
      Object.assign(layer.style, { transformBox: "fill-box", transformOrigin: "center" });
      layer.animate({ transform: ["rotate(-180deg)", "rotate(0)"] }, options);
      for (const letters of layer.querySelectorAll("text")) {
        Object.assign(letters.style, { transformBox: "fill-box", transformOrigin: "center" });
        letters.animate({ transform: ["rotate(180deg)", "rotate(0)"] }, options);
      }
    }
  }

  return (...next) => {
    [arranged, now] = next;
    drawHatch();
    drawFrames();
    drawWords();
    showTurn();
  };
}
