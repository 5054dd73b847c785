import { counted } from '../../shared/text.ts';
import type { BundleCheck } from './bundle-check.ts';
import { bundleRemarkCodes } from './codes.ts';
import type { CheckedPart } from './check-part.ts';

type Outcome = Omit<BundleCheck, 'proved' | 'notProved'>;

/**
 * Plain sentences: what the check of a bundle shows, since when, and what it does not. The limits are always said, also
 * when nothing was found (FORMAT.md, "What a pass proves"). Names from the bundle stand in quotes, so that no name can be
 * taken for a sentence of the verifier.
 */
export function bundleStatement(check: Outcome): Pick<BundleCheck, 'proved' | 'notProved'> {
  const against = faultsOf(check);
  const limits = limitsOf(check);
  if (against > 0) return { proved: [], notProved: [`That the bundle is as it was made: ${against === 1 ? 'one finding stands' : `${against} findings stand`} against it.`, ...limits] };
  return { proved: [...aboutBag(check), ...check.parts.flatMap((part) => aboutPart(part))], notProved: limits };
}

/** How many findings stand against the bundle. */
export function faultsOf({ bag, findings, findingsNotListed, faultsAround }: Pick<BundleCheck, 'bag' | 'findings' | 'findingsNotListed' | 'faultsAround'>): number {
  const own = findings.filter(({ code }) => !bundleRemarkCodes.includes(code)).length;
  return bag.findings.length + bag.findingsNotListed + own + findingsNotListed + faultsAround;
}

function aboutBag({ bag, signature: { fingerprint = '' }, pinned }: Outcome): string[] {
  const whose = pinned
    ? `the custodian's key (${fingerprint}), and the key that you compared is one of the two that the log names`
    : `the key in this bundle that the log names as the custodian's (${fingerprint}); compare this fingerprint with one that you have from elsewhere`;
  if (bag.valid === undefined) return [`The ${counted(bag.payload.files, 'file')} of the bundle are those that its lists name, and its tag manifest is signed by ${whose}. No file was compared with its digest.`];
  return [
    `The bundle is complete, nothing was added, and the content of all ${counted(bag.payload.files, 'file')} is what its lists say.`,
    `The lists are signed by ${whose}.`,
    'data/case.json says what the log entries in the bundle and their documents say, and nothing else.',
  ];
}

function aboutPart(part: CheckedPart): string[] {
  const { prefix, entries, checkpoint, custodian, bundle } = part;
  const whose = bundle === undefined ? 'the log' : `the log of ${quoted(custodian.name)} (${custodian.fingerprint}), who signed the bundle ${bundle}`;
  return [
    `Each of the ${counted(entries.disclosed, 'entry')} under ${prefix}log stands in ${whose} as it was signed, with ${counted(checkpoint?.size ?? 0, 'entry')} in all (${part.log}).`,
    ...part.heldSizes.map((size) => `Nothing among its first ${size} entries was altered, removed or reordered since the checkpoint that you hold was given to you.`),
    ...sinceWhen(part),
  ];
}

function sinceWhen(part: CheckedPart): string[] {
  const oldest = oldestStamp(part);
  if (oldest === undefined) return [];
  const root = oldest.byYourRoot ? 'a root certificate that you gave' : `the root certificate with SHA-256 ${oldest.rootSha256}, which the custodian chose: compare it`;
  return [`Nothing among its first ${oldest.size} entries was altered, removed or reordered since ${oldest.genTime}, when ${quoted(oldest.authority)} stamped them. This rests on ${root}.`];
}

function oldestStamp({ anchors }: CheckedPart): CheckedPart['anchors'][number] | undefined {
  return anchors.toSorted((a, b) => Date.parse(a.genTime) - Date.parse(b.genTime))[0];
}

function limitsOf({ parts, pinned, info, bag }: Outcome): string[] {
  const [own, ...received] = parts;
  const limits: string[] = [];
  if (!pinned) limits.push('Who made the bundle: keys inside it are hints until their fingerprint is compared with one from elsewhere.');
  for (const { custodian } of received) limits.push(`Who ${quoted(custodian.name)} is: the fingerprint ${custodian.fingerprint} was not compared with one from elsewhere.`);
  if (bag.valid === undefined) limits.push('That the files have the content that was signed: it was not read.');
  if (info.originals === 'none') limits.push('Anything about the evidentiary copies themselves: they were left out of this bundle on purpose.');
  if (info.disclosure === 'selected' || received.length > 0) {
    const what = info.disclosure === 'selected' ? 'the rest of the log says' : 'the rest of the logs of those from whom items had come says';
    limits.push(`What ${what}: the sender chose what is in the bundle. That an entry is not here, such as later evidence, a correction or another judgement, does not mean that there is none.`);
  }
  if (own !== undefined) limits.push(...parts.map(limitInTime));
  limits.push('That what an entry says was true when it was written, its date included, and that footage is genuine: no check of bytes shows that.');
  limits.push("That report.html, report.pdf and case.jsonld are a fair summary, and that verify.html and HOW-TO-CHECK.txt do what they say: they are the sender's, signed with the rest.");
  return limits;
}

function limitInTime(part: CheckedPart): string {
  const which = part.bundle === undefined ? 'the log' : `the log of ${quoted(part.custodian.name)}`;
  if (part.anchors.length === 0 && part.heldSizes.length === 0) {
    return `Since when ${which} is as it is: no time stamp and no checkpoint from elsewhere stands behind it. Whoever holds its key could have written it anew.`;
  }
  const covered = Math.max(oldestStamp(part)?.size ?? 0, ...part.heldSizes);
  return `What stands in ${which} behind the first ${counted(covered, 'entry')}: whoever holds its key could have written that part anew later.`;
}

// oxlint-disable-next-line eslint/no-control-regex -- control characters are what is looked for
const unshowable = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\u{e0000}-\u{e007f}]/gu;
const mostOfAName = 120;

/** A text of the bundle within a sentence: in quotes that it cannot close, on one line, not longer than a name. */
export function quoted(text: string): string {
  const shown = text.replaceAll(unshowable, ' ').replaceAll(/["\u201c\u201d\u201e\u201f\u00ab\u00bb]/g, "'");
  return `"${shown.length > mostOfAName ? `${shown.slice(0, mostOfAName).toWellFormed()}...` : shown}"`;
}
