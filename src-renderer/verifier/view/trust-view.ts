import { nothingTyped, type TrustTyped } from '../trust.ts';
import { button, el } from './element.ts';

export interface TrustView {
  typed: TrustTyped;
  /** Judge again; gives the sentence to show when what was typed cannot be used. */
  onJudge(typed: TrustTyped): Promise<string | undefined>;
}

/** Fields for what the reader knows from elsewhere. */
export function trustView({ typed, onJudge }: TrustView): HTMLElement {
  const pin = el('input', { type: 'text', id: 'pin', autocomplete: 'off', spellcheck: 'false', placeholder: 'SHA256:...', 'aria-describedby': 'pin-help' });
  const roots = el('textarea', { id: 'roots', rows: '3', spellcheck: 'false', placeholder: '-----BEGIN CERTIFICATE-----', 'aria-describedby': 'roots-help' });
  const problem = el('p', { class: 'problem', role: 'alert', hidden: true });
  let held = typed.heldCheckpoint;
  pin.value = typed.pin;
  roots.value = typed.rootsPem;
  const judge = async (next: TrustTyped): Promise<void> => {
    const sentence = await onJudge(next);
    problem.hidden = sentence === undefined;
    problem.textContent = sentence ?? '';
  };
  const form = el(
    'form',
    { class: 'trust-form' },
    el('label', { for: 'pin' }, "Fingerprint of the custodian's key, or of the log's key"),
    el('p', { id: 'pin-help', class: 'quiet' }, 'As the sender told you in person or by telephone, or as you know it from an earlier bundle.'),
    pin,
    el('label', { for: 'roots' }, 'Root certificates of time stamp authorities (PEM)'),
    el('p', { id: 'roots-help', class: 'quiet' }, 'From the authority itself. With them, time stamps are judged by your certificates, not by those in the bundle.'),
    roots,
    fileField('roots-file', 'or choose a file with them', async (file) => void (roots.value = await file.text())),
    fileField('held-file', held === undefined ? 'A checkpoint of this log that you were given before' : `A checkpoint that you were given before: ${held.name}`, async (file) => void (held = { name: file.name, note: await file.text() })),
    problem,
    el('p', { class: 'buttons' }, el('button', { type: 'submit', class: 'primary' }, 'Judge by this'), button('Clear', () => void judge(nothingTyped))),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void judge({ pin: pin.value, rootsPem: roots.value, heldCheckpoint: held });
  });
  return el('details', { class: 'card trust', id: 'trust' }, el('summary', {}, 'Compare with what you know from elsewhere'), form);
}

function fileField(id: string, label: string, take: (file: File) => Promise<void>): HTMLElement {
  const input = el('input', { type: 'file', id });
  input.addEventListener('change', () => {
    const [file] = input.files ?? [];
    if (file !== undefined) void take(file);
  });
  return el('p', { class: 'file-field' }, el('label', { for: id }, label), ' ', input);
}
