// The left picture of LineByHand: the five people, the line with its two handles, its errors as dashed lines.
import { drawAxes } from "../shared/axes.js";
import { s, setAttributes } from "../shared/dom.js";
import { createHandle } from "../shared/handle.js";
import { around, createLabel } from "../shared/labels.js";
import { crossAt, ringAt } from "../shared/marks.js";
import { clipSegment, toPath } from "../shared/path.js";
import { clamp, linear, snap } from "../shared/scale.js";
import { grouped } from "../shared/yuan.js";
import { moneyBox, moneyHeight, square } from "./frame.js";
import { BOUNDS, PAY, YEARS } from "./model.js";

const X = [-0.7, 11.2];
const Y = [-2900, 13400];
const FAR = 9; // years at which the turning handle stands, where it can: between two people
const NEAREST = 1; // years: closer to the other handle a hand cannot turn the line
const ANYWHERE = { min: -1e6, max: 1e6, step: 0.1, page: 1 }; // the bounds are those of w and b
const KEYS = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10 };

/** `move(changes)` takes what the hand has set; `plain` leaves out the letters w and b. Returns { update({ now, asked }) }. */
export function openPeople({ figure, parent, line, move, plain, signal }) {
  const picture = figure.picture({ parent, label: "Five people and a line with two handles to move it", height: (width) => moneyHeight(width, !plain && figure.narrow()) });
  const axes = picture.layer("dl-axes");
  const lines = picture.layer("dl-lines");
  const guess = s("path", { class: "dl-curve dl-activation" });
  const errors = s("path", { class: "dl-curve dl-dashed dl-gradient" });
  const people = s("path", { class: "dl-curve dl-truth" });
  const ring = s("path", { class: "dl-thin dl-quiet" });
  lines.append(errors, guess, ring, people);
  const words = picture.layer("dl-words");
  const hints = ["shift", "turn"].map((text) => [text, createLabel(words, "dl-name dl-parameter", { optional: true })]);
  const errorWord = createLabel(words, "dl-name dl-gradient", { optional: true });
  const handles = picture.layer("dl-handles");

  let [scales, box] = [null, null];
  let touched = false;
  const at = (x) => line().w * x + line().b;
  const toPixels = ([x, y]) => [scales.x(x), scales.y(y)];

  /** Where the turning handle stands: far out on the line, and in the picture. */
  function turnYears() {
    const { w, b } = line();
    const limit = b + FAR * w > Y[1] - 400 ? (Y[1] - 400 - b) / w : b + FAR * w < Y[0] + 400 ? (Y[0] + 400 - b) / w : FAR;
    return clamp(limit, NEAREST, FAR);
  }

  const handle = ({ name, ...options }) => {
    const [min, max] = BOUNDS[name];
    const step = name === "w" ? 10 : 100;
    const set = (value) => {
      touched = true;
      move({ [name]: clamp(value, min, max) });
    };
    const made = createHandle({
      layer: handles,
      svg: picture.svg,
      shape: "square",
      tone: "parameter",
      range: { x: ANYWHERE, y: ANYWHERE },
      signal,
      ...options,
      unproject: ([px, py]) => ({ x: scales.x.invert(px), y: scales.y.invert(py) }),
      move: ({ x, y }) => set(name === "b" ? snap(y, 10) : snap((y - line().b) / Math.max(NEAREST, x), 1)),
      keys(event) {
        const way = KEYS[event.key];
        if (way) set(line()[name] + way * step * (event.shiftKey ? 0.1 : 1));
        else if (event.key === "Home" || event.key === "End") set(event.key === "Home" ? min : max);
        return Boolean(way) || event.key === "Home" || event.key === "End";
      },
    });
    setAttributes(made.node, { "aria-valuemin": min, "aria-valuemax": max });
    return made;
  };
  const shiftPlace = () => toPixels([0, line().b]);
  const turnPlace = () => toPixels([turnYears(), at(turnYears())]);
  const shift = handle({ name: "b", label: "shift the line", project: shiftPlace, value: () => ({ x: 0, y: line().b }) });
  const turn = handle({ name: "w", label: "turn the line", project: turnPlace, value: () => ({ x: turnYears(), y: at(turnYears()) }) });

  function layOut() {
    box = moneyBox(picture);
    scales = { x: linear(X, [box.x0, box.x1]), y: linear(Y, [box.y1, box.y0]) };
    drawAxes(axes, {
      ...scales,
      xTicks: [0, 2, 4, 6, 8, 10],
      yTicks: [0, 4000, 8000, 12000],
      xTitle: "years of work",
      yTitle: "monthly pay (yuan)",
      yFormat: (value) => grouped(value),
    });
    people.setAttribute("d", YEARS.map((x, i) => crossAt(toPixels([x, PAY[i]]))).join(""));
  }

  /** `named`: the error that carries its number, or null. Next to a line that is cut off there is less room before others. */
  function placeWords(drawn, handlesAt, named) {
    const boxes = [...YEARS.map((x, i) => square(toPixels([x, PAY[i]]), 8)), ...handlesAt.map((place) => square(place, 11))];
    const obstacles = { lines: drawn.flat(), boxes, bounds: { x0: box.x0, x1: box.x1, y0: box.y0, y1: box.y1 } };
    const put = (label, text, places) => {
      const taken = label.place(text, places, obstacles);
      if (taken) boxes.push(taken);
    };
    hints.forEach(([text, label], i) => (touched ? label.hide() : put(label, text, around(handlesAt[i], 12).slice(0, 24))));
    if (named) {
      const middle = [0.5, 0.3, 0.7].map((share) => named.part[0].map((from, i) => from + share * (named.part[1][i] - from)));
      put(errorWord, named.text, middle.flatMap((place) => around(place, 4).slice(0, named.whole ? 24 : 12)));
    } else errorWord.hide();
  }

  return {
    update({ errors: wrong, asked }) {
      picture.once(axes, null, layOut);
      const ends = X.map((x) => toPixels([x, at(x)]));
      const part = clipSegment(...ends, box);
      guess.setAttribute("d", part ? toPath(part) : "");
      const dashes = YEARS.map((x, i) => clipSegment(toPixels([x, PAY[i]]), toPixels([x, PAY[i] + wrong[i]]), box));
      errors.setAttribute("d", dashes.filter((dash) => dash && Math.abs(dash[0][1] - dash[1][1]) > 1).map(toPath).join(""));
      ring.setAttribute("d", asked >= 0 ? ringAt(toPixels([YEARS[asked], PAY[asked]])) : "");

      const { w, b } = line();
      const years = turnYears();
      const [from, end] = [shiftPlace(), turnPlace()];
      const say = (at, value) => `${grouped(value)} yuan at ${grouped(at, at % 1 ? 1 : 0)} years`;
      shift.update({ at: from, now: b, text: plain ? say(0, b) : `b ${grouped(b)} yuan` });
      turn.update({ at: end, now: w, text: plain ? `${grouped(w)} yuan more with each year; ${say(years, at(years))}` : `w ${grouped(w)} yuan a year` });

      const sizes = wrong.map(Math.abs);
      const most = sizes.indexOf(Math.max(...sizes));
      const named = asked >= 0 ? asked : most;
      const known = plain ? grouped(sizes[named]) : `error now ${grouped(wrong[named])}`;
      const guessed = PAY[named] + wrong[named];
      const shown = dashes[named] && sizes[named] >= 1 ? { part: dashes[named], text: known, whole: guessed > Y[0] && guessed < Y[1] } : null;
      placeWords([part ? [part] : [], dashes.filter(Boolean)], [from, end], shown);
    },
    forget() {
      touched = false;
    },
  };
}
