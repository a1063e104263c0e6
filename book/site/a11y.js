// Small repairs of the theme, for keyboards and screen readers.
(() => {
  // The name of the search button must contain the text in it, so the text is the name.
  for (const button of document.querySelectorAll(".search-button-field")) button.removeAttribute("aria-label");

  // Nor may the name of a folded cell hide what is written on it.
  for (const summary of document.querySelectorAll("details.hide > summary")) summary.removeAttribute("aria-label");

  const sidebar = document.getElementById("pst-primary-sidebar");
  sidebar?.setAttribute("role", "navigation");
  sidebar?.setAttribute("aria-label", "Book");

  // What scrolls sideways can be reached and scrolled with the keyboard.
  const boxes = document.querySelectorAll(".dl-equation-scroll, .bd-article pre, .bd-article .output");
  function mark(box) {
    const scrolls = box.scrollWidth > box.clientWidth + 1;
    if (!scrolls && box.dataset.dlScrolls === undefined) return;
    if (scrolls) {
      box.dataset.dlScrolls = "";
      box.tabIndex = 0;
      box.setAttribute("role", "group");
      box.setAttribute("aria-label", box.tagName === "PRE" ? "Code, scrolls sideways" : "Formula, scrolls sideways");
    } else {
      delete box.dataset.dlScrolls;
      for (const name of ["tabindex", "role", "aria-label"]) box.removeAttribute(name);
    }
  }
  const watcher = new ResizeObserver((entries) => entries.forEach((entry) => mark(entry.target)));
  boxes.forEach((box) => watcher.observe(box));
  document.fonts.ready.then(() => boxes.forEach(mark));

  // Over file:// a page may not read another one, so the search shows titles without an excerpt.
  if (location.protocol === "file:") DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;
})();
