/** What a stranger's ZIP may cost. */
export interface ZipLimits {
  entries: number;
  /** Of the list of files, which is read once, piece by piece; names are held. */
  directoryBytes: number;
  /** Of all files together, as they say. */
  declaredBytes: number;
  /** A file that is larger than `smallBytes` may become so many times as large when unpacked. */
  ratio: number;
  smallBytes: number;
  nameBytes: number;
  folders: number;
}

export const zipLimits: ZipLimits = {
  entries: 2_000_000,
  directoryBytes: 2 ** 30,
  declaredBytes: 2 ** 40,
  ratio: 1040,
  smallBytes: 2 ** 20,
  nameBytes: 4096,
  folders: 200,
};
