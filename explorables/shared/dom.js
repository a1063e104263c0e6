// Makes HTML and SVG elements from a name, attributes and children.

const SVG = "http://www.w3.org/2000/svg";

/** Sets attributes; null or false takes one away, true sets it empty. */
export function setAttributes(node, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) node.removeAttribute(name);
    else node.setAttribute(name, value === true ? "" : value);
  }
  return node;
}

/** An HTML element. */
export function h(name, attributes = {}, ...children) {
  const node = setAttributes(document.createElement(name), attributes);
  node.append(...children);
  return node;
}

/** An SVG element. */
export function s(name, attributes = {}, ...children) {
  const node = setAttributes(document.createElementNS(SVG, name), attributes);
  node.append(...children);
  return node;
}

let count = 0;

/** An id that no other element of the page has. */
export function uniqueId() {
  count += 1;
  return `dl-${count}-${Math.random().toString(36).slice(2, 8)}`;
}
