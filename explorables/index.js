// The one entry: an anywidget front-end module that looks up the view by the name Python sent.
import { view as BackpropByHand } from "./backprop-by-hand/view.js";
import { view as BoundaryByHand } from "./boundary-by-hand/view.js";
import { view as Broadcast } from "./broadcast/view.js";
import { view as BuildAFunction } from "./build-a-function/view.js";
import { view as CostCurves } from "./cost-curves/view.js";
import { view as Descent1D } from "./descent-1d/view.js";
import { view as Descent2D } from "./descent-2d/view.js";
import { view as LineByHand } from "./line-by-hand/view.js";
import { view as NetworkByHand } from "./network-by-hand/view.js";
import { view as PerceptronPlane } from "./perceptron-plane/view.js";
import { view as Playground } from "./playground/view.js";
import { view as SigmoidSlope } from "./sigmoid-slope/view.js";
import { view as SlopeByNudge } from "./slope-by-nudge/view.js";

const VIEWS = { BackpropByHand, BoundaryByHand, Broadcast, BuildAFunction, CostCurves, Descent1D, Descent2D, LineByHand, NetworkByHand, PerceptronPlane, Playground, SigmoidSlope, SlopeByNudge };

function render({ model, el, signal }) {
  const name = model.get("_explorable");
  const view = VIEWS[name];
  if (!view) {
    el.textContent = `No explorable is called “${name}”. Known: ${Object.keys(VIEWS).join(", ")}.`;
    return () => {};
  }
  const life = new AbortController();
  const end = () => life.abort();
  signal?.addEventListener("abort", end, { once: true, signal: life.signal });
  view({ model, el, signal: life.signal });
  return end;
}

export default { render };
