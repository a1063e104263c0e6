// The static host: brings the widgets of a page to life without a kernel, over http and from a file.
// dl_widgets.py leaves a mount (.dl-mount) for each widget view and the models' traits in #dl-widget-state.
(() => {
  "use strict";
  const source = document.getElementById("dl-widget-state");
  if (!source) return;
  const saved = JSON.parse(source.textContent);
  const mounts = [...document.querySelectorAll(".dl-mount")];
  const models = new Map();

  /** The part of Jupyter's model that widget views use. */
  class Model {
    constructor(traits) {
      this.traits = traits;
      this.listeners = new Map();
      this.widget_manager = {};
    }

    get(name) {
      return this.traits[name];
    }

    set(name, value) {
      const changes = typeof name === "object" ? name : { [name]: value };
      for (const [key, next] of Object.entries(changes)) {
        if (Object.is(this.traits[key], next)) continue;
        this.traits[key] = next;
        this.trigger(`change:${key}`, next);
      }
      this.trigger("change");
    }

    on(events, callback) {
      for (const event of events.split(" ")) {
        if (!this.listeners.has(event)) this.listeners.set(event, new Set());
        this.listeners.get(event).add(callback);
      }
    }

    off(events, callback) {
      for (const event of events ? events.split(" ") : this.listeners.keys()) {
        if (callback) this.listeners.get(event)?.delete(callback);
        else this.listeners.delete(event);
      }
    }

    trigger(event, value) {
      for (const callback of [...(this.listeners.get(event) ?? [])]) callback(this, value);
    }

    save_changes() {}

    send() {}
  }

  const idOf = (reference) => reference.replace("IPY_MODEL_", "");
  const copy = (value) => structuredClone(value);

  function decode(buffer) {
    const bytes = Uint8Array.from(atob(buffer.data), (letter) => letter.charCodeAt(0));
    return new DataView(bytes.buffer);
  }

  function model(id) {
    if (!models.has(id)) {
      const entry = saved[id];
      const traits = copy(entry.state);
      for (const buffer of entry.buffers ?? []) {
        const last = buffer.path.at(-1);
        buffer.path.slice(0, -1).reduce((place, key) => place[key], traits)[last] = decode(buffer);
      }
      models.set(id, new Model(traits));
    }
    return models.get(id);
  }

  // A reader's state in the address: #explorable=2&z=1.6. Only traits named in _defaults, of the same type.
  function parse(text, like) {
    if (typeof like === "string") return text;
    if (typeof like === "boolean") return text === "true" || text === "1";
    try {
      const value = JSON.parse(text);
      const sameType = typeof value === typeof like && Array.isArray(value) === Array.isArray(like);
      return sameType ? value : like;
    } catch {
      return like;
    }
  }

  function stateFromAddress() {
    const parameters = new URLSearchParams(location.hash.slice(1));
    const mount = mounts[Number(parameters.get("explorable")) - 1];
    if (!mount) return null;
    const own = model(mount.dataset.model);
    const defaults = own.get("_defaults") ?? {};
    const given = Object.keys(defaults).filter((name) => parameters.has(name));
    return {
      mount,
      own,
      values: Object.fromEntries(given.map((name) => [name, parse(parameters.get(name), defaults[name])])),
    };
  }

  function linkMaker(number, own) {
    return (state) => {
      const defaults = own.get("_defaults") ?? {};
      const parameters = new URLSearchParams({ explorable: number });
      for (const [name, value] of Object.entries(state)) {
        const text = typeof value === "string" ? value : JSON.stringify(value);
        if (name in defaults && text !== JSON.stringify(defaults[name])) parameters.set(name, text);
      }
      return `${location.href.split("#")[0]}#${parameters}`;
    };
  }

  // Views of the few core widgets that a chapter may put around an explorable.
  function box(direction) {
    return ({ own, el, signal }) => {
      el.className = `dl-box dl-box-${direction}`;
      for (const child of own.get("children")) view(idOf(child), el, signal);
    };
  }

  function slider({ own, el }) {
    const range = Object.assign(document.createElement("input"), { type: "range" });
    const output = document.createElement("output");
    const label = document.createElement("label");
    for (const name of ["min", "max", "step"]) range[name] = own.get(name);
    label.className = "dl-core-slider";
    label.append(own.get("description") || "value", range, output);
    const show = () => {
      range.value = own.get("value");
      output.textContent = own.get("value");
    };
    range.addEventListener("input", () => own.set("value", Number(range.value)));
    own.on("change:value", show);
    show();
    el.append(label);
  }

  function unknown({ el, entry }) {
    el.textContent = `This control (${entry.name.replace("Model", "")}) works in a running notebook.`;
  }

  const coreViews = {
    HBoxModel: box("row"),
    BoxModel: box("row"),
    VBoxModel: box("column"),
    IntSliderModel: slider,
    FloatSliderModel: slider,
  };

  function link([sourceModel, sourceName], [targetModel, targetName]) {
    const pass = () => targetModel.set(targetName, sourceModel.get(sourceName));
    sourceModel.on(`change:${sourceName}`, pass);
    pass();
  }

  function linkAll() {
    for (const entry of Object.values(saved)) {
      if (!["LinkModel", "DirectionalLinkModel"].includes(entry.name)) continue;
      const [from, to] = [entry.state.source, entry.state.target].map(([id, name]) => [model(idOf(id)), name]);
      link(from, to);
      if (entry.name === "LinkModel") link(to, from);
    }
  }

  // The element stands in the page before the view renders, since a view may measure itself.
  function view(id, parent, signal) {
    const entry = saved[id];
    const own = model(id);
    const el = document.createElement("div");
    parent.append(el);
    if (!entry.module) {
      (coreViews[entry.name] ?? unknown)({ own, el, entry, signal });
      return;
    }
    const found = globalThis.dlWidgets?.[entry.module];
    const widget = typeof found === "function" ? found() : found;
    widget.initialize?.({ model: own });
    widget.render({ model: own, el, signal });
  }

  const ends = new Map(); // of the views, by the mount that each stands in

  function bring(mount) {
    const fallback = [...mount.childNodes];
    mount.replaceChildren();
    ends.get(mount)?.abort();
    ends.set(mount, new AbortController());
    try {
      view(mount.dataset.model, mount, ends.get(mount).signal);
      mount.setAttribute("data-ready", "");
    } catch (error) {
      mount.replaceChildren(...fallback);
      console.error(error);
    }
  }

  const linked = stateFromAddress();
  linked?.own.set(linked.values);
  linkAll();
  mounts.forEach((mount, index) => {
    const own = model(mount.dataset.model);
    if (own.get("_defaults")) own.link = linkMaker(index + 1, own);
  });

  // What the reader sees comes first; the rest follows one by one, while the page is idle or before it is scrolled near.
  const waiting = new Set(mounts);
  const bringOnce = (mount) => waiting.delete(mount) && bring(mount);
  const bringAll = () => [...waiting].forEach(bringOnce);
  const inView = mounts.filter((mount) => mount.getBoundingClientRect().top < innerHeight);
  // An address with a place in the page: what stands above it must have its height before we go there.
  const place = linked?.mount ?? document.getElementById(location.hash.slice(1));
  (place ? mounts : inView).forEach(bringOnce);
  place?.scrollIntoView({ behavior: "instant" });
  performance.mark("dl-explorables-in-view");
  const near = new IntersectionObserver(
    (entries) => entries.filter((entry) => entry.isIntersecting).forEach((entry) => bringOnce(entry.target)),
    { rootMargin: "100% 0px" },
  );
  waiting.forEach((mount) => near.observe(mount));
  const whenIdle = globalThis.requestIdleCallback ?? ((run) => setTimeout(run, 50));
  const bringNext = () => {
    const [next] = waiting;
    if (!next) return performance.mark("dl-explorables-mounted");
    bringOnce(next);
    whenIdle(bringNext);
  };
  whenIdle(bringNext);
  window.addEventListener("beforeprint", bringAll);
  window.addEventListener("hashchange", () => {
    const next = stateFromAddress();
    if (!next) return;
    // A link shows the same in an open page as in a new one, whatever the reader did here before.
    next.own.set({ ...next.own.get("_defaults"), ...next.values });
    waiting.delete(next.mount);
    bring(next.mount);
    next.mount.scrollIntoView();
  });
})();
