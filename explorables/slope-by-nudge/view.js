/*
 * SlopeByNudge: the slope of a curve, measured by going a little to the right.
 *
 * Takes in   curve (data); at, nudge, sides (state)
 * Shows      the curve with the triangle of run and rise; beside it the same, magnified until the triangle can be seen, and
 *            the straight line through both ends; the last nudges as a table
 * The reader drags the place, makes the nudge smaller or larger, nudges to one side or to both
 * Sets       at, nudge, sides
 */
import { createButton } from "../shared/button.js";
import { h } from "../shared/dom.js";
import { openFigure } from "../shared/figure.js";
import { createPrediction } from "../shared/prediction.js";
import { clamp } from "../shared/scale.js";
import { createSelect } from "../shared/select.js";
import { openCurve } from "./curve-picture.js";
import { openLens } from "./lens-picture.js";
import { CURVES, SIDES, numbers } from "./model.js";
import { createNudges } from "./nudges.js";
import { CAPTION, PREDICTION, replyTo, row, sentence } from "./words.js";

export function view(context) {
  const { model, signal } = context;
  const curve = model.get("curve");
  const bounds = CURVES[curve];
  const figure = openFigure(context, { name: "SlopeByNudge", label: "The slope of a curve by nudging", caption: CAPTION });
  const { state } = figure;
  const within = ({ min, max }) => (value) => value >= min && value <= max;
  state.fit({ at: within(bounds.at), nudge: within(bounds.nudge), sides: (value) => SIDES.includes(value) });

  const setNudge = (nudge) => state.set({ nudge: clamp(Number(nudge.toPrecision(3)), bounds.nudge.min, bounds.nudge.max) });
  const pair = h("div", { class: "dl-pair" });
  const [left, right] = [h("div"), h("div")];
  pair.append(left, right);
  figure.root.querySelector(".dl-pictures").append(pair);
  const curvePicture = openCurve({ figure, parent: left, curve, signal });
  const lens = openLens({ figure, parent: right, curve, setNudge, signal });

  const smaller = createButton({ parent: figure.controls, label: "Nudge ÷ 10", primary: true, press: () => setNudge(state.get("nudge") / 10), signal });
  const larger = createButton({ parent: figure.controls, label: "Nudge × 10", press: () => setNudge(state.get("nudge") * 10), signal });
  const select = createSelect({
    parent: figure.seldom,
    label: "nudge",
    choices: [["right", "to the right"], ["both", "to both sides"]],
    value: () => state.get("sides"),
    choose: (sides) => state.set({ sides }),
    signal,
  });
  const nudges = createNudges({ after: figure.status.node });
  const prediction = createPrediction({ parent: figure.caption, ...PREDICTION, reply: (choice) => replyTo(choice, nudges.smaller()), signal });
  figure.onReset(nudges.clear);

  figure.onDraw(() => {
    const now = state.all();
    const found = numbers({ curve, ...now });
    const outer = curvePicture.layOut();
    const sees = lens.sees(outer, found);
    curvePicture.update({ now: found, sees });
    lens.update(found);
    nudges.update(now, row({ curve, ...now }, found), lens.dragged());
    for (const [button, end] of [[smaller, "min"], [larger, "max"]]) button.setAttribute("aria-disabled", String(now.nudge === bounds.nudge[end]));
    select.update();
    prediction.update();
    const [strong, rest] = sentence({ curve, ...now }, found);
    figure.status.say(h("strong", {}, strong), rest);
  });
}
