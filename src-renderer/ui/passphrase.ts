/** A passphrase typed twice, or the explicit choice to have none. Held only while the form is shown. */
export interface PassphraseChoice {
  way: 'with' | 'without' | undefined;
  passphrase: string;
  again: string;
}
export const noChoice: PassphraseChoice = { way: undefined, passphrase: '', again: '' };

/** What is chosen, once it is complete. */
export function chosenPassphrase({ way, passphrase, again }: PassphraseChoice): { passphrase: string } | { without: true } | undefined {
  if (way === 'without') return { without: true };
  return way === 'with' && passphrase !== '' && passphrase === again ? { passphrase } : undefined;
}
