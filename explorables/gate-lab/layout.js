// Where the parts of the cell stand: the conveyor on top, the valves on their pipes, the words around them.

export const HALF = 11; // of a pipe's thickness
const TRACK = 38; // how far a knob travels from shut to open
const CONVEYOR = 80;

/** Where across the picture the first valve, the plus and the way out stand. */
const SHARES = { lstm: [0.24, 0.46, 0.74], gru: [0.22, 0.54, 1] };

/** The picture's height; a little taller than the last line of words. */
export const cellHeight = (width) => (width < 480 ? 214 : 224);

/**
 * { pipes, valves, plus, boxes, spots } for a cell of this width. A pipe runs from one point to another, the way numbers go
 * forward, and may have a valve: beyond it the stream is as thick as the gate is open. A valve's blade comes from `side`.
 */
export function layOut(kind, width) {
  const [valveX, plusX, outX] = SHARES[kind].map((share) => Math.round(share * width));
  const end = width - 6;
  const foot = cellHeight(width) - 36;
  const across = (y, from, to, valve) => ({ from: [from, y], to: [to, y], valve });
  const valves = { top: { at: [valveX, CONVEYOR], side: "above", track: [valveX, CONVEYOR - 24, CONVEYOR - 24 - TRACK], words: [valveX + 16, 24] } };
  const plus = [plusX, CONVEYOR];
  const common = { before: [8, CONVEYOR + 25, "start"], after: [end - 2, CONVEYOR - 22, "end"], later: [end - 2, 24, "end"], sum: [(plusX + end) / 2, CONVEYOR - 22, "middle"] };
  if (kind === "gru") {
    const low = foot - 4;
    return {
      plus,
      pipes: [
        across(CONVEYOR, 6, plusX - HALF, "z"),
        across(CONVEYOR, plusX + HALF, end),
        { from: [plusX, low - HALF], to: [plusX, CONVEYOR + HALF], valve: "other" },
        across(low, 6, plusX - 32, "r"),
      ],
      valves: {
        z: valves.top,
        other: { at: [plusX, CONVEYOR + 38], side: "right", words: [plusX + 18, CONVEYOR + 42] },
        r: { at: [valveX, low], side: "above", track: [valveX, low - 20, low - 20 - TRACK + 6], words: [valveX + 16, low - 48] },
      },
      boxes: [{ at: [plusX, low], size: [64, 24], words: "tanh" }],
      spots: { ...common, candidate: [plusX + 38, low, "start"], inputs: [[plusX + 38, low + 24, "start"], [8, low + 26, "start"]], recurrent: [8, low - 20, "start"], output: null },
    };
  }
  return {
    plus,
    pipes: [
      across(CONVEYOR, 6, plusX - HALF, "f"),
      across(CONVEYOR, plusX + HALF, end),
      { from: [plusX, foot], to: [plusX, CONVEYOR + HALF], valve: "i" },
      { from: [outX, CONVEYOR + HALF], to: [outX, foot], valve: "o" },
    ],
    valves: {
      f: valves.top,
      i: { at: [plusX, CONVEYOR + 48], side: "right", track: [CONVEYOR + 48, plusX + 24, plusX + 24 + TRACK - 4], words: [plusX + 18, CONVEYOR + 71] },
      o: { at: [outX, CONVEYOR + 42], side: "right", track: [CONVEYOR + 42, outX + 22, Math.min(outX + 22 + TRACK - 4, width - 10)], words: [outX + 16, CONVEYOR + 66] },
    },
    boxes: [{ at: [outX, CONVEYOR + 23], size: [42, 20], words: "tanh" }],
    spots: { ...common, candidate: [plusX, foot + 18, "middle"], inputs: [[8, foot - 30, "start"], [8, foot - 10, "start"]], note: [8, foot + 12, "start"], output: [outX, foot + 18, "middle"], share: [outX + 27, CONVEYOR + 21, "start"] },
  };
}
