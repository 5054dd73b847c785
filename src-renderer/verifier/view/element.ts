type Child = Node | string | undefined;
type Attributes = Record<string, string | boolean | undefined>;

/** An element of this page. Text becomes text, never markup; attributes are the page's own words, never a bundle's. */
export function el<Tag extends keyof HTMLElementTagNameMap>(tag: Tag, attributes: Attributes = {}, ...children: readonly Child[]): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  setAll(element, attributes);
  element.append(...children.filter((child) => child !== undefined));
  return element;
}

/** The same for a drawing. */
export function svg<Tag extends keyof SVGElementTagNameMap>(tag: Tag, attributes: Record<string, string | number | undefined> = {}, ...children: readonly Child[]): SVGElementTagNameMap[Tag] {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  setAll(element, Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, value === undefined ? undefined : String(value)])));
  element.append(...children.filter((child) => child !== undefined));
  return element;
}

function setAll(element: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(name, '');
    else if (value !== undefined && value !== false) element.setAttribute(name, value);
  }
}

/** A button with its act. */
export function button(label: string, act: () => void, attributes: Attributes = {}): HTMLButtonElement {
  const made = el('button', { type: 'button', ...attributes }, label);
  made.addEventListener('click', act);
  return made;
}

/** A list of sentences. */
export function sentences(of: readonly (string | Node)[], attributes: Attributes = {}): HTMLUListElement {
  return el('ul', attributes, ...of.map((sentence) => el('li', {}, sentence)));
}
