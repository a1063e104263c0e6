// Beside the square: the picture as the network gets it, the digit that it reads, and ten bars of probability.
import { s, setAttributes } from "../shared/dom.js";
import { LAYERS, SURE, partsOf } from "./model.js";
import { PIXELS } from "./prepare.js";
import { brief } from "./words.js";

const DIGITS = Array.from({ length: 10 }, (_, digit) => digit);
const WIDE = { digit: 72, pair: 30 };
const NARROW = { digit: 46, pair: 17 };

const LARGEST = 300; // side of the square, in pixels

/** Where everything is: side by side, or where there is no room with the bars under the square. */
export function layOut(width) {
  if (width >= 660) {
    const small = { x: 16 + LARGEST + 24, y: 24, side: 5 * PIXELS };
    const x = small.x + small.side + 26;
    return { square: { x: 16, y: 4, side: LARGEST }, small, bars: { x, y: 4, width: width - 16 - x, height: LARGEST }, height: LARGEST + 8 };
  }
  const pixel = width < 480 ? 2 : 5;
  const side = Math.min(LARGEST, width - 24 - 12 - pixel * PIXELS);
  return {
    isNarrow: true,
    square: { x: 12, y: 2, side },
    small: { x: 12 + side + 12, y: 20, side: pixel * PIXELS },
    bars: { x: 12, y: side + 12, width: side + 12 + pixel * PIXELS },
    height: side + 112,
  };
}

/** Options: picture, stage, tiles. Returns { layOut(places), update(now, { filter, is }) }; `is` is empty, dot or read. */
export function openAnswer({ picture, stage, tiles }) {
  const tile = tiles.tile(PIXELS, PIXELS);
  stage.prepend(tile.canvas);
  const layer = picture.layer("dl-answer-layer");
  const title = s("text", { class: "dl-note" });
  const frame = s("rect", { class: "dl-cut" });
  const sees = s("rect", { class: "dl-sees" });
  const reading = s("text", { class: "dl-reading", "text-anchor": "middle" });
  const rule = s("text", { class: "dl-note", "text-anchor": "middle" });
  const barsTitle = s("text", { class: "dl-note" });
  const line = s("path", { class: "dl-thin dl-quiet dl-dashed" });
  const lineName = s("text", { class: "dl-note" }, String(SURE));
  const bars = DIGITS.map((digit) => ({
    name: s("text", { "text-anchor": "middle" }, digit),
    track: s("rect", { class: "dl-track" }),
    bar: s("rect", { class: "dl-prob" }),
    amount: s("text", { class: "dl-figures dl-note" }),
  }));
  layer.append(title, frame, sees, reading, rule, barsTitle, lineName, ...bars.flatMap((one) => Object.values(one)), line);
  let places;
  let grow; // sets the length of a bar

  function rows({ x, y, width, height }) {
    const step = (height - 20) / 10;
    const from = x + 20;
    const full = width - 20 - 50;
    setAttributes(barsTitle, { x: from, y: y + 11 });
    barsTitle.textContent = "probability";
    bars.forEach(({ name, track, bar, amount }, i) => {
      const top = y + 20 + i * step;
      setAttributes(name, { x: x + 6, y: top + step / 2 + 5 });
      setAttributes(amount, { x: x + width, y: top + step / 2 + 5, "text-anchor": "end" });
      for (const rect of [track, bar]) setAttributes(rect, { x: from, y: top + 4, width: full, height: step - 8 });
    });
    setAttributes(line, { d: `M${from + SURE * full} ${y + 18}V${y + height}` });
    setAttributes(lineName, { x: from + SURE * full, y: y + 11, "text-anchor": "middle" });
    grow = (bar, p) => bar.setAttribute("width", (p * full).toFixed(1));
  }

  function columns({ x, y, width }) {
    const step = (width - 22) / 10;
    const [top, full] = [y + 22, 52];
    setAttributes(barsTitle, { x: 0, y: 0 });
    barsTitle.textContent = "";
    bars.forEach(({ name, track, bar, amount }, i) => {
      const left = x + 22 + i * step;
      setAttributes(name, { x: left + step / 2, y: top + full + 16 });
      setAttributes(amount, { x: left + step / 2, y: top - 6, "text-anchor": "middle" });
      for (const rect of [track, bar]) setAttributes(rect, { x: left + 4, y: top, width: step - 8, height: full });
    });
    setAttributes(line, { d: `M${x + 22} ${top + (1 - SURE) * full}H${x + width}` });
    setAttributes(lineName, { x, y: top + (1 - SURE) * full + 5, "text-anchor": "start" });
    grow = (bar, p) => setAttributes(bar, { y: (top + (1 - p) * full).toFixed(1), height: (p * full).toFixed(1) });
  }

  return {
    layOut(next) {
      places = next;
      const { small, bars: where } = places;
      const isTiny = small.side < 100;
      title.textContent = isTiny ? "28 × 28" : "as the network gets it";
      setAttributes(title, { x: small.x + (isTiny ? small.side / 2 : 0), y: small.y - 7, "text-anchor": isTiny ? "middle" : "start" });
      tile.place(small.x, small.y, small.side);
      setAttributes(frame, { x: small.x - 0.5, y: small.y - 0.5, width: small.side + 1, height: small.side + 1 });
      (places.isNarrow ? columns : rows)(where);
    },
    update(now, { filter, is }) {
      const { small, square } = places;
      tile.paint(now.picture, 255);
      const { stride, sees: side } = LAYERS[partsOf(filter)[0]];
      const pixel = small.side / PIXELS;
      setAttributes(sees, { x: small.x + now.at[1] * stride * pixel, y: small.y + now.at[0] * stride * pixel, width: side * pixel, height: side * pixel });

      const [best, next] = now.ranking;
      const sizes = small.side < 100 ? NARROW : WIDE;
      const middle = small.x + small.side / 2;
      const below = (small.y + small.side + square.y + square.side) / 2;
      reading.textContent = is !== "read" ? "" : now.sure ? best : `${best} or ${next}?`;
      setAttributes(reading, { x: middle, y: below + 8, "font-size": now.sure ? sizes.digit : sizes.pair });
      rule.textContent = is !== "read" ? "" : now.sure ? "sure" : "unsure";
      setAttributes(rule, { x: middle, y: below + 34 });
      bars.forEach(({ bar, amount, name }, digit) => {
        const p = is === "read" ? now.probabilities[digit] : 0;
        grow(bar, p);
        const isBest = is === "read" && digit === best;
        bar.classList.toggle("is-best", isBest);
        name.classList.toggle("dl-name", isBest);
        amount.textContent = is === "read" ? brief(p, places.isNarrow ? 2 : 3) : "";
      });
    },
  };
}
