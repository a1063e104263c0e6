// All explorables at once, as dev.html loads them; build.js makes a part of the bundle of each.
import { render, VIEWS } from "./shared/views.js";
import { view as BackpropByHand } from "./backprop-by-hand/view.js";
import { view as BoundaryByHand } from "./boundary-by-hand/view.js";
import { view as Broadcast } from "./broadcast/view.js";
import { view as BuildAFunction } from "./build-a-function/view.js";
import { view as ConvolutionBackward } from "./convolution-backward/view.js";
import { view as ConvolutionStepper } from "./convolution-stepper/view.js";
import { view as CostCurves } from "./cost-curves/view.js";
import { view as Descent1D } from "./descent-1d/view.js";
import { view as Descent2D } from "./descent-2d/view.js";
import { view as DrawADigit } from "./draw-a-digit/view.js";
import { view as DropoutMask } from "./dropout-mask/view.js";
import { view as FitAndOverfit } from "./fit-and-overfit/view.js";
import { view as GateLab } from "./gate-lab/view.js";
import { view as GreedyParser } from "./greedy-parser/view.js";
import { view as LineByHand } from "./line-by-hand/view.js";
import { view as MovingAverage } from "./moving-average/view.js";
import { view as NetworkByHand } from "./network-by-hand/view.js";
import { view as NeuronLearns } from "./neuron-learns/view.js";
import { view as NextLetter } from "./next-letter/view.js";
import { view as OptimizerRace } from "./optimizer-race/view.js";
import { view as PerceptronPlane } from "./perceptron-plane/view.js";
import { view as Playground } from "./playground/view.js";
import { view as PoolingStepper } from "./pooling-stepper/view.js";
import { view as SigmoidSlope } from "./sigmoid-slope/view.js";
import { view as SignalThroughLayers } from "./signal-through-layers/view.js";
import { view as SlopeByNudge } from "./slope-by-nudge/view.js";
import { view as SoftmaxScores } from "./softmax-scores/view.js";
import { view as TreeComposer } from "./tree-composer/view.js";
import { view as UnrolledRNN } from "./unrolled-rnn/view.js";

Object.assign(VIEWS, {
  BackpropByHand,
  BoundaryByHand,
  Broadcast,
  BuildAFunction,
  ConvolutionBackward,
  ConvolutionStepper,
  CostCurves,
  Descent1D,
  Descent2D,
  DrawADigit,
  DropoutMask,
  FitAndOverfit,
  GateLab,
  GreedyParser,
  LineByHand,
  MovingAverage,
  NetworkByHand,
  NeuronLearns,
  NextLetter,
  OptimizerRace,
  PerceptronPlane,
  Playground,
  PoolingStepper,
  SigmoidSlope,
  SignalThroughLayers,
  SlopeByNudge,
  SoftmaxScores,
  TreeComposer,
  UnrolledRNN,
});

export default { render };
