// The picture of ConvolutionStepper: channels in their frame, filters, and what comes out, with the window that is looked at.
import { short } from "../shared/format.js";
import { createNumberGrid } from "../shared/number-grid.js";
import { arrange, letterRoom } from "./layout.js";
import { LIMIT, channelsOf, filtersOf, framed, laid, metBy } from "./model.js";
import { openOverlay } from "./overlay.js";

const PAIRS_FROM = 28; // a smaller square has no room for the weight that lies on it
const pair = (w, cell) => (cell < PAIRS_FROM ? "" : `${cell < 32 ? "·" : "×"}${short(w)}`);

const isAt = (one, ...place) => one.length === place.length && one.every((i, axis) => i === place[axis]);

/**
 * Options: figure, counts ({ channels, filters }), on: { square(c, p, q), weight(f, c, i, j), bias(f), output(f, r, s) } are told what
 * was chosen, on.point(look or null) what the mouse is over, and set: { square, weight, bias } take a number for a place; signal.
 * Returns update({ all, found, look, chosen, channel, hidden(f, r, s) }).
 */
export function openPicture({ figure, counts, on, set, signal }) {
  let arranged;
  let now;
  const several = counts.filters > 1;
  const padding = () => now.all.padding;
  const picture = figure.picture({ label: several ? "A volume, two filters, and two maps" : "A picture, a kernel, and what comes out", height: () => arranged?.height ?? 320 });
  const back = picture.layer("dl-hatched");
  const grid = (options) => {
    const layer = picture.layer("dl-block");
    return { layer, grid: createNumberGrid({ layer, low: -LIMIT, high: LIMIT, signal, ...options }) };
  };
  /** What is changed is chosen, also if it was reached by Tab. */
  const edit = (kind, at, value) => {
    on[kind](...at);
    set[kind](...at, value);
  };
  const over = (look) => (row, column) => on.point(row === null ? null : look(row, column));
  const each = (count, make) => Array.from({ length: count }, (_, i) => make(i));

  const pictures = each(counts.channels, (c) =>
    grid({
      label: several ? `channel ${c + 1}` : "picture",
      tone: "activation",
      choose: (p, q) => on.square(c, p - padding(), q - padding()),
      point: over((p, q) => ({ kind: "square", at: [c, p - padding(), q - padding()] })),
      change: (p, q, value) => edit("square", [c, p - padding(), q - padding()], value),
    }),
  );
  const slices = each(counts.filters, (f) =>
    each(counts.channels, (c) =>
      grid({
        label: several ? `filter ${f + 1}, slice ${c + 1}` : "kernel",
        tone: "parameter",
        choose: (i, j) => on.weight(f, c, i, j),
        point: over((i, j) => ({ kind: "weight", at: [f, c, i, j] })),
        change: (i, j, value) => edit("weight", [f, c, i, j], value),
      }),
    ),
  );
  const biases = several
    ? each(counts.filters, (f) =>
        grid({
          label: `bias of filter ${f + 1}`,
          tone: "parameter",
          choose: () => on.bias(f),
          point: over(() => ({ kind: "bias", at: [f] })),
          change: (_, __, value) => edit("bias", [f], value),
        }),
      )
    : [];
  const maps = each(counts.filters, (f) =>
    grid({
      label: several ? `map ${f + 1}` : "output",
      tone: "activation",
      choose: (r, c) => on.output(f, r, c),
      point: over((r, c) => ({ kind: "output", at: [f, r, c] })),
    }),
  );
  const drawOver = openOverlay({ picture, back, counts, slices });

  /** Is the square in row p and column q of the framed channel under the window of this output? Then which weight lies on it? */
  function weightOn(filters, look, c, p, q) {
    if (look?.kind !== "output") return null;
    const [f, r, column] = look.at;
    const [i, j] = [p - r * now.all.stride, q - column * now.all.stride];
    return filters[f][c][i]?.[j] ?? null;
  }

  function drawPictures(filters) {
    const { all, found, look, chosen, channel } = now;
    const [x] = channelsOf(all.picture);
    const [rows, columns] = [x.length, x[0].length];
    const most = Math.max(1, ...channelsOf(all.picture).flat(2).map(Math.abs));
    const met = look?.kind === "weight" ? metBy(look.at.slice(2), found, all.stride) : [];
    pictures.forEach(({ layer, grid: one }, c) => {
      const shown = arranged.kind === "all" || c === channel;
      layer.style.display = shown ? "" : "none";
      if (!shown) return;
      const spot = arranged.pictures[arranged.kind === "all" ? c : 0];
      const outside = (p, q) => p < all.padding || q < all.padding || p >= rows + all.padding || q >= columns + all.padding;
      const isMet = (p, q) => (look?.kind === "weight" && look.at[1] === c && met.some((place) => isAt(place, p, q))) || (look?.kind === "square" && isAt(look.at, c, p - all.padding, q - all.padding));
      const under = (p, q) => weightOn(filters, look, c, p, q) !== null;
      const unseen = (p, q) => found.unseen_rows.includes(p) || found.unseen_columns.includes(q);
      const own = chosen?.kind === "square" && chosen.at[0] === c ? chosen.at.slice(1) : [0, 0];
      one.update({
        ...spot,
        values: framed(channelsOf(all.picture)[c], all.padding),
        chosen: own.map((i) => i + all.padding),
        ring: chosen?.kind === "square" && chosen.at[0] === c,
        reach: [all.padding, all.padding, rows, columns],
        tint: (value, p, q) => (Math.abs(value) / most) * (under(p, q) ? 0.5 : 0.9),
        kind: (p, q) => [outside(p, q) && "is-frame", unseen(p, q) && "is-unseen", isMet(p, q) && "is-met"].filter(Boolean).join(" "),
        note: (p, q) => {
          const w = weightOn(filters, look, c, p, q);
          return w === null ? "" : pair(w, spot.cell);
        },
      });
    });
  }

  function drawFilters(filters) {
    const { all, look, chosen, channel } = now;
    const most = Math.max(1, ...filters.flat(3).map(Math.abs));
    slices.forEach((line, f) =>
      line.forEach(({ layer, grid: one }, c) => {
        const shown = arranged.kind === "all" || c === channel;
        layer.style.display = shown ? "" : "none";
        if (!shown) return;
        const own = chosen?.kind === "weight" && isAt(chosen.at.slice(0, 2), f, c);
        one.update({
          ...arranged.slices[f][arranged.kind === "all" ? c : 0],
          values: filters[f][c],
          chosen: own ? chosen.at.slice(2) : [0, 0],
          ring: own,
          tint: (value) => Math.abs(value) / most,
          kind: (i, j) => (look?.kind === "weight" && isAt(look.at, f, c, i, j) ? "is-met" : ""),
        });
      }),
    );
    biases.forEach(({ grid: one }, f) =>
      one.update({
        ...arranged.biases[f],
        values: [[all.bias[f]]],
        chosen: [0, 0],
        ring: chosen?.kind === "bias" && chosen.at[0] === f,
        tint: (value) => Math.abs(value) / LIMIT,
        text: short(all.bias[f]),
      }),
    );
  }

  function drawMaps() {
    const { found, look, hidden } = now;
    const all = found.maps.flat(2);
    const most = Math.max(1, ...all.map(Math.abs));
    const longest = Math.max(...all.map((value) => short(value).length));
    const uses = look?.kind === "square" ? look.uses : [];
    maps.forEach(({ grid: one }, f) => {
      const useAt = (r, c) => uses.find((use) => isAt(use.slice(0, 3), f, r, c));
      const isLooked = (r, c) => (look?.kind === "output" && isAt(look.at, f, r, c)) || (look?.kind === "bias" && look.at[0] === f) || (look?.kind === "weight" && look.at[0] === f);
      const own = found.at?.[0] === f ? found.at.slice(1) : [0, 0];
      const isHidden = (r, c) => hidden(f, r, c);
      one.update({
        ...arranged.maps[f],
        values: found.maps[f].map((row, r) => row.map((value, c) => (isHidden(r, c) ? 0 : value))),
        chosen: own,
        ring: false,
        text: `row ${own[0] + 1}, column ${own[1] + 1}: ${isHidden(...own) ? "not computed yet" : short(found.maps[f][own[0]][own[1]])}`,
        format: (value, r, c) => (isHidden(r, c) ? "?" : arranged.maps[f].cell >= letterRoom(longest) ? short(value) : ""),
        tint: (value) => (Math.abs(value) / most) * 0.8,
        kind: (r, c) => [isHidden(r, c) && "is-asked", (useAt(r, c) || isLooked(r, c)) && "is-met"].filter(Boolean).join(" "),
        note: (r, c) => (useAt(r, c) ? pair(useAt(r, c)[3], arranged.maps[f].cell) : ""),
      });
    });
  }

  return (next) => {
    now = next;
    const { all, found } = now;
    const [x] = channelsOf(all.picture);
    const letters = Math.max(...found.maps.flat(2).map((value) => short(value).length));
    const shape = { ...counts, height: x.length, width: x[0].length, k: filtersOf(all.kernel)[0][0].length, padding: all.padding, rows: found.rows, columns: found.columns, letters };
    arranged = arrange(shape, picture.width);
    if (picture.height !== arranged.height) picture.refit();
    const filters = laid(all.kernel, all.turned);
    drawPictures(filters);
    drawFilters(filters);
    drawMaps();
    drawOver(arranged, now);
    return arranged.kind;
  };
}
