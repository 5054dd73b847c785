import { readdir, readFile, realpath } from 'node:fs/promises';
import type { Volume } from '../../../shared/acts/item-received.ts';

const networkFileSystems = /^(nfs4?|cifs|smb3?|smbfs|9p|afs|ceph|glusterfs|fuse\.(sshfs|rclone|davfs|gvfsd-fuse|glusterfs|s3fs))$/;

interface Mount extends Volume {
  /** `major:minor`. */
  deviceNumber: string;
}

/** Tells which volume a file lies on. Linux says in /proc; elsewhere the volume stays unknown. */
export interface Volumes {
  of(file: { text: string; deviceNumber: string }): Volume;
}

export const unknownVolume: Volume = {
  mountPoint: 'unknown',
  fileSystem: 'unknown',
  device: 'unknown',
  removable: 'unknown',
  network: 'unknown',
};

/** Read the table of mounted volumes once (proc(5), /proc/self/mountinfo). */
export async function readVolumes(): Promise<Volumes> {
  const table = await readFile('/proc/self/mountinfo', 'utf8').catch(() => '');
  const mounts = await Promise.all(table.split('\n').filter(Boolean).map(readMount));
  // The deepest mount point wins, and of two on one point the later mount, which hides the earlier.
  mounts.reverse().sort((a, b) => b.mountPoint.length - a.mountPoint.length);
  return {
    of: ({ text, deviceNumber }) => {
      // By the device first: a path may lead through links. Some file systems (btrfs, overlays) number their files otherwise.
      const ofDevice = mounts.filter((m) => m.deviceNumber === deviceNumber);
      const found = ofDevice.find((m) => lies(text, m)) ?? ofDevice[0] ?? mounts.find((m) => lies(text, m));
      if (found === undefined) return unknownVolume;
      const { mountPoint, fileSystem, device, removable, network } = found;
      return { mountPoint, fileSystem, device, removable, network };
    },
  };
}

function lies(path: string, { mountPoint }: Mount): boolean {
  return mountPoint === '/' || path === mountPoint || path.startsWith(`${mountPoint}/`);
}

async function readMount(line: string): Promise<Mount> {
  const [before = '', after = ''] = line.split(' - ');
  const [, , deviceNumber = '', , mountPoint = ''] = before.split(' ');
  const [fileSystem = 'unknown', device = 'unknown'] = after.split(' ');
  return {
    mountPoint: unescapeOctal(mountPoint),
    fileSystem,
    device: unescapeOctal(device),
    deviceNumber,
    removable: await isRemovable(deviceNumber),
    network: networkFileSystems.test(fileSystem),
  };
}

/**
 * The kernel's word on a block device: removable media, anything on USB, memory cards; for an encrypted or logical
 * volume, what is said of the disk beneath it.
 */
async function isRemovable(deviceNumber: string): Promise<boolean | 'unknown'> {
  const place = await realpath(`/sys/dev/block/${deviceNumber}`).catch(() => undefined);
  if (place === undefined) return 'unknown';
  const beneath = await readdir(`${place}/slaves`).catch(() => []);
  if (beneath.length > 0) {
    const numbers = await Promise.all(beneath.map((name) => readFile(`${place}/slaves/${name}/dev`, 'utf8').catch(() => '')));
    const said = await Promise.all(numbers.map((number) => isRemovable(number.trim())));
    return said.includes(true) ? true : said.includes('unknown') ? 'unknown' : false;
  }
  if (/\/usb\d*\//.test(place)) return true;
  const card = await readFile(`${place.replace(/\/block\/.*/, '')}/type`, 'utf8').catch(() => '');
  if (/mmc_host/.test(place) && card.trim() === 'SD') return true;
  for (const folder of [place, `${place}/..`]) {
    const said = await readFile(`${folder}/removable`, 'utf8').catch(() => undefined);
    if (said !== undefined) return said.trim() === '1';
  }
  return 'unknown';
}

/** mountinfo writes space, tab, newline and backslash as octal. */
function unescapeOctal(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8))).normalize('NFC');
}
