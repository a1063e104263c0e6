// The reader's state: the traits that Python named in `_defaults`, read and written in one place.
import { onAbort } from "./lifetime.js";

/**
 * `onChange()` is called for every change, whether it came from the reader, from Python or from
 * another view of the same model. Call `save()` when the changes of one moment are complete.
 */
export function createState({ model, signal, onChange }) {
  const names = Object.keys(model.get("_defaults"));
  let unsaved = false;
  let fits = {};

  const check = (name) => {
    if (fits[name] && !fits[name](model.get(name))) state.set({ [name]: structuredClone(model.get("_defaults")[name]) });
  };
  for (const name of names) {
    const changed = () => {
      check(name);
      onChange();
    };
    model.on(`change:${name}`, changed);
    onAbort(signal, () => model.off(`change:${name}`, changed));
  }

  const state = {
    names,
    get: (name) => model.get(name),
    all: () => Object.fromEntries(names.map((name) => [name, model.get(name)])),
    set(changes) {
      for (const [name, value] of Object.entries(changes)) {
        if (model.get(name) === value) continue;
        model.set(name, value);
        unsaved = true;
      }
    },
    /** A link may say anything: a value of which tests[name] is false becomes what Python made, now and later. */
    fit(tests) {
      fits = tests;
      names.forEach(check);
    },
    reset: () => state.set(structuredClone(model.get("_defaults"))),
    save() {
      if (!unsaved) return;
      unsaved = false;
      model.save_changes();
    },
    link: model.link ? () => model.link(state.all()) : null,
  };
  onAbort(signal, state.save);
  return state;
}
