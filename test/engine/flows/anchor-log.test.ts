import { hash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { acceptAnchor, checkpointLog, requestAnchor, verifyCase, type AnchorAnswer } from '../../../src-main/engine/index.ts';
import { hasOpenssl, makeAuthority, openssl, signerExtensions, type LocalAuthority } from '../../format/timestamp/local-authority.ts';
import { signToken, timestampInfo, type Saying } from '../../format/timestamp/forge.ts';
import { opensslVerdict } from '../../format/timestamp/openssl-verdict.ts';
import { makeTimestampRequest } from '../../../src-main/format/timestamp/request.ts';
import { temporaryCase, working } from '../../temporary-case.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { changeFile, copyOf, flipped, inDatabase } from '../../verifier/tamper/altering.ts';
import { readAnchorFiles } from '../../verifier/tamper/alteration.ts';

/** A case that has asked for a stamp, and what it asked. */
interface Asked {
  folder: string;
  size: number;
  request: Uint8Array;
  imprint: Uint8Array;
  nonce: Uint8Array;
}

let asked: Asked;
let authority: LocalAuthority;
beforeAll(async () => {
  if (!hasOpenssl) return;
  const folder = await temporaryCase();
  const { size, request } = await working(folder, (target) => requestAnchor(target));
  const row = inDatabase(folder, (db) => db.prepare('SELECT imprint, nonce FROM anchor_request').get()) as { imprint: string; nonce: string };
  asked = { folder, size, request, imprint: Buffer.from(row.imprint, 'hex'), nonce: Buffer.from(row.nonce, 'hex') };
  authority = await makeAuthority(join(await temporaryFolder(), 'authority'));
});

function answerTo(folder: string, reply: Uint8Array, rootsPem = authority.rootsPem): Promise<AnchorAnswer> {
  return working(folder, (target) => acceptAnchor(target, { reply, rootsPem }));
}

const logOf = (folder: string): unknown => inDatabase(folder, (db) => db.prepare('SELECT count(*) FROM log_entry').pluck().get());

/** A reply by the authority's own hand to any saying, with the status and the token that RFC 3161 asks for. */
async function forged(saying: Saying, extensions = signerExtensions): Promise<Uint8Array> {
  const signer = extensions === signerExtensions ? authority.signer : await authority.issue(`other-${Math.random()}`, { extensions });
  const info = timestampInfo(saying);
  return asReply(await signToken(authority.folder, info, { signer }));
}

/** TimeStampResp ::= SEQUENCE { SEQUENCE { INTEGER granted }, token } (RFC 3161, section 2.4.2). */
function asReply(token: Uint8Array): Uint8Array {
  const inside = Buffer.concat([Buffer.from([0x30, 0x03, 0x02, 0x01, 0x00]), token]);
  return Buffer.concat([Buffer.from([0x30, 0x82, inside.length >> 8, inside.length & 0xff]), inside]);
}

const ofClients = 'basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=critical,clientAuth';

const refusals: [what: string, code: string, reply: () => Promise<Uint8Array>][] = [
  ['is over something else', 'imprint-mismatch', () => authority.reply(makeTimestampRequest({ imprint: new Uint8Array(32).fill(7), nonce: asked.nonce }))],
  ['answers another request', 'nonce-mismatch', () => authority.reply(makeTimestampRequest({ imprint: asked.imprint, nonce: new Uint8Array(16).fill(9) }))],
  ['answers no request', 'nonce-missing', () => forged({ imprint: asked.imprint })],
  ['was signed by a certificate for something else', 'wrong-key-usage', () => forged({ imprint: asked.imprint, nonce: asked.nonce }, ofClients)],
  ['is over a SHA-1 digest', 'imprint-algorithm', () => forged({ nonce: asked.nonce, imprint: new Uint8Array(20).fill(1), imprintOid: '1.3.14.3.2.26' })],
  ['was altered', 'signature-invalid', async () => alteredTime(await authority.reply(asked.request))],
  ['is rubbish', 'unreadable', () => Promise.resolve(Buffer.from('rubbish'))],
  ['is empty', 'unreadable', () => Promise.resolve(new Uint8Array())],
];

/** Another year in the stamp's own time. */
function alteredTime(reply: Uint8Array): Uint8Array {
  // GeneralizedTime of 15 bytes, `20YY...`: the digit of the decade.
  const at = Buffer.from(reply).indexOf(Buffer.from([0x18, 0x0f, 0x32, 0x30])) + 4;
  return flipped(reply, at);
}

describe.skipIf(!hasOpenssl)('a reply of a time-stamp authority', () => {
  it('that is good is accepted, recorded, verified, and tells since when nothing was altered', async () => {
    const copy = await copyOf(asked.folder);
    const reply = await authority.reply(asked.request);
    const answer = await answerTo(copy, reply);
    expect(answer).toMatchObject({ accepted: true, size: asked.size });
    const { findings, anchors, proved, notProved, entries } = await verifyCase({ folder: copy });
    expect(findings).toEqual([]);
    expect(anchors).toMatchObject([{ size: asked.size, authority: 'O=Postquem test, CN=signer' }]);
    const [anchor] = anchors;
    expect(proved.at(-1)).toContain(`Nothing among the first ${asked.size} entries was altered, removed or reordered since ${anchor?.genTime}, when O=Postquem test, CN=signer stamped them`);
    expect(proved.at(-1)).toContain(`the newest stamp covers ${asked.size} of ${entries} entries.`);
    expect(proved.at(-1)).toContain(anchor?.rootSha256);
    expect(notProved.join()).not.toContain('no checkpoint of this log is known to be in other hands');
    expect((await opensslVerdict({ folder: authority.folder, reply, request: asked.request, rootFile: authority.rootFile })).ok).toBe(true);
  });

  it('that was accepted before is not recorded again, also when more roots are pinned; another reply to the same request is', async () => {
    const [copy, reply] = [await copyOf(asked.folder), await authority.reply(asked.request)];
    await answerTo(copy, reply);
    const before = logOf(copy);
    const [seq] = inDatabase(copy, (db) => db.prepare('SELECT seq FROM anchor').pluck().all()) as number[];
    expect(await answerTo(copy, reply)).toMatchObject({ accepted: true, size: asked.size, recordedBefore: seq });
    const other = await makeAuthority(join(await temporaryFolder(), 'other'));
    expect(await answerTo(copy, reply, `${other.rootsPem}${authority.rootsPem}`)).toMatchObject({ accepted: true, recordedBefore: seq });
    expect(logOf(copy)).toBe(before);
    expect(await answerTo(copy, await authority.reply(asked.request))).not.toHaveProperty('recordedBefore');
    const { findings, anchors } = await verifyCase({ folder: copy });
    expect({ findings, anchors: anchors.length }).toMatchObject({ findings: [], anchors: 2 });
  });

  it('is over the bytes of the checkpoint as its row has them, which openssl digests the same', async () => {
    const note = inDatabase(asked.folder, (db) => db.prepare('SELECT note FROM checkpoint WHERE size = ?').pluck().get(asked.size)) as string;
    const imprint = hash('sha256', note, 'buffer');
    const reply = await authority.reply(asked.request);
    expect((await opensslVerdict({ folder: authority.folder, reply, imprint, rootFile: authority.rootFile })).ok).toBe(true);
  });

  it.each(refusals)('that %s is refused by %s, nothing is recorded, and openssl agrees', async (_, code, makeReply) => {
    const reply = await makeReply();
    const before = logOf(asked.folder);
    const answer = await answerTo(asked.folder, reply);
    expect(answer.accepted ? ['accepted'] : answer.faults.map((fault) => fault.code)).toContain(code);
    expect(logOf(asked.folder)).toBe(before);
    expect((await opensslVerdict({ folder: authority.folder, reply, request: asked.request, rootFile: authority.rootFile })).ok).toBe(false);
  });

  it('that leads to a root that was not pinned is refused, nothing is recorded, and openssl agrees', async () => {
    const other = await makeAuthority(join(await temporaryFolder(), 'other'));
    const [reply, before] = [await other.reply(asked.request), logOf(asked.folder)];
    const answer = await answerTo(asked.folder, reply);
    expect(answer.accepted ? [] : answer.faults.map((fault) => fault.code)).toContain('root-not-pinned');
    expect(logOf(asked.folder)).toBe(before);
    expect((await opensslVerdict({ folder: authority.folder, reply, request: asked.request, rootFile: authority.rootFile })).ok).toBe(false);
    expect((await opensslVerdict({ folder: authority.folder, reply, request: asked.request, rootFile: other.rootFile })).ok).toBe(true);
  });

  it('cannot be accepted with roots that are none, or without a request', async () => {
    const reply = await authority.reply(asked.request);
    await expect(answerTo(asked.folder, reply, 'rubbish')).rejects.toMatchObject({ code: 'roots-unreadable' });
    await expect(answerTo(await temporaryCase(), reply)).rejects.toMatchObject({ code: 'no-anchor-request' });
  });

  it('that is put in the place of an accepted one is found by verify, and so are other roots', async () => {
    const copy = await copyOf(asked.folder);
    await answerTo(copy, await authority.reply(asked.request));
    const { seq, reply, roots } = readAnchorFiles(copy);
    for (const path of [reply, roots]) {
      const altered = await copyOf(copy);
      changeFile(altered, path, (bytes) => flipped(bytes, bytes.length - 60));
      const { findings, anchors, proved } = await verifyCase({ folder: altered });
      expect(findings.map(({ code, thing }) => `${code}: ${thing}`).toSorted()).toEqual([`anchor-invalid: anchor of entry ${seq}`, `digest-mismatch: ${path}`]);
      expect({ anchors, proved }).toEqual({ anchors: [], proved: [] });
    }
  });

  it('to an older request is accepted for the checkpoint that it was over', async () => {
    const copy = await copyOf(asked.folder);
    const second = await working(copy, async (target) => {
      await checkpointLog(target);
      return requestAnchor(target);
    });
    expect(second.size).toBeGreaterThan(asked.size);
    expect(await answerTo(copy, await authority.reply(asked.request))).toMatchObject({ accepted: true, size: asked.size });
    expect(await answerTo(copy, await authority.reply(second.request))).toMatchObject({ accepted: true, size: second.size });
    const { findings, proved, entries } = await verifyCase({ folder: copy });
    expect(findings).toEqual([]);
    expect(proved.at(-1)).toMatch(new RegExp(`^Nothing among the first ${asked.size} entries .*covers ${second.size} of ${entries} entries\\.`));
  });

  it('is answered to a request that openssl reads, with the nonce and the digest', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'a.tsq'), asked.request);
    const words = await openssl(folder, ['ts', '-query', '-in', 'a.tsq', '-text']);
    expect(words).toContain('Hash Algorithm: sha256');
    expect(words).toMatch(/Nonce: 0x[0-9A-F]+/);
    expect(words).toContain('Certificate required: yes');
  });
});
