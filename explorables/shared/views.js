// Which view a name stands for: an anywidget front-end looks it up by the name that Python sent.
export const VIEWS = {};

export function render({ model, el, signal }) {
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
