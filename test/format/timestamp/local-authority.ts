import { execFile, execFileSync } from 'node:child_process';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Whether this machine has an openssl that can play a timestamp authority. */
export const hasOpenssl = ((): boolean => {
  try {
    return execFileSync('openssl', ['version'], { encoding: 'utf8', timeout: 10_000 }).startsWith('OpenSSL 3');
  } catch {
    return false;
  }
})();

export async function openssl(folder: string, args: readonly string[]): Promise<string> {
  const { stdout, stderr } = await run('openssl', [...args], { cwd: folder, timeout: 30_000, env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C', TZ: 'UTC' } });
  return `${stdout}${stderr}`;
}

export type KeyKind = 'rsa' | 'rsa-1024' | 'p256' | 'p384' | 'p521' | 'ed25519';

export interface CertificateOptions {
  key?: KeyKind;
  /** `extendedKeyUsage` and the like, one to a line, in openssl's words. */
  extensions: string;
  /** YYYYMMDDHHMMSSZ; from yesterday for a year unless given. */
  notBefore?: string;
  notAfter?: string;
  digest?: string;
  /** Another certificate for the name and the key of this one. */
  twinOf?: Issued;
}

/** A certificate with its key: `<name>.pem` and `<name>.key` in the authority's folder. */
export interface Issued {
  name: string;
  file: string;
  keyFile: string;
}

export const authorityExtensions = 'basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign';
export const signerExtensions = 'basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=critical,timeStamping';

export interface AuthorityOptions {
  key?: KeyKind;
  /** Whether another authority stands between the root and the signer. */
  intermediate?: boolean;
  intermediateExtensions?: string;
  /** In place of `signerExtensions`. */
  signerExtensions?: string;
  signerNotBefore?: string;
  signerNotAfter?: string;
  /** With which digest ESSCertID names the certificate; sha1 gives the old form. */
  essDigest?: 'sha1' | 'sha256' | 'sha512';
  signerDigest?: string;
  /** The digest by which certificates are signed. */
  certificateDigest?: string;
  /** Digests that a request may be over; others are refused by a reply without a token. */
  acceptedDigests?: string;
}

export interface LocalAuthority {
  /** What a user would pin. */
  rootsPem: string;
  rootFile: string;
  /** The TimeStampResp to a request; its time is the clock's. */
  reply(requestDer: Uint8Array): Promise<Uint8Array>;
  /** For tests that forge: where things lie, and more certificates of the same root or intermediate. */
  folder: string;
  root: Issued;
  intermediate: Issued | undefined;
  signer: Issued;
  /** By the one that issued the signer, unless another is named. */
  issue(name: string, options: CertificateOptions, issuer?: Issued | 'itself'): Promise<Issued>;
}

/** A timestamp authority made by openssl in a folder of its own: root, optional intermediate, signer. */
export async function makeAuthority(folder: string, options: AuthorityOptions = {}): Promise<LocalAuthority> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'authority.cnf'), configuration(options));
  await writeFile(join(folder, 'index.txt'), '');
  const key = options.key ?? 'p256';
  const digest = options.certificateDigest ?? 'sha256';
  const issue = (name: string, certificate: CertificateOptions, issuer?: Issued): Promise<Issued> =>
    issueCertificate(folder, name, { ...certificate, issuer });
  const root = await issue('root', { key, digest, extensions: authorityExtensions });
  const intermediate = options.intermediate
    ? await issue('intermediate', { key, digest, extensions: options.intermediateExtensions ?? authorityExtensions }, root)
    : undefined;
  const signer = await issue('signer', signerOptions(options), intermediate ?? root);
  const inTurn = makeQueue();
  return {
    rootsPem: await readFile(root.file, 'utf8'),
    rootFile: root.file,
    reply: (requestDer) => inTurn(() => reply(folder, requestDer, intermediate ?? root)),
    folder, root, intermediate, signer,
    issue: (name, certificate, issuer = intermediate ?? root) => inTurn(() => issue(name, { key, digest, ...certificate }, issuer === 'itself' ? undefined : issuer)),
  };
}

/** One after another: openssl keeps its numbers and its list of certificates in files. */
function makeQueue(): <T>(act: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (act) => {
    const done = last.then(act);
    last = done.catch(() => undefined);
    return done;
  };
}

function signerOptions(options: AuthorityOptions): CertificateOptions {
  return {
    key: options.key ?? 'p256',
    digest: options.certificateDigest ?? 'sha256',
    extensions: options.signerExtensions ?? signerExtensions,
    ...(options.signerNotBefore !== undefined && { notBefore: options.signerNotBefore }),
    ...(options.signerNotAfter !== undefined && { notAfter: options.signerNotAfter }),
  };
}

function configuration(options: AuthorityOptions): string {
  return `
[req]
distinguished_name = names
[names]
[authority]
database = index.txt
new_certs_dir = .
rand_serial = yes
policy = any_name
unique_subject = no
default_md = sha256
[any_name]
organizationName = optional
commonName = supplied
[stamps]
serial = stamps.serial
signer_digest = ${options.signerDigest ?? 'sha256'}
default_policy = 1.2.3.4.1
digests = ${options.acceptedDigests ?? 'sha256, sha384, sha512'}
accuracy = secs:1, millisecs:500, microsecs:100
tsa_name = yes
ess_cert_id_chain = no
ess_cert_id_alg = ${options.essDigest ?? 'sha256'}
`;
}

const keyArguments: Readonly<Record<KeyKind, readonly string[]>> = {
  rsa: ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048'],
  'rsa-1024': ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:1024'],
  p256: ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256'],
  p384: ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-384'],
  p521: ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-521'],
  ed25519: ['-algorithm', 'ED25519'],
};

async function issueCertificate(folder: string, name: string, options: CertificateOptions & { issuer?: Issued | undefined }): Promise<Issued> {
  const issued = { name, file: join(folder, `${name}.pem`), keyFile: join(folder, `${name}.key`) };
  if (options.twinOf) await copyFile(options.twinOf.keyFile, issued.keyFile);
  else await openssl(folder, ['genpkey', ...keyArguments[options.key ?? 'p256'], '-out', issued.keyFile]);
  await openssl(folder, ['req', '-new', '-config', 'authority.cnf', '-key', issued.keyFile, '-subj', `/O=Postquem test/CN=${options.twinOf?.name ?? name}`, '-out', `${name}.csr`]);
  await writeFile(join(folder, `${name}.ext`), `[wanted]\n${options.extensions}\n`);
  const by = options.issuer ? ['-cert', options.issuer.file, '-keyfile', options.issuer.keyFile] : ['-selfsign', '-keyfile', issued.keyFile];
  await openssl(folder, [
    'ca', '-config', 'authority.cnf', '-name', 'authority', '-batch', '-notext', '-in', `${name}.csr`, '-out', issued.file, ...by,
    '-extfile', `${name}.ext`, '-extensions', 'wanted', ...digestArguments(options),
    '-startdate', options.notBefore ?? opensslTime(-1), '-enddate', options.notAfter ?? opensslTime(365),
  ]);
  return issued;
}

function digestArguments(options: CertificateOptions): string[] {
  return ['-md', options.key === 'ed25519' ? 'default' : (options.digest ?? 'sha256')];
}

/** A time so many days from now, as openssl writes it. */
export function opensslTime(days: number): string {
  return `${new Date(Date.now() + days * 86_400_000).toISOString().replace(/[-:T]|\..*/g, '')}Z`;
}

async function reply(folder: string, requestDer: Uint8Array, issuer: Issued): Promise<Uint8Array> {
  await writeFile(join(folder, 'request.tsq'), requestDer);
  await openssl(folder, [
    'ts', '-reply', '-config', 'authority.cnf', '-section', 'stamps', '-queryfile', 'request.tsq', '-out', 'reply.tsr',
    '-signer', 'signer.pem', '-inkey', 'signer.key', '-chain', issuer.file,
  ]);
  return new Uint8Array(await readFile(join(folder, 'reply.tsr')));
}
