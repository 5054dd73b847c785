import { button, el } from './element.ts';

export interface StartView {
  onFolder(files: Iterable<File>): void;
  onFile(file: File): void;
  /** Why the last thing that was given could not be checked. */
  problem?: string | undefined;
}

/** What to do, before anything was given. */
export function startView({ onFolder, onFile, problem }: StartView): HTMLElement {
  const folder = el('input', { type: 'file', id: 'pick-folder', webkitdirectory: true, hidden: true });
  const file = el('input', { type: 'file', id: 'pick-file', accept: '.zip,application/zip', hidden: true });
  folder.addEventListener('change', () => {
    if ((folder.files?.length ?? 0) > 0) onFolder(folder.files ?? []);
  });
  file.addEventListener('change', () => {
    const [picked] = file.files ?? [];
    if (picked !== undefined) onFile(picked);
  });
  return el(
    'section',
    { class: 'start' },
    el('h1', { tabindex: '-1' }, 'Check a bundle'),
    el(
      'div',
      { class: 'drop-here' },
      dropPicture(),
      el('p', { class: 'lead' }, 'Drop the folder of the bundle here, or its ZIP file.'),
      el(
        'p',
        { class: 'buttons' },
        button('Choose a folder', () => folder.click(), { class: 'primary' }),
        button('Choose a ZIP file', () => file.click()),
      ),
      el('p', { class: 'quiet' }, 'It is read on this computer and sent nowhere. Your browser may ask whether to "upload" the files: that is its word for letting this page read them.'),
      folder,
      file,
    ),
    problem === undefined ? undefined : el('p', { class: 'problem', role: 'alert' }, problem),
    beforeYouRely(),
  );
}

function dropPicture(): HTMLElement {
  return el('div', { class: 'drop-picture', 'aria-hidden': 'true' });
}

function beforeYouRely(): HTMLElement {
  return el(
    'section',
    { class: 'before' },
    el('h2', {}, 'Before you rely on it'),
    el(
      'ul',
      {},
      el('li', {}, 'This page came from somewhere. If it came inside the bundle, whoever made the bundle could have put another page in its place, one that finds nothing. Take verify.html from a release of Postquem instead, or compare its SHA-256 with the one that is published there. A page cannot vouch for itself.'),
      el('li', {}, 'Ask the sender for the fingerprint of their key by another way than the one the bundle came: in person, by telephone. Without it, a bundle is known to be signed by the key that is in it, and by nobody else.'),
      el('li', {}, 'Bags from other programs (BagIt 0.93 to 1.0) can be checked as well: that they are complete, and that each file has the digest that is listed.'),
    ),
  );
}
