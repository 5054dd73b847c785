import { countingIn } from '../counting.ts';

export const count = countingIn('en');

/** Words that several screens use. */
export const common = {
  product: 'Postquem',
  cancel: 'Cancel',
  close: 'Close',
  save: 'Save',
  retry: 'Try again',
  dismiss: 'Dismiss',
  copy: 'Copy',
  copied: 'Copied',
  loading: 'Loading…',
  items: count({ one: '# item', other: '# items' }),
  entries: count({ one: '# entry', other: '# entries' }),
  engineAway: 'Postquem’s engine does not answer. Everything reported as kept is safe. This window comes back by itself when the engine does.',
  notLetIn: 'This window is not let in any more. Open Postquem again from the address that it printed when it was started.',
};
