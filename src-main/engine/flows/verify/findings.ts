import type { VerificationFinding } from '../../../shared/verification.ts';

/** Findings as they come in. So many are listed; the rest is counted, so that a ruined case needs no memory for them. */
export interface Findings {
  readonly listed: readonly VerificationFinding[];
  notListed(): number;
  add(findings: readonly VerificationFinding[]): void;
}

const mostOfACode = 200;
const longest = 1000;

function shortened(text: string): string {
  return text.length > longest ? `${text.slice(0, longest)}… (${text.length} characters)` : text;
}

export function newFindings(): Findings {
  const listed: VerificationFinding[] = [];
  const ofCode = new Map<string, number>();
  let notListed = 0;
  return {
    listed,
    notListed: () => notListed,
    add: (findings) => {
      for (const finding of findings) {
        const before = ofCode.get(finding.code) ?? 0;
        ofCode.set(finding.code, before + 1);
        if (before < mostOfACode) listed.push({ ...finding, expected: shortened(finding.expected), actual: shortened(finding.actual) });
        else notListed++;
      }
    },
  };
}
