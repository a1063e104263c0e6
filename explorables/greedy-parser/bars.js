// The scores of the pairs, a bar at each gap between two words; a pair can be chosen by a tap or by the arrow keys. At the end, totals.
import { s, setAttributes } from "../shared/dom.js";
import { gapsOf } from "./sentences.js";
import { totalBars } from "./totals.js";
import { columns } from "./tree-picture.js";
import { ordinal, two } from "./words.js";

export const barsHeight = (width) => (width < 480 ? 128 : 156);
const TOP = 24;
const BOTTOM = 26;
const REACHES = [0.8, 1.2, 2, 3, 5, 8, 13];

/** Returns { svg, update({ sentence, found, chosen, describe }) }; choose(gap) takes the pair that is looked at, join() joins it. */
export function openBars({ figure, choose, join, signal }) {
  const picture = figure.picture({ label: "The score of each pair of neighbors", height: barsHeight });
  const zero = picture.layer("dl-axes").appendChild(s("line", { class: "dl-axis" }));
  const bars = picture.layer("dl-parser-bars");
  const words = picture.layer("dl-words");
  const surfaces = picture.layer("dl-parser-surfaces");
  const focus = s("g", { class: "dl-grid-focus", role: "slider", tabindex: 0, "aria-label": "pair that is looked at", "aria-valuemin": 1 }, s("rect", { rx: 4, y: 3 }));
  let now = null;

  const open = () => {
    const { sentence, found } = now;
    return Array.from({ length: gapsOf(sentence) }, (_, k) => k + 1).filter((gap) => !found.joined.includes(gap));
  };
  surfaces.addEventListener(
    "click",
    (event) => {
      const gap = Number(event.target.dataset.gap);
      if (!gap || now.found.joined.includes(gap)) return;
      choose(gap);
      focus.focus({ preventScroll: true });
    },
    { signal },
  );
  focus.addEventListener(
    "keydown",
    (event) => {
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      const gaps = open();
      if (gaps.length === 0) return;
      const at = gaps.indexOf(now.chosen);
      const by = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -2, PageUp: 2 }[event.key];
      const to = { Home: 0, End: gaps.length - 1 }[event.key] ?? (by ? at + by : null);
      if (event.key === "Enter" || event.key === " ") join();
      else if (to === null) return;
      else {
        now.chosen = gaps[Math.min(gaps.length - 1, Math.max(0, to))]; // the next key may come before the next frame
        choose(now.chosen);
      }
      event.preventDefault();
    },
    { signal },
  );

  return {
    svg: picture.svg,
    update({ sentence, found, chosen, describe }) {
      now = { sentence, found, chosen };
      const gaps = gapsOf(sentence);
      const { gap: place, pitch } = columns(picture.width, gaps + 1);
      const { scores, joined, fresh, best } = found;
      const live = open();
      const most = Math.max(...live.map((gap) => Math.abs(scores[gap - 1])), 0.1);
      const reach = REACHES.find((one) => one >= most) ?? most;
      const half = (picture.height - TOP - BOTTOM) / 2;
      const middle = TOP + half;
      setAttributes(zero, { x1: 8, x2: picture.width - 8, y1: middle, y2: middle });
      const wide = Math.min(34, pitch - 18);
      const [rects, texts] = [[], []];
      const text = (x, y, content, name) => texts.push(s("text", { class: name, x: x.toFixed(1), y: y.toFixed(1), dy: "0.35em", "text-anchor": "middle" }, content));
      const isDone = live.length === 0;
      for (let gap = 1; gap <= gaps && !isDone; gap += 1) {
        const x = place(gap);
        const order = joined.indexOf(gap);
        if (order >= 0) {
          text(x, middle - 11, "joined", "dl-tick");
          text(x, middle + 12, ordinal(order), "dl-tick");
          continue;
        }
        const score = scores[gap - 1];
        const tall = (Math.abs(score) / reach) * half;
        const up = score >= 0;
        rects.push(s("rect", { class: `dl-parser-bar${gap === best ? " is-best" : ""}`, x: (x - wide / 2).toFixed(1), width: wide.toFixed(1), y: (up ? middle - tall : middle).toFixed(1), height: tall.toFixed(1) }));
        text(x, up ? middle - tall - 11 : middle + tall + 12, two(score), gap === best ? "dl-name" : "dl-parser-score");
        const note = gap === best ? "best" : joined.length && fresh.includes(gap) ? "new" : "";
        if (note) text(x, up ? middle + 12 : middle - 11, note, "dl-tick");
      }
      const whole = isDone ? totalBars(picture, found) : { rects, texts };
      zero.style.display = isDone ? "none" : "";
      bars.replaceChildren(...whole.rects);
      words.replaceChildren(...whole.texts);
      picture.once(surfaces, sentence, () => {
        const made = Array.from({ length: gaps }, (_, k) => s("rect", { class: "dl-parser-surface", "data-gap": k + 1, x: place(k + 1) - pitch / 2, y: 0, width: pitch, height: picture.height }));
        surfaces.replaceChildren(...made);
      });
      if (isDone) focus.remove();
      else if (!focus.isConnected) picture.svg.append(focus);
      if (isDone) return;
      setAttributes(focus.firstChild, { x: place(chosen) - pitch / 2 + 2, width: pitch - 4, height: picture.height - 6 });
      setAttributes(focus, { "aria-valuemax": gaps, "aria-valuenow": chosen, "aria-valuetext": describe(chosen) });
    },
  };
}
