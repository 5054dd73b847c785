import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as asn1js from 'asn1js';
import { openssl, type Issued } from './local-authority.ts';

/** What a token shall say. Everything has an honest default but the imprint. */
export interface Saying {
  imprint: Uint8Array;
  imprintOid?: string;
  nonce?: Uint8Array;
  /** GeneralizedTime, now unless given. */
  genTime?: string;
  version?: number;
  /** Raw elements that follow the nonce. */
  tail?: asn1js.BaseBlock[];
}

const sha256Oid = '2.16.840.1.101.3.4.2.1';

const sequence = (value: asn1js.BaseBlock[]): asn1js.Sequence => new asn1js.Sequence({ value });
const oid = (value: string): asn1js.ObjectIdentifier => new asn1js.ObjectIdentifier({ value });

/** TSTInfo in DER (RFC 3161 section 2.4.2). */
export function timestampInfo(saying: Saying): Uint8Array {
  const now = `${new Date().toISOString().replace(/[-:T]|\..*/g, '')}Z`;
  const algorithm = sequence([oid(saying.imprintOid ?? sha256Oid), new asn1js.Null()]);
  const genTime = new asn1js.Primitive({ idBlock: { tagClass: 1, tagNumber: 24 }, valueHex: new TextEncoder().encode(saying.genTime ?? now) });
  const nonce = saying.nonce ? [new asn1js.Integer({ valueHex: Uint8Array.of(0, ...saying.nonce) })] : [];
  const all = sequence([
    new asn1js.Integer({ value: saying.version ?? 1 }),
    oid('1.2.3.4.1'),
    sequence([algorithm, new asn1js.OctetString({ valueHex: Uint8Array.from(saying.imprint) })]),
    new asn1js.Integer({ value: 7 }),
    genTime,
    ...nonce,
    ...(saying.tail ?? []),
  ]);
  return new Uint8Array(all.toBER());
}

export interface SigningOptions {
  signer: Issued;
  /** PEM files of certificates to send along. */
  others?: readonly string[];
  /** Further arguments of `openssl cms -sign`, in place of the usual `-cades` (ESSCertIDv2) and `-md sha256`. */
  args?: readonly string[];
  /** CMS content type; that of TSTInfo unless given. */
  contentType?: string;
}

/** A bare token over any bytes, signed by any certificate: what someone with a key of the same authority can make. */
export async function signToken(folder: string, info: Uint8Array, options: SigningOptions): Promise<Uint8Array> {
  await writeFile(join(folder, 'info.der'), info);
  await openssl(folder, [
    'cms', '-sign', '-binary', '-nodetach', '-econtent_type', options.contentType ?? '1.2.840.113549.1.9.16.1.4', '-in', 'info.der', '-outform', 'DER', '-out', 'forged.der',
    '-signer', options.signer.file, '-inkey', options.signer.keyFile, ...(options.others ?? []).flatMap((file) => ['-certfile', file]),
    ...(options.args ?? ['-cades', '-md', 'sha256']),
  ]);
  return new Uint8Array(await readFile(join(folder, 'forged.der')));
}
