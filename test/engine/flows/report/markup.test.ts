import { describe, expect, it } from 'vitest';
import { el, fragment, Markup, said, styleElement } from '../../../../src-main/engine/flows/report/markup.ts';

describe('markup', () => {
  it('is made of elements, and what is among them is text', () => {
    expect(el('p', {}, '<script>alert(1)</script> & "quotes"').html).toBe('<p>&#60;script&#62;alert(1)&#60;/script&#62; &#38; &#34;quotes&#34;</p>');
  });

  it('escapes attributes, and leaves out those without a value', () => {
    expect(el('td', { title: `"><img src=x onerror='y'>`, class: undefined }, 'x').html).toBe('<td title="&#34;&#62;&#60;img src=x onerror=&#39;y&#39;&#62;">x</td>');
  });

  it('sets what somebody said apart, in its own reading direction', () => {
    expect(said('ساكن محلي').html).toBe('<bdi dir="auto" class="said">ساكن محلي</bdi>');
  });

  it('shows signs that act unseen, and keeps the joiners that Persian and emoji need', () => {
    expect(said('a\u202egpj.exe\u0000\ud800').html).toContain('a‹U+202E›gpj.exe‹U+0000›\ufffd');
    expect(said('می\u200cخواهم\nнове').html).toContain('می\u200cخواهم\nнове');
  });

  it('leads nowhere but to places of the same document', () => {
    expect(el('a', { href: '#log' }, 'x').html).toBe('<a href="#log">x</a>');
    for (const href of ['https://example.org/', 'javascript:alert(1)', '//example.org', '']) expect(() => el('a', { href }, 'x')).toThrow(TypeError);
    for (const src of ['x.jpg', 'https://example.org/x.jpg', 'data:text/html;base64,AAAA', 'data:image/svg+xml;base64,AAAA', 'data:image/jpeg;base64,AA"']) expect(() => el('img', { src })).toThrow(TypeError);
  });

  it('cannot be made of a text by anybody else', () => {
    expect(() => new Markup(Symbol('markup') as never, '<b>')).toThrow(TypeError);
    expect(() => fragment({ html: '<b>' } as never)).toThrow(TypeError);
  });

  it('refuses a style sheet that would end its element', () => {
    expect(() => styleElement('p{}</style><script>')).toThrow(TypeError);
  });
});
