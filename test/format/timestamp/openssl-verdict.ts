import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openssl } from './local-authority.ts';

export interface OpensslQuestion {
  folder: string;
  reply: Uint8Array;
  /** A request, or the digest alone. */
  request?: Uint8Array;
  imprint?: Uint8Array;
  rootFile: string;
  /** The reply is a bare token. */
  bareToken?: boolean;
  /** Judge as of this instant (seconds since 1970), not as of now. */
  atSeconds?: number;
}

/** What `openssl ts -verify` says to the same question. */
export async function opensslVerdict(question: OpensslQuestion): Promise<{ ok: boolean; words: string }> {
  const { folder } = question;
  await writeFile(join(folder, 'judged.tsr'), question.reply);
  const about = await aboutArguments(question);
  const at = question.atSeconds === undefined ? [] : ['-attime', String(question.atSeconds)];
  try {
    const words = await openssl(folder, ['ts', '-verify', ...about, '-in', 'judged.tsr', ...(question.bareToken ? ['-token_in'] : []), '-CAfile', question.rootFile, ...at]);
    return { ok: words.includes('Verification: OK'), words };
  } catch (error) {
    return { ok: false, words: String(error instanceof Error && 'stderr' in error ? error.stderr : error) };
  }
}

async function aboutArguments({ folder, request, imprint }: OpensslQuestion): Promise<string[]> {
  if (request === undefined) return ['-digest', Buffer.from(imprint ?? []).toString('hex')];
  await writeFile(join(folder, 'judged.tsq'), request);
  return ['-queryfile', 'judged.tsq'];
}
