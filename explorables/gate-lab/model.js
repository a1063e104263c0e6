// A sequence through one cell, back again, and the way back held against nudges. Mirrors lib/widgets/gate_run.py.
import { GATES, VALVES, WEIGHTS, backward, forward } from "./cells.js";

export const NUDGE = 1e-4;
export const SHARE = 1e-4;
export const ROOM = 1e-4;
const FLOOR = 1e-8;
export const MOST_STEPS = 8;
export const VIEWS = ["forward", "back", "check", "reach"];
export const MISTAKES = ["cut", "wrong_biases", "last_only"];
export const KINDS = ["free", "hold", "forget", "copy"];

const range = (count) => Array.from({ length: count }, (_, n) => n);
const scaled = (kind, scale) => WEIGHTS[kind].map((part) => part.map((w) => w * scale));

/** How many steps there are: no more than inputs. */
export const stepsOf = ({ steps, x }) => Math.min(steps, x.length);

/** The step that is looked at. */
export const timeOf = (state) => Math.min(state.t, stepsOf(state));

const measured = (run) => (run(NUDGE) - run(-NUDGE)) / (2 * NUDGE);

/** The slopes of L = h_T by nudging: of each x, each c (GRU: h), each weight. */
export function slopes({ kind, x: inputs, steps, held, scale }) {
  const x = inputs.slice(0, steps);
  const weights = scaled(kind, scale);
  const loss = (asked = x, using = weights, bumped) => forward(kind, asked, using, held, bumped).h.at(-1);
  const moved = (list, at, e) => list.map((value, n) => (n === at ? value + e : value));
  const times = range(x.length);
  return {
    x: times.map((t) => measured((e) => loss(moved(x, t, e)))),
    c: times.map((t) => measured((e) => loss(x, weights, [t + 1, e]))),
    w: weights
      .slice(0, kind === "lstm" ? 3 : 4)
      .flatMap((part, which) => range(part.length).map((k) => measured((e) => loss(x, weights.map((w, n) => (n === which ? moved(w, k, e) : w)))))),
  };
}

/** Which claims a check rejects, counted from 0. */
function failures(claimed, found, rule, largest) {
  return range(claimed.length).filter((n) => {
    const gap = Math.abs(claimed[n] - found[n]);
    return gap > (rule === "relative" ? Math.max(Math.abs(claimed[n]), Math.abs(found[n])) * SHARE + FLOOR * largest : ROOM);
  });
}

/** dh_T/dh_t of a plain RNN with the candidate's weights: products of W_hh tanh′. */
function plainProducts(x, weights) {
  const [wx, wh, bx, bh] = weights.map((part) => part[2]);
  let h = 0;
  const factors = x.map((value) => {
    h = Math.tanh(value * wx + bx + h * wh + bh);
    return wh * (1 - h ** 2);
  });
  return x.map((_, t) => factors.slice(t + 1).reduce((product, factor) => product * factor, 1));
}

/** The numbers of lib's GateNumbers, given what nudging finds. */
export function numbers(state, found = slopes(state)) {
  const { kind, x: inputs, steps, held, scale, rule } = state;
  const x = inputs.slice(0, steps);
  const weights = scaled(kind, scale);
  const way = forward(kind, x, weights, held);
  const back = backward(kind, way, weights, state);
  const largest = Math.max(...way.c.map(Math.abs), ...way.h.map(Math.abs));
  const of = (name) => back.steps.map((step) => step[name]);
  const gates = GATES[kind].map((gate) => way.kept.map((step) => step[gate]));
  return {
    gates,
    c: way.c,
    h: way.h,
    delta_h: of("deltaH"),
    delta_c: of("deltaC"),
    through_h: of("throughH"),
    through_c: of("throughC"),
    grad_x: of("gradX"),
    grad_w: back.gradW,
    failed_x: failures(of("gradX"), found.x, rule, largest),
    failed_c: failures(of("deltaC"), found.c, rule, largest),
    failed_w: failures(back.gradW, found.w, rule, largest),
    keeps: x.map((_, t) => gates[1].slice(t + 1).reduce((product, f) => product * f, 1)),
    plain: plainProducts(x, weights),
  };
}

/** The held gates of a choice; mirrors held_as in lib/widgets/gate_lab.py. */
export function heldAs(kind, name, steps) {
  const isLstm = kind === "lstm";
  const at = {
    free: () => ({}),
    hold: (t) => (isLstm ? { i: t === 1, f: t > 1, o: t === steps } : { z: t > 1 }),
    forget: () => (isLstm ? { f: 0 } : { r: 0, z: 0 }),
    copy: () => (isLstm ? { i: 1, f: 0, o: 1 } : { r: 1, z: 0 }),
  }[name];
  const times = range(steps).map((n) => n + 1);
  const pairs = VALVES[kind].flatMap((gate) => times.filter((t) => gate in at(t)).map((t) => [`${gate}${t}`, Number(at(t)[gate])]));
  return Object.fromEntries(pairs);
}

/** Which choice the held gates are, or "own". Gates held beyond the last step do not count. */
export function choiceOf(state) {
  const used = Object.entries(state.held).filter(([name]) => Number(name.slice(1)) <= stepsOf(state));
  const isSame = (wanted) => used.length === Object.keys(wanted).length && used.every(([name, value]) => wanted[name] === value);
  return KINDS.find((name) => isSame(heldAs(state.kind, name, stepsOf(state)))) ?? "own";
}

const isTime = (t) => Number.isInteger(t) && t >= 1 && t <= MOST_STEPS;

/** What a link may say. */
export const fits = (kind) => ({
  view: (view) => VIEWS.includes(view),
  t: isTime,
  steps: isTime,
  held: (held) =>
    typeof held === "object" && held !== null && !Array.isArray(held) &&
    Object.entries(held).every(([name, value]) => VALVES[kind].includes(name[0]) && /^.[1-8]$/.test(name) && typeof value === "number" && value >= 0 && value <= 1),
  bars: (bars) => ["x", "c", "w"].includes(bars),
  scale: (scale) => typeof scale === "number" && scale >= 1e-4 && scale <= 1,
  rule: (rule) => ["relative", "absolute"].includes(rule),
  ...Object.fromEntries(MISTAKES.map((name) => [name, (value) => typeof value === "boolean"])),
});

/** What a set of bars compares: { claimed, found, failed }. */
export function compared(bars, now, found) {
  return { x: { claimed: now.grad_x, found: found.x, failed: now.failed_x }, c: { claimed: now.delta_c, found: found.c, failed: now.failed_c }, w: { claimed: now.grad_w, found: found.w, failed: now.failed_w } }[bars];
}
