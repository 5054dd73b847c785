import { mediaPaths } from '../../../../../src-main/shared/api/items.ts';
import { apiErrorSchema } from '../../../../../src-main/shared/api/index.ts';
import { Problem } from '../../../../api/client.ts';

export interface ReadReport {
  text: string;
  /** Whether all of it was read. */
  isWhole: boolean;
  /** Whether some bytes are no UTF-8. */
  isBroken: boolean;
  /** Whether what was read has the digest it goes by; undefined where only a part was read. */
  matches: boolean | undefined;
}

/** So much of a report is read: more text than anybody reads, and little enough to hold. */
export const mostReportBytes = 8_000_000;

/** A report of a witness as text, digested again here. Throws Problem. */
export async function readReport({ rawSha256, rawBytes }: { rawSha256: string; rawBytes: number }, signal: AbortSignal): Promise<ReadReport> {
  const isWhole = rawBytes <= mostReportBytes;
  const headers: HeadersInit = isWhole ? {} : { Range: `bytes=0-${mostReportBytes - 1}` };
  const response = await fetch(mediaPaths.derivative(rawSha256), { headers, signal }).catch((error: unknown) => {
    if (signal.aborted) throw error;
    throw new Problem({ code: 'engine-away', facts: {} }, { cause: error });
  });
  if (!response.ok) throw await toProblem(response);
  const bytes = await response.arrayBuffer();
  const text = new TextDecoder().decode(bytes);
  return { text, isWhole, isBroken: !isText(bytes, isWhole), matches: isWhole ? (await sha256Of(bytes)) === rawSha256 : undefined };
}

async function toProblem(response: Response): Promise<Problem> {
  const told = apiErrorSchema.safeParse(await response.json().catch(() => undefined));
  return new Problem(told.success ? told.data : { code: 'engine-away', facts: { status: response.status } });
}

/** A part may end in the middle of a character. */
function isText(bytes: ArrayBuffer, isWhole: boolean): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: !isWhole });
    return true;
  } catch {
    return false;
  }
}

async function sha256Of(bytes: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** A line of a report, or a piece of a long one: only the first piece has the line's number. */
export interface ReportLine {
  number: number | undefined;
  text: string;
}

const widest = 200;

/** The lines of a text, long ones in pieces, so that each can be shown at the same height. */
export function linesOf(text: string): ReportLine[] {
  const lines = text.split(/\r\n|\n|\r/);
  if (lines.at(-1) === '') lines.pop();
  return lines.flatMap((line, n) => {
    const pieces: ReportLine[] = [{ number: n + 1, text: line.slice(0, widest) }];
    for (let at = widest; at < line.length; at += widest) pieces.push({ number: undefined, text: line.slice(at, at + widest) });
    return pieces;
  });
}
