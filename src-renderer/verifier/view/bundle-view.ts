import { verifierPagePath } from '../../../src-main/format/bundle/layout.ts';
import { bytesText, counted } from '../../../src-main/shared/text.ts';
import type { BundleCheck, CheckedBundle } from '../../../src-main/verifier/check-bundle.ts';
import { bundleCodeSentences, bundleRemarkCodes, type BundleFindingCode } from '../../../src-main/verifier/bundle/codes.ts';
import { faultsOf } from '../../../src-main/verifier/bundle/statement.ts';
import type { Opened } from '../check-chosen.ts';
import { bagFindings, bagInfoView, bagWarnings } from './bag-view.ts';
import { contentsView } from './contents-view.ts';
import { el } from './element.ts';
import { findingsView, worthKnowingView } from './findings-view.ts';
import { partsView } from './parts-view.ts';
import type { RemarksView } from './remarks-view.ts';
import { exact } from './said.ts';
import { shownView, verdictView, type Verdict } from './verdict-view.ts';
import { withSaid } from './with-said.ts';

/** The result for a bundle: what was checked first, then, set apart, what the bundle says. */
export function bundleView(opened: Opened, { check, contents }: CheckedBundle, trust: HTMLElement): HTMLElement {
  const faults = faultsOf(check);
  return el(
    'div',
    { class: 'result' },
    verdictView(bundleVerdict(check, faults)),
    shownView(check.proved.map(withSaid), check.notProved.map(withSaid)),
    findingsView(faults, [bundleRemarks(check, true), ...bagFindings(check.bag, opened.zip)]),
    worthKnowingView([bundleRemarks(check, false), bagWarnings(check.bag)]),
    trust,
    partsView(check),
    pageDigestView(opened),
    el('div', { class: 'annex' }, faults > 0 ? el('p', { class: 'problem' }, 'There are findings. What follows is what the bundle says; none of it may be relied on.') : undefined, contentsView(opened.source, contents), bagInfoView(check.bag.info)),
  );
}

function bundleVerdict(check: BundleCheck, faults: number): Verdict {
  const { payload } = check.bag;
  const size = `${counted(payload.files, 'file')}, ${bytesText(payload.bytes)}, read whole.`;
  if (faults > 0) {
    const pinned = check.pinned ? ' The keys are the ones that you compared with; that takes nothing back.' : '';
    return { kind: 'failed', sentence: `This bundle is not as it was made: ${faults === 1 ? 'one finding stands' : `${faults} findings stand`} against it.`, beside: `${size}${pinned}` };
  }
  if (check.pinned) return { kind: 'passed', sentence: 'Nothing stands against this bundle. It is signed by the key that you compared it with.', beside: size };
  // Anybody can make a bundle that agrees with itself: no tick before somebody compared the key.
  return {
    kind: 'unsure',
    word: 'No findings; key not compared',
    sentence: 'Nothing stands against this bundle, as signed by the key that is in it.',
    beside: `Whose key that is you have not compared: enter the fingerprint that you know from elsewhere below. ${size}`,
  };
}

function bundleRemarks({ findings, findingsNotListed }: BundleCheck, faults: boolean): RemarksView {
  const remarks = findings.filter(({ code }) => bundleRemarkCodes.includes(code) !== faults);
  return { remarks, notListed: faults ? findingsNotListed : 0, sentenceOf: (code) => bundleCodeSentences[code as BundleFindingCode] };
}

/** What is known of the page in the bundle, and why that is little. */
function pageDigestView({ inspected, source }: Opened): HTMLElement {
  const listed = inspected.files.listedSha256(verifierPagePath);
  const actual = source.sha256Of(verifierPagePath);
  return el(
    'details',
    { class: 'card about' },
    el('summary', {}, 'About this page'),
    el('p', {}, 'A page cannot vouch for itself. If you opened the verify.html that lies in this bundle, whoever made the bundle could have put another in its place, one that finds nothing. Take it from a release of Postquem, and compare.'),
    el(
      'dl',
      {},
      el('div', { class: 'pair' }, el('dt', {}, 'SHA-256 of the verify.html in this bundle, as listed'), el('dd', {}, listed === undefined ? 'not listed' : exact(listed))),
      el('div', { class: 'pair' }, el('dt', {}, 'and as computed from the file'), el('dd', {}, actual === undefined ? 'not computed' : exact(actual))),
      el('div', { class: 'pair' }, el('dt', {}, 'To compute that of the page that you opened'), el('dd', {}, el('code', {}, 'sha256sum verify.html'), ' (Linux), ', el('code', {}, 'shasum -a 256 verify.html'), ' (macOS), ', el('code', {}, 'certutil -hashfile verify.html SHA256'), ' (Windows)')),
    ),
  );
}
