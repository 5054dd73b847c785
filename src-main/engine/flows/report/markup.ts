// A report is put together from elements, never from pieces of text: what an item, a person or a stranger wrote becomes
// text of the document and nothing else, whatever it holds.

/** The elements that a report is made of; none of them runs, loads or submits anything. */
type Tag =
  | 'html' | 'head' | 'meta' | 'title' | 'style' | 'body' | 'main' | 'header' | 'footer' | 'section' | 'nav' | 'article' | 'figure' | 'figcaption'
  | 'h1' | 'h2' | 'h3' | 'h4' | 'h5' | 'p' | 'ul' | 'ol' | 'li' | 'dl' | 'dt' | 'dd' | 'table' | 'caption' | 'thead' | 'tbody' | 'tr' | 'th' | 'td'
  | 'div' | 'span' | 'bdi' | 'strong' | 'em' | 'code' | 'blockquote' | 'a' | 'img' | 'br'
  | 'svg' | 'g' | 'rect' | 'line' | 'path' | 'circle' | 'text' | 'desc' | 'defs' | 'pattern' | 'clipPath';

const empty: ReadonlySet<string> = new Set(['meta', 'img', 'br']);

/** Attributes by name. `href` leads to a place in the same document, `src` holds a picture itself: `checked` sees to both. */
export type Attributes = Readonly<Partial<Record<AttributeName, string | number | undefined>>>;
type AttributeName =
  | 'lang' | 'dir' | 'id' | 'class' | 'title' | 'alt' | 'src' | 'href' | 'charset' | 'name' | 'content' | 'http-equiv' | 'scope' | 'colspan' | 'rowspan'
  | 'role' | 'aria-label' | 'aria-labelledby' | 'aria-hidden' | 'width' | 'height' | 'viewBox' | 'x' | 'y' | 'x1' | 'x2' | 'y1' | 'y2' | 'cx' | 'cy' | 'r'
  | 'd' | 'fill' | 'stroke' | 'stroke-width' | 'stroke-dasharray' | 'transform' | 'text-anchor' | 'patternUnits' | 'clip-path' | 'start';

const key = Symbol('markup');

/** A piece of a document whose text is escaped. Only the functions of this file make one. */
export class Markup {
  // A private field makes the type one that no other object has.
  readonly #html: string;

  constructor(made: typeof key, html: string) {
    if (made !== key) throw new TypeError('markup is made by the functions of this file alone');
    this.#html = html;
  }

  get html(): string {
    return this.#html;
  }
}

export type Child = Markup | string | number | undefined | false | readonly Child[];

/** An element with its children; text among them is escaped. */
export function el(tag: Tag, attributes: Attributes = {}, ...children: readonly Child[]): Markup {
  const written = Object.entries(attributes).map(([name, value]) => (value === undefined ? '' : ` ${name}="${escaped(checked(name, String(value)))}"`));
  const open = `<${tag}${written.join('')}>`;
  return new Markup(key, empty.has(tag) ? open : `${open}${inner(children)}</${tag}>`);
}

/** Several pieces as one. */
export function fragment(...children: readonly Child[]): Markup {
  return new Markup(key, inner(children));
}

/** The style sheet of the document, which is ours: a style element holds text that is not escaped (HTML, "Raw text elements"). */
export function styleElement(sheet: string): Markup {
  if (/<\//.test(sheet)) throw new TypeError('a style sheet cannot hold the end of an element');
  return new Markup(key, `<style>${sheet}</style>`);
}

/** What a person, a file or a stranger wrote: set apart, in its own reading direction (HTML, "The bdi element"). */
export function said(text: string): Markup {
  return el('bdi', { dir: 'auto', class: 'said' }, text);
}

function inner(children: readonly Child[]): string {
  return children.map(textOf).join('');
}

function textOf(child: Child): string {
  if (child instanceof Markup) return child.html;
  if (typeof child === 'string') return escaped(visible(child));
  if (typeof child === 'number') return String(child);
  if (child === undefined || child === false) return '';
  if (!Array.isArray(child)) throw new TypeError('neither text nor markup');
  return inner(child as readonly Child[]);
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** Signs that are not seen but act: they would break the document, reverse its reading direction or make two texts look the same. */
const unseen =
  // oxlint-disable-next-line eslint/no-control-regex -- control characters are what is looked for
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff\u{e0000}-\u{e007f}]/gu;

function visible(text: string): string {
  return text.toWellFormed().replace(unseen, (sign) => `‹U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}›`);
}

function checked(name: string, value: string): string {
  const fits = name === 'href' ? value.startsWith('#') : name === 'src' ? /^data:image\/(?:jpeg|png);base64,[A-Za-z0-9+/]*={0,2}$/.test(value) : true;
  if (!fits) throw new TypeError(`${name} would lead out of the document`);
  return visible(value);
}
