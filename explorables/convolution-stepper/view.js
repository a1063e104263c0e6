/*
 * ConvolutionStepper: a kernel laid on every place of a picture, product by product.
 *
 * Takes in   picture, kernel, bias, stride, padding, turned, place, square, show_all
 * Shows      the picture in its frame, the kernel, and the output as far as it has been computed; the window that is looked
 *            at, with the weight on each of its squares; the formula of the size; or three channels, two filters, two maps
 * The reader steps, plays and scrubs; chooses an output to see its window, a square to see who uses it, a weight to see
 *            where it is used; edits all numbers; sets stride and padding; turns the kernel
 * Sets       all of them
 */
import { h } from "../shared/dom.js";
import { openFigure } from "../shared/figure.js";
import { createModes } from "../shared/modes.js";
import { createPlayer } from "../shared/player.js";
import { clamp } from "../shared/scale.js";
import { createSlider } from "../shared/slider.js";
import { createTable } from "../shared/table.js";
import { openGeometry, openKernels, openNumber } from "./controls.js";
import { LIMIT, changed, channelsOf, filtersOf, isVolume, laid, leastPadding, numbers, placeAt, placeOf, usesOf } from "./model.js";
import { openPicture } from "./picture.js";
import { openQuestion } from "./question.js";
import { settle, testsOf } from "./sanitize.js";
import { biasWords, nothingYet, parametersFilled, sizeFilled, squareWords, sumsInWords, weightWords, windowWords } from "./words.js";

const STEP_EVERY = 900; // milliseconds
const CAPTION = "Choose an output to see its window, a square of the picture to see who uses it, a weight to see where. Change a number by pulling it up or down, by − and +, or by typing. n: width of the picture, k: of the kernel, P: padding, S: stride.";

export function view(context) {
  const { signal } = context;
  const figure = openFigure(context, { name: "ConvolutionStepper", label: "A kernel laid on every place of a picture", caption: CAPTION });
  const { state } = figure;
  const made = context.model.get("_defaults");
  state.fit(testsOf(state, made));
  settle(state, made);
  const several = isVolume(state.get("picture"));
  const counts = { channels: channelsOf(state.get("picture")).length, filters: filtersOf(state.get("kernel")).length };
  let found = numbers(state.all());
  let chosen = null; // a weight or a bias that was chosen: { kind, at }
  let hovered = null; // what the mouse is over
  let channel = 0; // the one that is shown where there is no room for all
  let lastSquare = "";

  const count = () => counts.filters * found.rows * found.columns;
  const place = () => Math.min(state.get("place"), count());

  /** Changes the state; the numbers are needed at once, as a second key may come before the next frame. */
  function set(values) {
    hovered = null;
    state.set(values);
    found = numbers(state.all());
    figure.redraw();
  }
  const leave = (values) => {
    player.stop();
    chosen = null;
    set({ square: [], ...values });
  };
  const goTo = (next) => leave({ place: next });

  const weightTo = (f, c, i, j, value) => {
    const k = filtersOf(state.get("kernel"))[0][0].length;
    const [p, q] = state.get("turned") ? [k - 1 - i, k - 1 - j] : [i, j];
    set({ kernel: changed(state.get("kernel"), several ? [f, c, p, q] : [p, q], clamp(value, -LIMIT, LIMIT)) });
  };
  const squareTo = (c, p, q, value) => set({ picture: changed(state.get("picture"), several ? [c, p, q] : [p, q], clamp(value, -LIMIT, LIMIT)) });
  const biasTo = (f, value) => set({ bias: changed(state.get("bias"), [f], clamp(value, -LIMIT, LIMIT)) });

  const formula = h("p", { class: "dl-size" });
  const modes = several
    ? createModes({
        parent: figure.root.querySelector(".dl-pictures"),
        label: "channel that is shown",
        choices: channelsOf(state.get("picture")).map((_, c) => [c, `Channel ${c + 1}`]),
        value: () => channel,
        choose(c) {
          channel = c;
          figure.redraw();
        },
        signal,
      })
    : null;
  const channels = figure.root.querySelector(".dl-modes");
  const draw = openPicture({
    figure,
    counts,
    on: {
      square(c, p, q) {
        leave({ square: several ? [c, p, q] : [p, q] });
      },
      weight(f, c, i, j) {
        leave({});
        chosen = { kind: "weight", at: [f, c, i, j] };
      },
      bias(f) {
        leave({});
        chosen = { kind: "bias", at: [f] };
      },
      output: (f, r, s) => goTo(placeAt([f, r, s], found)),
      point(look) {
        if (String(look?.at) === String(hovered?.at) && look?.kind === hovered?.kind) return;
        hovered = look;
        figure.redraw();
      },
    },
    set: { square: squareTo, weight: weightTo, bias: biasTo },
    signal,
  });
  figure.root.querySelector(".dl-pictures").append(formula);

  const player = createPlayer({
    parent: figure.controls,
    interval: STEP_EVERY,
    stillSteps: () => Math.max(1, count() - (place() === count() ? 0 : place())),
    signal,
    step() {
      chosen = null;
      set({ square: [], place: place() >= count() ? 1 : place() + 1 });
      return place() < count();
    },
  });
  figure.onReset(() => {
    player.stop();
    chosen = null;
    hovered = null;
    question.clear();
  });

  /** The square, weight or bias that − and + change. */
  function pinned() {
    const square = state.get("square");
    return square.length ? { kind: "square", at: several ? square : [0, ...square] } : chosen;
  }
  function chosenNumber() {
    const it = pinned();
    if (!it) return null;
    const { kind, at } = it;
    if (kind === "square") return { value: channelsOf(state.get("picture"))[at[0]][at[1]][at[2]], name: "picture", to: squareTo };
    if (kind === "bias") return { value: state.get("bias")[at[0]], name: "bias", to: biasTo };
    return { value: laid(state.get("kernel"), state.get("turned"))[at[0]][at[1]][at[2]][at[3]], name: "kernel", to: weightTo };
  }
  const parts = [
    openNumber({ parent: figure.controls, chosen: chosenNumber, change: (value) => chosenNumber().to(...pinned().at, value), signal }),
    createSlider({ parent: figure.seldom, label: "step", min: 0, max: 1, most: count, step: 1, format: (now) => `${now} of ${count()}`, value: place, move: goTo, signal }),
    ...openGeometry({
      figure,
      where(values) {
        const least = leastPadding(state.get("picture"), state.get("kernel"));
        set("padding" in values ? { padding: Math.max(least, values.padding) } : values);
      },
      signal,
    }),
    player,
  ];
  const question = openQuestion({
    parent: figure.caption,
    shapes: () => ({ picture: state.get("picture"), kernel: state.get("kernel"), stride: state.get("stride"), padding: state.get("padding") }),
    take: (values) => leave(values),
    signal,
  });
  const lay = (values) => {
    const [picture, kernel] = ["picture", "kernel"].map((name) => values[name] ?? state.get(name));
    leave({ ...values, padding: Math.max(state.get("padding"), leastPadding(picture, kernel)) });
  };
  parts.push(...openKernels({ figure, several, made, set: lay, signal }));
  parts.push(
    createTable({
      parent: figure.folds,
      caption: "Every output, as far as it has been computed",
      columns: ["output", "sum"],
      rows() {
        const sum = sumsInWords(state.all(), found);
        return Array.from({ length: count() }, (_, i) => {
          const [f, r, s] = placeOf(i + 1, found.rows, found.columns);
          return [`${several ? `map ${f + 1}, ` : ""}row ${r + 1}, column ${s + 1}`, isReached(f, r, s) ? sum([f, r, s]) : "?"];
        });
      },
      signal,
    }),
  );
  const isReached = (f, r, s) => state.get("show_all") || placeAt([f, r, s], found) <= state.get("place");

  function lookNow(all) {
    const it = (player.playing ? null : hovered) ?? pinned() ?? (found.at && { kind: "output", at: found.at });
    if (it?.kind === "square") return { ...it, uses: usesOf(it.at, laid(all.kernel, all.turned), [found.rows, found.columns], all.stride, all.padding) };
    if (it?.kind === "output") return { ...it, sums: String(it.at) === String(found.at) ? found.sums : numbers({ ...all, place: placeAt(it.at, found) }).sums };
    return it;
  }
  function inWords(all, look) {
    if (!look) return nothingYet(all, found);
    if (look.kind === "square") return squareWords(all, look.uses, look.at);
    if (look.kind === "weight") return weightWords(all, found, look.at);
    if (look.kind === "bias") return biasWords(all, found, look.at[0]);
    return windowWords(all, found, look.at, isReached(...look.at));
  }

  function sayFormula(all) {
    const [x] = channelsOf(all.picture);
    const k = filtersOf(all.kernel)[0][0].length;
    const filled = (size, result) => sizeFilled(size, k, all.stride, all.padding, result);
    const sizes = x.length === x[0].length ? ["size", filled(x.length, found.rows)] : ["width", `${filled(x[0].length, found.columns)}; height ${filled(x.length, found.rows)}`];
    const learned = question.answered() ? parametersFilled(all, found.parameters) : "?"; // the sum would be the answer
    formula.replaceChildren(h("span", {}, several && figure.narrow() ? `${sizes[0]} ` : `${sizes[0]} ⌊(n + 2P − k) / S⌋ + 1 = `), h("strong", {}, sizes[1]), ...(several ? [h("span", { class: "dl-learned" }, "to be learned ", h("strong", {}, learned))] : []));
  }

  figure.onDraw(() => {
    settle(state, made);
    const all = state.all();
    found = numbers(all);
    if (several && String(all.square) !== lastSquare) channel = all.square[0] ?? channel;
    lastSquare = String(all.square);
    const look = lookNow(all);
    question.update();
    const kind = draw({ all, found, look, chosen: pinned(), channel, hidden: (f, r, s) => !isReached(f, r, s) });
    if (modes) {
      modes.update();
      channels.hidden = kind === "all";
    }
    for (const part of parts) part.update();
    sayFormula(all);
    const [strong, rest] = inWords(all, look);
    figure.status.say(h("strong", {}, strong), rest);
  });
}
