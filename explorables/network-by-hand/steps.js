// The order in which the numbers come: forward, backward, then one gradient for each weight.

/**
 * Every step is { kind, unit, row, column, phase }; kind is the name of the number in the model: z1, l1, z2, l2, l2_error …;
 * for the gradients syn0 and syn1, row and column say which weight.
 */
export function stepsFor([inputs, hidden, outputs], part) {
  const steps = [];
  const add = (phase, kind, place) => steps.push({ phase, kind, ...place });
  const each = (count, run) => Array.from({ length: count }, (_, i) => run(i));
  const layer = (phase, count, kinds) => each(count, (unit) => kinds.forEach((kind) => add(phase, kind, { unit })));

  layer("forward", hidden, ["z1", "l1"]);
  layer("forward", outputs, ["z2", "l2"]);
  if (part === "forward") return steps;
  layer("backward", outputs, ["l2_error", "l2_slope", "l2_delta"]);
  layer("backward", hidden, ["l1_error", "l1_slope", "l1_delta"]);
  each(hidden, (row) => each(outputs, (column) => add("weights", "syn1", { row, column })));
  each(inputs, (row) => each(hidden, (column) => add("weights", "syn0", { row, column })));
  return steps;
}

/** The name of a cell of the picture: "l1.2", or for gradients "gradient syn0[1,3]". */
export function keyOf({ kind, unit, row, column }) {
  return unit === undefined ? `gradient ${kind}[${row},${column}]` : `${kind}.${unit}`;
}

/** The number of a step among all that the model gives. */
export function valueOf(step, now) {
  if (step.unit !== undefined) return now[step.kind][step.unit];
  return now[`${step.kind}_gradient`][step.row][step.column];
}

/** The weights that a step uses, by name. */
export function weightsOf({ kind, unit, row, column }, [inputs, hidden, outputs]) {
  const list = (count, name) => Array.from({ length: count }, (_, i) => name(i));
  if (kind === "z1") return list(inputs, (i) => `syn0[${i},${unit}]`);
  if (kind === "z2") return list(hidden, (j) => `syn1[${j},${unit}]`);
  if (kind === "l1_error") return list(outputs, (k) => `syn1[${unit},${k}]`);
  return unit === undefined ? [`${kind}[${row},${column}]`] : [];
}

/** The cells whose numbers a step puts together, by key. */
export function sourcesOf({ kind, unit, row, column }, [inputs, hidden, outputs]) {
  const list = (count, name) => Array.from({ length: count }, (_, i) => `${name}.${i}`);
  return {
    z1: () => list(inputs, "x"),
    l1: () => [`z1.${unit}`],
    z2: () => list(hidden, "l1"),
    l2: () => [`z2.${unit}`],
    l2_error: () => [`y.${unit}`, `l2.${unit}`],
    l2_slope: () => [`l2.${unit}`],
    l2_delta: () => [`l2_error.${unit}`, `l2_slope.${unit}`],
    l1_error: () => list(outputs, "l2_delta"),
    l1_slope: () => [`l1.${unit}`],
    l1_delta: () => [`l1_error.${unit}`, `l1_slope.${unit}`],
    syn1: () => [`l1.${row}`, `l2_delta.${column}`],
    syn0: () => [`x.${row}`, `l1_delta.${column}`],
  }[kind]();
}
