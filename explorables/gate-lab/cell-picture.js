// The cell at one step: the conveyor, the gates as valves that are pulled open and shut, and on the way back the gradients.
import { setAttributes } from "../shared/dom.js";
import { createHandle } from "../shared/handle.js";
import { linear } from "../shared/scale.js";
import { VALVES } from "./cells.js";
import { HALF, cellHeight, layOut } from "./layout.js";
import { timeOf } from "./model.js";
import { fill, s } from "../shared/patch.js";
import { cellWords } from "./cell-words.js";
import { sub, two } from "./words.js";

const KNOB = { step: 0.05, page: 0.25 };

/** `hold(gate, value)` takes what the reader set, `free(gate)` that it be left to the cell again. Returns update(state, now). */
export function openCell({ figure, kind, given, openings, hold, free, signal }) {
  const picture = figure.picture({ label: "The cell at one step", height: cellHeight });
  const pipes = picture.layer("dl-gate-pipes");
  const arrows = picture.layer("dl-lines");
  const blades = picture.layer("dl-lines");
  const words = picture.layer("dl-words");
  const knobs = picture.layer("");
  let plan = layOut(kind, picture.width);

  const scaleOf = (gate) => linear([0, 1], plan.valves[gate].track.slice(1));
  const handles = VALVES[kind].map((gate) => {
    const axis = plan.valves[gate].side === "above" ? "y" : "x";
    const handle = createHandle({
      layer: knobs,
      svg: picture.svg,
      label: `gate ${gate}`,
      range: { [axis]: { min: 0, max: 1, ...KNOB } },
      scales: () => ({ x: scaleOf(gate), y: scaleOf(gate) }),
      value: () => ({ [axis]: openings()[gate] }),
      move: (value) => hold(gate, Math.round(value[axis] * 100) / 100),
      shape: "square",
      tone: "activation",
      signal,
    });
    handle.node.addEventListener("keydown", ({ key }) => (key === "Delete" || key === "Backspace") && free(gate), { signal });
    return { gate, axis, handle };
  });

  const rect = (name, x0, y0, x1, y1) => s("rect", { class: name, x: Math.min(x0, x1), y: Math.min(y0, y1), width: Math.abs(x1 - x0), height: Math.abs(y1 - y0) });

  /** The walls of a pipe and the stream in it: beyond the valve as thick as it is open, on the side away from the blade. */
  function pipe({ from: [x0, y0], to: [x1, y1], valve }, open) {
    const level = y0 === y1;
    const wall = level ? rect("dl-gate-pipe", x0, y0 - HALF, x1, y0 + HALF) : rect("dl-gate-pipe", x0 - HALF, y0, x0 + HALF, y1);
    const thick = 2 * HALF * (valve ? open[valve] : 1);
    const [vx, vy] = valve ? plan.valves[valve].at : [x1, y1];
    if (level) return [wall, rect("dl-gate-stream", x0, y0 - HALF, vx, y0 + HALF), rect("dl-gate-stream", vx, y0 + HALF - thick, x1, y0 + HALF)];
    return [wall, rect("dl-gate-stream", x0 - HALF, y0, x0 + HALF, vy), rect("dl-gate-stream", x0 - HALF, vy, x0 - HALF + thick, y1)];
  }

  /** The blade, and the rod to its knob. */
  function blade(name, open, held) {
    const { at: [x, y], side, track } = plan.valves[name];
    const shut = 2 * HALF * (1 - open);
    const tone = held ? "is-held" : "";
    const found = [side === "above" ? rect(`dl-gate-blade ${tone}`, x - 3, y - HALF - 3, x + 3, y - HALF + shut) : rect(`dl-gate-blade ${tone}`, x + HALF - shut, y - 3, x + HALF + 3, y + 3)];
    if (!track) return found;
    const knob = scaleOf(name)(open);
    const line = (x0, y0, x1, y1, kindOf) => s("line", { class: kindOf, x1: x0, y1: y0, x2: x1, y2: y1 });
    const [shutEnd, openEnd] = [track[1], track[2]];
    if (side === "above") found.unshift(line(x, shutEnd, x, openEnd, "dl-gate-track"), line(x, y - HALF, x, knob, `dl-gate-rod ${tone}`));
    else found.unshift(line(shutEnd, y, openEnd, y, "dl-gate-track"), line(x + HALF, y, knob, y, `dl-gate-rod ${tone}`));
    return found;
  }

  const box = ({ at: [x, y], size: [wide, tall] }) => s("rect", { class: "dl-gate-box", x: x - wide / 2, y: y - tall / 2, width: wide, height: tall, rx: 5 });

  function drawPlus([x, y]) {
    return [s("circle", { class: "dl-gate-plus", cx: x, cy: y, r: HALF + 1 }), s("path", { class: "dl-gate-sign", d: `M${x - 5} ${y}h10M${x} ${y - 5}v10` })];
  }

  /** Each gradient goes the other way along its pipe. */
  function drawBack({ cut }, t, last) {
    const arrow = ([x0, y0], [x1, y1], kindOf) => {
      const [dx, dy] = [Math.sign(x1 - x0), Math.sign(y1 - y0)];
      const neck = [x1 - 8 * dx, y1 - 8 * dy];
      return [
        s("path", { class: `dl-gate-back ${kindOf}`, d: `M${x0} ${y0}L${neck.join(" ")}` }),
        s("path", { class: "dl-gradient dl-solid", d: `M${x1} ${y1}L${neck[0] - 5 * dy} ${neck[1] - 5 * dx}L${neck[0] + 5 * dy} ${neck[1] + 5 * dx}Z` }),
      ];
    };
    const { plus: [x, y] } = plan;
    const end = picture.width - 6;
    const out = kind === "lstm" ? plan.pipes[3] : null;
    const parts = [];
    const join = out ? out.from[0] : (x + end) / 2 + 8;
    if (last) parts.push(...(out ? [] : arrow([end, y], [join, y], "is-h")));
    else if (cut) parts.push(s("path", { class: "dl-gate-cut", d: `M${end - 26} ${y - 8}l16 16m0 -16l-16 16` }));
    else parts.push(...arrow([end, y], [join, y], "is-c"));
    if (out) parts.push(...arrow([out.to[0], out.to[1] - 2], [out.from[0], y + 2], "is-h"));
    if (!(cut && t > 1)) parts.push(...arrow([join - 6, y], [10, y], "is-c"));
    else parts.push(...arrow([join - 6, y], [x + 14, y], "is-h"));
    return [...parts, ...arrow([x, y + HALF + 3], [x, plan.pipes[2].from[1] - 4], "is-h")];
  }

  return function update(state, now) {
    picture.refit();
    plan = layOut(kind, picture.width);
    const t = timeOf(state);
    const back = state.view !== "forward";
    const open = openings();
    if (kind === "gru") open.other = 1 - open.z;
    const isHeld = (gate) => `${gate === "other" ? "z" : gate}${t}` in state.held;
    fill(pipes, [...plan.pipes.flatMap((one) => pipe(one, open)), ...drawPlus(plan.plus)]);
    picture.svg.classList.toggle("is-back", back);
    fill(arrows, back ? drawBack(state, t, t === now.delta_c.length) : []);
    fill(blades, [...plan.boxes.map(box), ...Object.keys(plan.valves).flatMap((gate) => blade(gate, open[gate], isHeld(gate)))]);
    const lines = plan.boxes.map(({ at, words: text }) => ({ at: [...at, "middle"], text, tone: "quiet" }));
    for (const [gate, { words: [x, y] }] of Object.entries(plan.valves)) {
      const name = gate === "other" ? `1 − z${sub(t)}` : `${gate}${sub(t)}`;
      const held = isHeld(gate);
      lines.push({ at: [x, y, "start"], text: `${name} ${two(open[gate])}`, tone: held ? "parameter" : "activation", strong: true });
      if (held && gate !== "other") lines.push({ at: [x, y + 17, "start"], text: "held", tone: "parameter" });
    }
    lines.push(...cellWords({ state: given(), now, t, spots: plan.spots }));
    fill(
      words,
      lines.map(({ at: [x, y, anchor], text, tone, strong }) => s("text", { class: `${strong ? "dl-name" : "dl-note"} dl-${tone}`, x, y, dy: "0.35em", "text-anchor": anchor }, text)),
    );
    for (const { gate, axis, handle } of handles) {
      const { track } = plan.valves[gate];
      const along = scaleOf(gate)(open[gate]);
      const held = isHeld(gate);
      handle.node.classList.toggle("dl-parameter", held);
      handle.node.classList.toggle("dl-activation", !held);
      handle.update({ at: axis === "y" ? [track[0], along] : [along, track[0]], text: `${gate} at step ${t}: ${two(open[gate])}${held ? ", held" : ""}`, now: Math.round(open[gate] * 1000) / 1000 });
      setAttributes(handle.node, { "data-gate": gate });
    }
  };
}
