import { bagWarningCodes, type BagFindingCode, type BagWarningCode } from './codes.ts';

/** One thing that is not as it should be: which, what was expected of it, and what is there. */
export interface BagRemark<Code> {
  code: Code;
  /** A path within the bag, with the line where there is one. */
  thing: string;
  expected: string;
  actual: string;
}

export type BagFinding = BagRemark<BagFindingCode>;
export type BagWarning = BagRemark<BagWarningCode>;

/** So many of one code are listed; the rest is counted, so that a ruined bag needs no memory for them. */
const mostOfACode = 200;

/** Findings and warnings as they come in. */
export class Remarks {
  readonly findings: BagFinding[] = [];
  readonly warnings: BagWarning[] = [];
  findingsNotListed = 0;
  warningsNotListed = 0;
  readonly #counts = new Map<string, number>();

  /** `about` is what it is about, then what was expected, then what is there. */
  find(code: BagFindingCode, ...about: readonly [thing: string, expected: string, actual: string]): void {
    if (this.#room(code)) this.findings.push(remark(code, about));
    else this.findingsNotListed++;
  }

  warn(code: BagWarningCode, ...about: readonly [thing: string, expected: string, actual: string]): void {
    if (this.#room(code)) this.warnings.push(remark(code, about));
    else this.warningsNotListed++;
  }

  /** A finding for those who ask for it, else a warning: for codes that are both. */
  judge(code: BagFindingCode & BagWarningCode, strict: boolean, ...about: readonly [thing: string, expected: string, actual: string]): void {
    if (strict) this.find(code, ...about);
    else this.warn(code, ...about);
  }

  count(code: BagFindingCode | BagWarningCode): number {
    return this.#counts.get(code) ?? 0;
  }

  #room(code: string): boolean {
    const before = this.#counts.get(code) ?? 0;
    this.#counts.set(code, before + 1);
    return before < mostOfACode;
  }
}

function remark<Code>(code: Code, [thing, expected, actual]: readonly [string, string, string]): BagRemark<Code> {
  return { code, thing, expected, actual };
}

/** Digests end in any order; people read them by name. */
export function inOrder<Code extends string>(remarks: readonly BagRemark<Code>[]): BagRemark<Code>[] {
  const rank = (code: Code): number => (bagWarningCodes as readonly string[]).indexOf(code);
  return remarks.toSorted((a, b) => rank(a.code) - rank(b.code) || (a.code < b.code ? -1 : a.code > b.code ? 1 : 0) || (a.thing < b.thing ? -1 : a.thing > b.thing ? 1 : 0));
}
