import { generateKeyPairSync } from 'node:crypto';
import type { AboutBundles, BundleAlteration } from './alteration.ts';
import { bundleOf, evidenceCase, receivedFrom, type MadeBundle } from './bundles.ts';
import { keyInFile } from './reseal.ts';
import { readStrangersRoots } from './sender-alterations.ts';

/** The bundles that are altered, made once. */
export async function madeBundles(): Promise<{ selected: AboutBundles; whole: AboutBundles; received: AboutBundles }> {
  const folder = await evidenceCase();
  const whole = await bundleOf(folder, { choice: { all: true } });
  const selected = await bundleOf(folder, { choice: { items: ['i1'] } });
  // From the first custodian to a second, and on to a third, who hands over what came.
  const second = await receivedFrom(folder, { choice: { items: ['i1'] } });
  const received = await bundleOf(await receivedFrom(second, { choice: { all: true } }), { choice: { all: true } });
  const stranger = await bundleOf(await evidenceCase(), { choice: { all: true } });
  const anybody = keyInFile(generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }) as string);
  const about = (made: MadeBundle): AboutBundles => ({ made, whole, stranger, anybody });
  const made = { selected: about(selected), whole: about(whole), received: about(received) };
  await readStrangersRoots(made.selected);
  return made;
}

export function bundleFor({ of }: BundleAlteration, made: Awaited<ReturnType<typeof madeBundles>>): AboutBundles {
  return made[of ?? 'selected'];
}
