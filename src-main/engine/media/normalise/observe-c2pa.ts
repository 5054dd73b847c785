import type { FactValue, Observation } from '../../../shared/facts.ts';
import { cleanText, collectObservations } from './observations.ts';
import { listAt, recordAt, textAt, type ReportRecord, type ReportValue } from './report-json.ts';

type State = FactValue<'content-credentials'>['state'];

/** The one failure that says nothing against the file: nobody vouched for its signer. */
const untrusted = 'signingCredential.untrusted';

/** Read facts off c2pa's manifest store report. */
export function observeC2pa(report: ReportRecord): Observation[] {
  const list = collectObservations();
  const label = textAt(report, 'active_manifest');
  const state = textAt(report, 'validation_state');
  if (state === undefined) return list.all;
  const failures = failureCodes(report);
  const manifest = label === undefined ? {} : recordAt(recordAt(report, 'manifests'), label);
  const signature = recordAt(manifest, 'signature_info');
  const value: FactValue<'content-credentials'> = {
    state: stateOf(state, failures),
    failures: [...new Set([...failures, ...mismatches(report)])],
    ...text('signer', signerOf(signature)),
    ...text('claimGenerator', generatorOf(manifest)),
    ...text('activeManifest', label),
  };
  const raw = value.failures.length === 0 ? state : `${state}: ${value.failures.join(', ')}`;
  list.add('content-credentials', { basis: 'c2pa', path: 'validation_state', raw }, value);
  return list.all;
}

/** Every code that the library lists as failed, in the manifest itself and in its ingredients. */
function failureCodes(report: ReportRecord): string[] {
  const results = recordAt(report, 'validation_results');
  const inManifest = listAt(recordAt(results, 'activeManifest'), 'failure');
  const inIngredients = listAt(results, 'ingredientDeltas').flatMap((delta) => listAt(recordAt(recordAt(delta), 'validationDeltas'), 'failure'));
  return codesOf([...inManifest, ...inIngredients, ...listAt(report, 'validation_status')]);
}

/**
 * A time stamp that does not match was a failure in C2PA 1 and is information in C2PA 2: a reader is
 * told of it either way, though it decides nothing.
 */
function mismatches(report: ReportRecord): string[] {
  const informational = listAt(recordAt(recordAt(report, 'validation_results'), 'activeManifest'), 'informational');
  return codesOf(informational).filter((code) => code.endsWith('.mismatch'));
}

function codesOf(entries: readonly ReportValue[]): string[] {
  return [...new Set(entries.map((entry) => textAt(recordAt(entry), 'code')).filter((code) => code !== undefined))];
}

/** The library calls a file `Valid` whose signer it does not trust; only `Trusted` means both. */
function stateOf(state: string, failures: readonly string[]): State {
  if (state === 'Invalid' || failures.some((code) => code !== untrusted)) return 'invalid';
  return state === 'Trusted' ? 'valid' : 'untrusted-signer';
}

function signerOf(signature: ReportRecord): string | undefined {
  const names = [textAt(signature, 'common_name'), textAt(signature, 'issuer')].filter((name) => name !== undefined);
  return cleanText(names.join(', '));
}

function generatorOf(manifest: ReportRecord): string | undefined {
  const [info] = listAt(manifest, 'claim_generator_info');
  const named = [textAt(recordAt(info), 'name'), textAt(recordAt(info), 'version')].filter((part) => part !== undefined);
  return cleanText(textAt(manifest, 'claim_generator') ?? named.join(' '));
}

function text<K extends string>(key: K, value: string | undefined): { [key in K]?: string } {
  return (value === undefined ? {} : { [key]: value }) as { [key in K]?: string };
}
