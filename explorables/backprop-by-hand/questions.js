// What to try, and what to predict before touching anything.
import { edgeName, nodeNumber } from "./model.js";
import { waysFrom } from "./steps.js";

export function captionFor(sizes) {
  const last = sizes.length - 2;
  const [to, from] = [nodeNumber(sizes, last + 1, 0), nodeNumber(sizes, last, 0)];
  const name = edgeName(sizes, last, 0, 0);
  const fork = sizes.some((_, layer) => waysFrom(sizes, layer)) ? " What comes back to a node from several others is added up." : "";
  return `The nodes are counted from 1, so ${name} is the weight from node ${from} to node ${to}; the short line with a square is a bias. E is half the sum of the squared errors, and a delta is how fast E rises with a node's score. Step forward, then back.${fork} Then choose an edge and compare its gradient with the slope that a nudge measures: a tick on the line says that they agree, a cross that they do not. From the chosen edge the thick lines lead on to E.`;
}

/** A question about the price of the check; its answer comes when every edge has been checked. */
export function predictionFor(edges) {
  const [few, all, twice] = [2, edges.length, 2 * edges.length].map((count) => `${count} times`);
  return {
    question: `There are ${edges.length} weights and biases. To measure the slope of E for all of them by nudging, how often must the network be computed forward?`,
    choices: [few, all, twice],
    reply: (choice, complete) =>
      complete
        ? `You said ${choice}. It is ${twice}: for each of them once with a little more, once with a little less. The way back found them all in one go.`
        : `You said ${choice}. Now check every edge.`,
  };
}
