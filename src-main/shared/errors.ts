/**
 * Every reason why something could not be done, with its sentence for people (STYLE.md, habit 3).
 * A sentence says what happened, that nothing was lost, and what to do.
 */
type Facts = Readonly<Record<string, string | number | boolean | undefined>>;

const nothingLost = 'Nothing was changed.';

const whatToDoAboutAFork =
  'Nothing was changed and nothing will be signed. The case can be read, and "postquem verify" names what differs. Put the database and the file "checkpoint" back from the newest copy of this case, or go on in a new log that says so: postquem successor.';

/** Why a log and the checkpoint beside it do not belong together, in words. */
function forkSentence(f: Facts): string {
  const sentences: Readonly<Record<string, string>> = {
    'no-checkpoint': `The file "checkpoint" is missing from the case folder, so it cannot be seen whether the log of ${f['foundSize']} entries is whole.`,
    'checkpoint-unreadable': 'The file "checkpoint" of the case folder cannot be read, or its signature is wrong.',
    'checkpoint-of-another-log': 'The file "checkpoint" of the case folder was signed for another log, or by another key: the database or the file comes from elsewhere.',
    'log-shorter': `The log is shorter than what was signed: ${f['signedSize']} entries were signed and ${f['foundSize']} are there. The database may come from an older backup.`,
    'log-differs': `The log is not what was signed: its first ${f['signedSize']} entries are others now. The database was replaced or altered.`,
    'checkpoint-misstated': 'An entry of the log tells of a checkpoint something else than was signed: entries were added that the key holder did not sign.',
    'checkpoint-not-recorded': `The newest checkpoint covers ${f['signedSize']} entries, and the log of ${f['foundSize']} does not tell of it: entries are missing from its end.`,
  };
  return sentences[String(f['reason'])] ?? 'The log is not a continuation of what was signed last.';
}

const sentences = {
  'case-exists': (f: Facts) =>
    `${f['folder']} already holds files, so no case was made there. Choose a folder that does not exist or is empty.`,
  'case-not-found': (f: Facts) =>
    `There is no case in ${f['folder']}: it has no case.sqlite. Name the folder that "postquem init" made.`,
  'case-damaged': (f: Facts) =>
    `The case in ${f['folder']} could not be opened: ${f['detail']}. ${nothingLost} The evidentiary copies in its "originals" folder are plain files and can still be read; restore case.sqlite from a backup.`,
  'case-too-new': (f: Facts) =>
    `The case was written by a newer Postquem (layout ${f['found']}, this one knows ${f['known']}). ${nothingLost} Open it with that version.`,
  'case-in-use': (f: Facts) =>
    `Another Postquem is writing to this case (${f['owner']}). ${nothingLost} Close it, or wait until it has finished.`,
  'case-read-only': (f: Facts) =>
    `The case in ${f['folder']} can only be read here (${f['detail']}), so nothing can be added to it. Copy the case folder to a disk that can be written, or remove the write protection.`,
  'item-not-found': (f: Facts) =>
    `No item of this case is called "${f['name']}". "postquem items" lists their short ids and digests.`,
  'item-ambiguous': (f: Facts) =>
    `"${f['name']}" fits ${f['count']} items of this case. Give more digits of the digest, or the short id.`,
  'claim-not-found': (f: Facts) =>
    `No claim of this case is called "${f['name']}". Claims are called c1, c2 and so on; "postquem claim list" lists them. ${nothingLost}`,
  'evidence-not-found': (f: Facts) =>
    `No evidence of this case is called "${f['name']}". Evidence is called e1, e2 and so on; "postquem claim show" lists it. ${nothingLost}`,
  'reading-not-confirmed': (f: Facts) =>
    `The claim was read as: ${f['means']}. ${f['doubts']} Look at the reading and confirm it (--confirm), or say what is meant (--means). Nothing was recorded.`,
  'source-not-found': (f: Facts) => `There is no file or folder at ${f['path']}. ${nothingLost}`,
  'vault-write-failed': (f: Facts) =>
    `The case folder could not be written (${f['detail']}). Everything reported as kept is safe; the file being copied was not kept. Mend the cause and import again: what is missing will be taken in.`,
  'disk-full': (f: Facts) =>
    `The disk that holds the case is full${f['path'] === undefined ? '' : ` (while keeping ${f['path']})`}. Everything reported as kept is safe. Free some space and import again: what is missing will be taken in.`,
  'tool-missing': (f: Facts) =>
    `${f['tool']} was not found on this computer. Install it with: ${f['install']}`,
  'tool-too-old': (f: Facts) =>
    `${f['tool']} ${f['version']} is too old; Postquem needs at least ${f['needed']}. Install a newer one with: ${f['install']}`,
  'tool-failed': (f: Facts) => `${f['tool']} could not be run: ${f['detail']}. ${nothingLost}`,
  'passphrase-empty': (f: Facts) =>
    `The passphrase file ${f['path']} is empty. Write the passphrase on its first line, or choose --no-passphrase. ${nothingLost}`,
  'passphrase-choice-missing': () =>
    'Say how the keys of this case are kept: --passphrase-file FILE, or --no-passphrase to leave them unencrypted. Nothing was made.',
  'passphrase-needed': () =>
    `The keys of this case are protected, and work on it is signed with them. Give the passphrase: --passphrase-file FILE, or POSTQUEM_PASSPHRASE_FILE. Without it the case can be read. ${nothingLost}`,
  'passphrase-wrong': () =>
    `This passphrase does not open the keys of the case. Try again, or put the key files back from a backup ("postquem keys backup" makes one). Without it the case can be read and verified. ${nothingLost}`,
  'key-missing': (f: Facts) =>
    `The key file ${f['file']} is missing from the folder "keys" of the case. Put it back from a backup ("postquem keys backup" makes one). Without it the case can be read and verified, and nothing can be added. ${nothingLost}`,
  'key-unreadable': (f: Facts) =>
    `The key file ${f['file']} cannot be used: ${f['detail']}. Put it back from a backup ("postquem keys backup" makes one). Without it the case can be read and verified, and nothing can be added. ${nothingLost}`,
  'log-forked': (f: Facts) => `${forkSentence(f)} ${whatToDoAboutAFork}`,
  'no-anchor-request': () => `This case has not asked for a time stamp, so no reply can be accepted. Begin with "postquem anchor request". ${nothingLost}`,
  'roots-unreadable': (f: Facts) =>
    `The root certificates could not be read: ${f['detail']}. Give the authority's root certificate as PEM text, as the authority publishes it. ${nothingLost}`,
  'no-such-checkpoint': (f: Facts) => `No checkpoint of this log covers exactly ${f['size']} entries. Nothing was changed.`,
  'no-such-anchor': (f: Facts) => `Entry ${f['seq']} tells of no such request or time stamp. Nothing was changed.`,
  'case-at-work': () => 'Work is going on in this case, so it was not opened for reading instead. Wait until that work has ended, or cancel it, then open the case for reading. Nothing was changed.',
  'check-running': () => 'This case is being checked already. Wait until that check has ended, or cancel it and begin anew. Nothing was changed.',
  'no-such-entry': (f: Facts) => `The log has no entry ${f['seq']}: its ${f['size']} entries are numbered from 0.`,
  'entry-not-signed': (f: Facts) =>
    `Entry ${f['seq']} is not signed yet: the newest checkpoint covers ${f['signed']} entries. "postquem checkpoint" signs the log as it is.`,
  'entry-not-provable': (f: Facts) =>
    `Entry ${f['seq']} cannot be proved: ${f['detail']}. The log was altered; "postquem verify" names what differs. Nothing was written.`,
  'checkpoint-refused': (f: Facts) => `The checkpoint was not accepted: ${f['detail']}. ${nothingLost}`,
  'folder-occupied': (f: Facts) => `${f['folder']} already holds files, or is no folder. Choose a folder that does not exist or is empty. Nothing was written.`,
  'passphrase-not-recorded': (f: Facts) =>
    `The keys are under the new passphrase now, but that could not be recorded (${f['detail']}). Mend the cause and give the same command again, with the new passphrase as the old one.`,
  'passphrase-unreadable': (f: Facts) =>
    `The passphrase file ${f['path']} is not text in UTF-8 (${f['detail']}). Save it as UTF-8, or give the passphrase at the terminal. ${nothingLost}`,
  'entry-invalid': (f: Facts) => `A log entry could not be written: ${f['detail']}. ${nothingLost}`,
  'entry-too-large': (f: Facts) =>
    `A log entry of ${f['bytes']} bytes is over the limit of ${f['limit']}. ${nothingLost} Shorten the texts given.`,
  'writer-stopped': (f: Facts) =>
    `The case could not be written any more (${f['detail']}). Everything reported as done is safe; open the case again to go on.`,
  'file-missing': (f: Facts) =>
    `The file ${f['path']} is missing from the case folder. Run "postquem fixity" to see what else is; restore it from a backup.`,
  'file-damaged': (f: Facts) =>
    `The file ${f['path']} of the case folder is not what was kept there: ${f['detail']}. Run "postquem fixity" to see what else is; restore it from a backup.`,
  'no-keyframe-at': (f: Facts) => `The item has no keyframe at pts ${f['pts']}. "postquem keyframes" lists them.`,
  'nothing-to-play': (f: Facts) => `Nothing of "${f['name']}" can be played, so no playback proxy was made. ${f['because']} The evidentiary copy is untouched.`,
  'proxy-not-made': (f: Facts) => `The playback proxy could not be made: ${f['detail']}. Nothing is left of it, and the evidentiary copy is untouched.`,
  'map-tiles-unreadable': (f: Facts) => `The map tiles ${f['path']} cannot be read. The map is shown without them; nothing of the case is in them. Choose a file that is there (its whole path, ending in .pmtiles), or none.`,
  'folder-not-found': (f: Facts) => `There is no folder at ${f['path']}. ${nothingLost}`,
  'folder-unreadable': (f: Facts) => `The folder ${f['path']} cannot be listed: ${f['because']}. ${nothingLost}`,
  'opened-for-reading': () => 'It was opened for reading as asked, so nothing can be added to it.',
  'case-gone': (f: Facts) =>
    `The case folder ${f['folder']} is not there any more: its disk was taken away, or it was moved. Everything reported as kept is safe there. Put it back, or open the case where it lies now.`,
  'lock-gone': (f: Facts) =>
    `The file writer.lock was removed from ${f['folder']} while Postquem was working there, so another program may write to the case as well. Nothing more is added, and everything reported as kept is safe. Close the case, see that no other program has it open, and open it again.`,
  'page-not-built': () => 'The page of the window is not built yet, so there is nothing to open. Build it with: npm run build:window',
  'no-frame-at': (f: Facts) => `No frame of the item is shown at pts ${f['pts']}. ${nothingLost}`,
  'frame-unproven': (f: Facts) =>
    `No picture was made of the frame at pts ${f['pts']}: nothing in the file bears out which frame that is, because its times follow the order of storage, or because it has no key frame that could be compared. ${nothingLost} A key frame can be kept instead, where there is one.`,
  'footage-not-found': (f: Facts) =>
    `"${f['name']}" is no item of this case and no file. "postquem items" lists the items; a file is named by its path.`,
  'file-not-usable': (f: Facts) => `The file ${f['path']} cannot be compared: ${f['detail']}. ${nothingLost}`,
  'nothing-to-compare': (f: Facts) => `${f['name']} cannot be compared with anything, so nothing was searched. ${f['because']}`,
  'lengths-differ': (f: Facts) =>
    `${f['lengths']}, so they cannot both show the whole of the other. Name the part that they share (--segment, or --from, --to, --in, --out; "postquem similar" lists segments), or say that both are meant as a whole all the same (--whole): what dates one then counts for all of the other. ${nothingLost}`,
  'no-such-segment': (f: Facts) =>
    `There is no segment ${f['number']}: the number of segments of these two items that look alike by these means is ${f['count']}. "postquem similar" lists them; give the same --mirrored and --wide here. ${nothingLost}`,
  'note-not-found': (f: Facts) => `Entry ${f['entry']} of the log is no note on this item. "postquem notes" lists them with their entries. ${nothingLost}`,
  'note-replaced': (f: Facts) =>
    f['by'] === undefined
      ? `Entry ${f['entry']} withdrew a note, and a withdrawal is final. Write a new note instead. ${nothingLost}`
      : `The note of entry ${f['entry']} was corrected or withdrawn already, by entry ${f['by']}. Name that one if it is a note, or write a new one. ${nothingLost}`,
  'no-time-in-item': (f: Facts) =>
    `No time can be named in this item: it has no keyframe index, ${f['why']}. Write the note without a time. ${nothingLost}`,
  'time-outside-item': (f: Facts) =>
    `The pts ${f['pts']} lies outside this item, which runs from pts ${f['earliest']}${f['latest'] === undefined ? ' on' : ` to ${f['latest']}`} (time base ${f['timeBase']}). ${nothingLost}`,
  'stretch-reversed': (f: Facts) => `The stretch ends at pts ${f['to']}, before it begins at pts ${f['from']}. Give the earlier one first. ${nothingLost}`,
  'no-picture-size': () => `No region can be named in this item: no witness states the size of a picture in it. Write the note without a region. ${nothingLost}`,
  'region-outside-picture': (f: Facts) =>
    `The region ${f['region']} does not lie within the picture, which is ${f['width']}x${f['height']} pixels as shown, counted from the left and the top. ${nothingLost}`,
  'receiver-missing': (f: Facts) => `Say to whom the item was ${f['disposition']}: that is what the record of it is for. ${nothingLost}`,
  'no-such-job': () => 'That work is not in the list any more, or it cannot be done again. Nothing was changed.',
  'engine-not-running': () =>
    'The engine of Postquem is not running, so this was not done. Everything reported as kept is safe. It is being started again: try once more in a moment.',
  'no-such-upload': () => 'That upload is not under way any more. What was received of it stays received. Drop the same files again: it goes on where it stopped.',
  'upload-ended': () => 'That upload has ended, and this file was not taken in. What was received of it stays received. Drop the same files again: it goes on where it stopped.',
  'upload-cut': (f: Facts) => `"${f['name']}" did not come to its end: the connection was cut. Nothing of it was kept. Send it again.`,
  'upload-incomplete': (f: Facts) => `"${f['name']}" is not ${f['promised']} bytes long any more: it was changed while it was read. Nothing of it was kept. Drop it again when nobody writes to it.`,
  'upload-interrupted': (f: Facts) =>
    `Nothing more came from the window: ${f['received']} of ${f['files']} files were received, and they are safe. Drop the same files again: it goes on where it stopped.`,
  'upload-not-kept': (f: Facts) =>
    f['reason'] === 'too-large-for-vault'
      ? `"${f['name']}" is larger than the disk that holds the case can take in one file. It was recorded as not received. Move the case to a disk with another file system and drop it again.`
      : `"${f['name']}" was not received: ${String(f['reason']).replaceAll('-', ' ')}. That is on record. Drop it again to try once more.`,
  'no-case-open': () => 'No case is open. Open or create one first.',
  'request-invalid': (f: Facts) => `The request was not understood: ${f['detail']}. Nothing was changed.`,
  'no-such-question': (f: Facts) => `Nothing answers "${f['question']}" here. Nothing was changed.`,
  'argument-invalid': (f: Facts) => `${f['detail']}`,
  'report-not-written': (f: Facts) => `The report could not be written (${f['detail']}). Nothing is left of it, and nothing was recorded. Choose another folder, or free some space.`,
  'bundle-disk-full': () => 'The disk that the bundle is written to is full. Nothing is left of it there, and nothing in the case was changed. Free some space, or choose another disk.',
  'bundle-write-failed': (f: Facts) => `The bundle could not be written (${f['detail']}). Nothing is left of it, and nothing in the case was changed.`,
  'bundle-source-failed': (f: Facts) =>
    `The file ${f['path']} cannot go into the bundle: ${f['detail']}. No bundle was made. Run "postquem fixity" to see what else is damaged.`,
  'nothing-chosen': () => 'Say what is to leave the case: --items with their names, --claims with theirs, or --all. Nothing was written.',
  'target-exists': (f: Facts) => `${f['path']} exists already, and nothing is ever replaced. Choose another name. Nothing was written.`,
  'target-full': (f: Facts) =>
    `The bundle needs about ${f['needed']}, and ${f['path']} has ${f['free']} free. Nothing was written. Free some space, choose another disk, or leave the evidentiary copies out (--no-originals).`,
  'bundle-not-whole': (f: Facts) =>
    `What was written did not pass the check that its receiver would make, and was removed (${f['detail']}). No bundle was made. Run "postquem verify" on the case; if it finds nothing, try another disk.`,
  'bundle-left-behind': (f: Facts) =>
    `The bundle was written, checked and recorded, but it could not be given its name ${f['path']} (${f['detail']}). It lies whole at ${f['partial']}: rename it by hand.`,
  'export-stopped': () => 'Stopped as asked. No bundle was made, and nothing is left of it.',
  'age-recipient-invalid': (f: Facts) =>
    `Recipient ${f['number']}${f['recipient'] === undefined ? '' : ` ("${f['recipient']}")`} cannot be used: ${f['detail']}. A recipient begins with "age1" and comes from whoever is to open the file. Nothing was written.`,
  'age-identity-invalid': (f: Facts) =>
    `Key ${f['number']} cannot be used: ${f['detail']}. A key that opens age files begins with "AGE-SECRET-KEY-1". Nothing was written.`,
  'age-not-encrypted': (f: Facts) => `${f['path']} is no file encrypted with age. Nothing was written.`,
  'age-key-wrong': (f: Facts) =>
    `${f['path']} is not encrypted to this key, or its first lines were altered. Nothing was written.`,
  'age-passphrase-wrong': (f: Facts) =>
    `The passphrase does not open ${f['path']}, or its first lines were altered. Nothing was written.`,
  'age-needs-key': (f: Facts) => `${f['path']} is encrypted to keys and not with a passphrase. Give the key that opens it. Nothing was written.`,
  'age-needs-passphrase': (f: Facts) => `${f['path']} is encrypted with a passphrase and not to a key. Give the passphrase. Nothing was written.`,
  'age-work-too-large': (f: Facts) =>
    `${f['path']} asks for more work to open it than is done here: scrypt 2^${f['found']}, and at most 2^${f['most']} is done. "age -d" may open it. Nothing was written.`,
  'age-damaged': (f: Facts) => `${f['path']} was cut off or altered: ${f['detail']}. Nothing of it was kept. Ask for it again.`,
  'bundle-unreadable': (f: Facts) =>
    `${f['path']} cannot be taken in as a bundle: ${f['detail']}. Nothing was taken in. "postquem import" takes in files of any kind.`,
  'bundle-encrypted': (f: Facts) =>
    `${f['path']} is encrypted with age. Give what opens it: --age-identity FILE, or --age-passphrase-file FILE. ${nothingLost}`,
  'bundle-too-large': (f: Facts) => `The bundle was not taken in: ${f['detail']}. ${nothingLost}`,
  'bundle-no-room': (f: Facts) =>
    `The disk that holds the case has too little room for this bundle: it needs ${f['neededBytes']} bytes, and ${f['freeBytes']} are free. Nothing was taken in. Free some space and give the same command again.`,
  'bundle-changed': (f: Facts) =>
    `The bundle was changed while it was taken in (${f['path']} is not what was checked). What was kept so far is safe; ask for the bundle again, or copy it to a disk of your own, and give the same command again.`,
  'bundle-not-as-read': (f: Facts) => `${f['path']} is not the bundle any more whose report was read, or more stands against it now. Nothing was taken in. Check it again and read the new report.`,
  'bundle-copy-failed': (f: Facts) =>
    `The bundle was not taken in whole: ${f['path']} could not be kept (${f['detail']}). What was kept so far is safe; mend the cause and give the same command again.`,
  'bundle-own': (f: Facts) => `The bundle comes from this very case (${f['log']}), so there is nothing to take in. ${nothingLost}`,
  'receiving-stopped': () => 'Stopped as asked. What was kept so far is safe; give the same command again to go on.',
  'no-such-receipt': (f: Facts) => `Log entry ${f['entry']} tells of no bundle that was received, so there is no receipt of it. ${nothingLost}`,
  'receipt-refused': (f: Facts) => `The receipt was not filed: ${f['detail']}. ${nothingLost}`,
  cancelled: () => 'Stopped as asked. Everything reported as kept is safe; import again to go on.',
  stopped: () => 'Stopped as asked. Nothing was changed.',
  internal: (f: Facts) =>
    `Something went wrong inside Postquem: ${f['detail']}. Everything reported as kept is safe.`,
} satisfies Record<string, (facts: Facts) => string>;

export type ErrorCode = keyof typeof sentences;

/** An act that could not be done: a code, the facts, the cause. The words come from one catalogue. */
export class CaseError extends Error {
  readonly code: ErrorCode;
  readonly facts: Facts;

  constructor(code: ErrorCode, facts: Facts = {}, options: { cause?: unknown } = {}) {
    super(sentences[code](facts), options);
    this.name = 'CaseError';
    this.code = code;
    this.facts = facts;
  }
}

/** The sentence for people, for any thrown thing. */
export function toCaseError(error: unknown): CaseError {
  if (error instanceof CaseError) return error;
  const detail = error instanceof Error ? error.message : String(error);
  return new CaseError('internal', { detail }, { cause: error });
}
