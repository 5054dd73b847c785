import { formatsOf } from '../format.ts';
import { count } from './common.ts';

const files = count({ one: '# file', other: '# files' });
const format = formatsOf('en');

/** The import sheet and what is dropped on the window. */
export const importing = {
  title: 'Import footage',
  what: 'What is imported',
  whence: 'Where it comes from',
  whenceMeans: 'Asked once for everything chosen above, and recorded with it. Nothing has to be answered; what is said now cannot be reconstructed later.',
  drop: 'Drop files or folders to import them',
  readOnly: 'This case can only be read here, so nothing can be imported.',
  dropHere: 'Drop files or folders anywhere in this window, or choose them.',
  chooseFiles: 'Choose files…',
  chooseFolder: 'Choose a folder…',
  byPath: 'By path…',
  path: 'Path on this computer',
  pathMeans: 'A file or a folder. It is read where it lies: quicker, and with the times of the file itself.',
  addPath: 'Add',
  chosen: 'Chosen files and folders',
  leaveOut: (name: string) => `Leave out ${name}`,
  looking: (found: number) => `Looking into folders: ${files(found)} found so far`,
  nothingYet: 'Nothing chosen yet.',
  amount: (known: number, bytes: number, uncounted: number) =>
    uncounted === 0 ? `${files(known)}, ${format.bytes(bytes)}`
    : known === 0 ? `${count({ one: '# path', other: '# paths' })(uncounted)}; files and bytes are counted when the import begins`
    : `${files(known)}, ${format.bytes(bytes)}; ${count({ one: 'and # path, counted when the import begins', other: 'and # paths, counted when the import begins' })(uncounted)}`,
  filesAndBytes: (known: number, bytes: string) => `${files(known)}, ${bytes}`,
  countedLater: 'counted when it begins',
  namesAndMore: (names: readonly string[], more: number) => `${names.join(', ')} and ${count({ one: '# more', other: '# more' })(more)}`,
  andMore: (more: number) => `and ${count({ one: '# more', other: '# more' })(more)}`,
  keptOnce: 'A file that the case already holds is not copied again: it gets a second receipt with these answers.',
  unread: count({ one: '# source cannot be read; the record will say so', other: '# sources cannot be read; the record will say so' }),
  unreadLine: (path: string, reason: string) => `${path}: ${reason}`,
  reasons: {
    vanished: 'it is not there any more',
    'permission-denied': 'no permission to read it',
    'read-error': 'it could not be read',
    'not-a-regular-file': 'it is no ordinary file',
    'changed-while-read': 'it was changed while it was read',
  },
  emptyFolders: count({ one: '# folder is empty: nothing of it is imported', other: '# folders are empty: nothing of them is imported' }),
  fields: {
    receivedFrom: { label: 'Received from', hint: 'a person, an organisation, an account' },
    how: { label: 'How, and when', hint: 'USB drive handed over in person on 3 May; downloaded with …' },
    sourceUrl: { label: 'Source address (URL)', hint: 'https://…' },
    relevance: { label: 'Why it matters', hint: 'what it may show, for which question' },
  },
  when: 'The moment of receipt, and each file’s own name, folder and time of modification, are recorded by themselves.',
  notAvailable: 'Not available',
  notAvailableOf: (field: string) => `Not available: ${field}`,
  whyNot: 'not available, because …',
  whyNotOf: (field: string) => `${field}: not available, because`,
  start: 'Import',
  waits: (names: string) => `Waits for its turn: ${names}`,
  dropOf: (names: string) => `Do not send ${names}`,
  cut: 'The engine does not answer, so sending has paused. It goes on by itself where it stopped; what was recorded is safe. Leave this window open.',
  stoppedOf: (names: string) => `Sending stopped: ${names}`,
  closedMeanwhile: 'The case was closed while these files were being sent. What was recorded is safe, and the rest can be sent now.',
  sendRest: 'Send the rest',
  giveUp: 'Give it up',
  unfinished: 'An import was interrupted when this window was closed or loaded anew',
  unfinishedMeans: (names: string, known: number) => `${names} (${files(known)}). What was recorded is safe. Drop the same files or folders again: what was received is not sent twice.`,
};
