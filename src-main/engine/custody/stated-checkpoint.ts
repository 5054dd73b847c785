import { toHex } from '../../format/bytes.ts';
import { readCheckpointText } from '../../format/checkpoint.ts';
import { readSignedNote } from '../../format/signed-note.ts';

/** What an entry or a row tells of a checkpoint. */
export interface StatedCheckpoint {
  log: string;
  size: number;
  /** The entry that tells of it: it stands right behind what is covered. */
  seq: number;
  /** 64 hexadecimal digits. */
  root: string;
  note: string;
}

/** Whether the signed note is of this log and covers what is told of it. Its signature is another question. */
export function saysWhatItsNoteSays({ log, size, seq, root, note }: StatedCheckpoint): boolean {
  const read = readSignedNote(note);
  if ('problem' in read) return false;
  const checkpoint = readCheckpointText(read.text);
  if ('problem' in checkpoint) return false;
  return checkpoint.origin === log && checkpoint.size === size && seq === size && toHex(checkpoint.root) === root;
}
