import { fromBase64 } from '../../format/bytes.ts';

export const armorBegin = '-----BEGIN AGE ENCRYPTED FILE-----';
const armorEnd = '-----END AGE ENCRYPTED FILE-----';
const lineLength = 64;
/** Longer than any line of armor with its line end. */
const mostWaiting = 256;

/**
 * Takes the armor off an age file piece by piece (age-encryption.org/v1, "ASCII armor"): lines of exactly 64 characters
 * but for the last, canonical base64, one kind of beginning and end, nothing but white space around. Throws Error with
 * the reason. Memory: one piece.
 */
export class ArmorDecoder {
  #waiting = '';
  #state: 'before' | 'within' | 'last' | 'after' = 'before';

  push(piece: Uint8Array): Uint8Array {
    const text = this.#waiting + Buffer.from(piece.buffer, piece.byteOffset, piece.length).toString('latin1');
    const lines = text.split('\n');
    this.#waiting = lines.pop() ?? '';
    if (this.#waiting.length > mostWaiting && this.#waiting.trim() !== '') throw new Error('a line of its armor is too long');
    if (this.#waiting.trim() === '') this.#waiting = this.#waiting.slice(0, mostWaiting);
    return Buffer.concat(lines.map((line) => this.#take(line)));
  }

  /** The bytes of the last line, where no line end follows it. */
  end(): Uint8Array {
    const bytes = this.#waiting.trim() === '' ? new Uint8Array() : this.#take(this.#waiting);
    if (this.#state !== 'after') throw new Error('its armor has no end');
    return bytes;
  }

  #take(whole: string): Uint8Array {
    const line = whole.endsWith('\r') ? whole.slice(0, -1) : whole;
    if (this.#state === 'before' || this.#state === 'after') this.#takeAround(line.trim());
    else if (line.trimEnd() === armorEnd) this.#state = 'after';
    else return this.#decode(line);
    return new Uint8Array();
  }

  #takeAround(line: string): void {
    if (line === '') return;
    if (this.#state === 'after' || line !== armorBegin) throw new Error('something stands around its armor');
    this.#state = 'within';
  }

  #decode(line: string): Uint8Array {
    if (this.#state === 'last') throw new Error('a line of its armor is too short');
    if (line.length > lineLength || line === '') throw new Error('a line of its armor has another length');
    if (line.length < lineLength || line.endsWith('=')) this.#state = 'last';
    const bytes = fromBase64(line);
    if (bytes === undefined) throw new Error('a line of its armor is no base64');
    return bytes;
  }
}
