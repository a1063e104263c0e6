// Says in words what ConvolutionStepper shows: the arithmetic of a window, who uses a number, what no window sees, and the size.
import { short } from "../shared/format.js";
import { channelsOf, filtersOf, laid, metBy, framed, windowAt } from "./model.js";

const MOST_PRODUCTS = 9; // more are added up in groups first

/** A number within a sum: a negative one in brackets. */
const inSum = (value) => (value < 0 ? `(${short(value)})` : short(value));
const times = (count, one, many = `${one}s`) => (count === 1 ? `1 ${one}` : `${count} ${many}`);
const total = (list) => list.reduce((sum, one) => sum + one, 0);
const where = (r, s) => `row ${r + 1}, column ${s + 1}`;
const capital = (text) => text[0].toUpperCase() + text.slice(1);
const ofMap = (f, filters) => (filters > 1 ? ` of map ${f + 1}` : "");

/** "1·1 + 0·(−2) = 1": products one by one; more than nine by rows, or by channels, whose sums are added. */
export function arithmetic(pairs, b, value, filters) {
  const last = filters > 1 || b ? ` + bias ${inSum(b)}` : "";
  const product = ({ w, x }) => `${inSum(x)}·${inSum(w)}`;
  const sum = (list) => total(list.map(({ w, x }) => w * x));
  if (pairs.length > 1) return `${pairs.map((slice) => inSum(sum(slice))).join(" + ")}${last} = ${short(value)}`;
  const [only] = pairs;
  if (only.length <= MOST_PRODUCTS) return `${only.map(product).join(" + ")}${last} = ${short(value)}`;
  const k = Math.sqrt(only.length);
  const rows = Array.from({ length: k }, (_, i) => sum(only.slice(i * k, (i + 1) * k)));
  return `${rows.map(inSum).join(" + ")}${last} = ${short(value)}`;
}

/** What the terms of the sum are, where they are not single products. */
function termsAre(filter) {
  if (filter.length > 1) return " One term a channel.";
  return filter[0].length ** 2 > MOST_PRODUCTS ? " One term a row of the kernel." : "";
}

/** Rows and columns of the framed picture that no window sees; zeros of the frame are a smaller matter. */
export function leftOver({ picture, stride, padding }, found) {
  const [x] = channelsOf(picture);
  const own = (list, size) => list.filter((place) => place >= padding && place < padding + size).length;
  const [rows, columns] = [own(found.unseen_rows, x.length), own(found.unseen_columns, x[0].length)];
  const parts = [rows && times(rows, "row"), columns && times(columns, "column")].filter(Boolean);
  if (!parts.length) return found.unseen_rows.length || found.unseen_columns.length ? " The hatched zeros are in no window." : "";
  return ` Stride ${stride} leaves ${parts.join(" and ")} of the picture out: no window looks there (hatched).`;
}

function turnWords({ turned }, found) {
  if (!turned) return "";
  if (found.same) return " Turned by 180°, this kernel is what it was: nothing changes.";
  return ` The kernel is turned by 180°; not turned it gives ${short(found.otherwise)} here.`;
}

/** The last step done: how much work it was. */
function doneWords({ picture, kernel }, found) {
  const [filters, channels] = [filtersOf(kernel), channelsOf(picture)];
  const each = channels.length * filters[0][0].length ** 2;
  const count = filters.length * found.rows * found.columns;
  return ` All done: ${times(count, "number")}, ${times(count * each, "product")}, and only ${times(filters.length * each, "weight")}.`;
}

const framesOf = ({ picture, padding }) => channelsOf(picture).map((channel) => framed(channel, padding));

/** Returns a function: the sum that gives the output at [f, r, s]. */
export function sumsInWords(all, found) {
  const [filters, frames] = [laid(all.kernel, all.turned), framesOf(all)];
  return ([f, r, s]) => arithmetic(windowAt(frames, filters[f], [r, s], all.stride), all.bias[f], found.maps[f][r][s], filters.length);
}

/** One output, at [f, r, s]; `reached`: has its step come? */
export function windowWords(all, found, [f, r, s], reached) {
  const filters = laid(all.kernel, all.turned);
  const heading = `${capital(where(r, s))}${ofMap(f, filters.length)}:`;
  if (!reached) return [heading, " not computed yet. Say what comes out, then choose it."];
  const own = found.at && String(found.at) === String([f, r, s]);
  const count = filters.length * found.rows * found.columns;
  const left = leftOver(all, found);
  const end = own && all.place >= count && !left ? doneWords(all, found) : "";
  const sum = `${sumsInWords(all, found)([f, r, s])}.${termsAre(filters[f])}`;
  return [heading, ` ${sum}${own ? turnWords(all, found) : ""}${left}${end}`];
}

/** Who uses the square [c, p, q] of the picture: the windows it is in, and by which weights. */
export function squareWords(all, uses, [c, p, q]) {
  const channels = channelsOf(all.picture);
  const heading = `${channels.length > 1 ? `Channel ${c + 1}` : "Picture"}, ${where(p, q)} (${short(channels[c][p][q])}):`;
  const maps = filtersOf(all.kernel).length;
  if (!uses.length) return [heading, ` in no window: stride ${all.stride} passes over it, and no output knows it.`];
  const weights = uses.map(([, , , w]) => w);
  const sum = short(total(weights));
  if (uses.length === 1) return [heading, ` in 1 window, under the weight ${sum}. One more here adds ${sum} to that output.`];
  const list = uses.length <= MOST_PRODUCTS ? `${weights.map(inSum).join(" + ")} = ${sum}` : sum;
  return [heading, ` in ${times(uses.length / maps, "window")}${maps > 1 ? " of each map" : ""}, each time under another weight. One more here adds ${list} to the outputs together.`];
}

/** How often the weight [f, c, i, j], as it lies on the picture, is used. */
export function weightWords(all, found, [f, c, i, j]) {
  const filters = laid(all.kernel, all.turned);
  const several = filters.length > 1;
  const heading = `${several ? `Filter ${f + 1}, slice ${c + 1}` : "Kernel"}, ${where(i, j)} (${short(filters[f][c][i][j])}):`;
  const frame = framed(channelsOf(all.picture)[c], all.padding);
  const met = metBy([i, j], found, all.stride);
  const sum = total(met.map(([p, q]) => frame[p][q]));
  return [heading, ` one weight, used ${met.length === 1 ? "once" : `${met.length} times`}, on the marked ${met.length === 1 ? "square" : "squares"}. One more here adds their sum, ${short(sum)}, to the outputs together.`];
}

export function biasWords(all, found, f) {
  return [`Bias of filter ${f + 1} (${short(all.bias[f])}):`, ` added to all ${found.rows * found.columns} numbers of map ${f + 1}.`];
}

export const nothingYet = (all, found) => ["Nothing is computed yet.", ` Step lays the kernel on the first place.${leftOver(all, found)}`];

/** "⌊(5 + 2·0 − 3) / 1⌋ + 1 = 3" */
export const sizeFilled = (size, k, stride, padding, result) => `⌊(${size} + 2·${padding} − ${k}) / ${stride}⌋ + 1 = ${result}`;

/** "(3·3·3 + 1)·2 = 56" */
export function parametersFilled({ picture, kernel }, count) {
  const k = filtersOf(kernel)[0][0].length;
  return `(${k}·${k}·${channelsOf(picture).length} + 1)·${filtersOf(kernel).length} = ${count}`;
}
