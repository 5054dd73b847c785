import { canonicalBytes, type Canonical } from '../../../format/canonical.ts';
import { originalPath } from '../../../format/case-folder.ts';
import type { Examination } from '../../../shared/examination.ts';
import type { WitnessReading } from '../../../shared/facts.ts';
import { toRecordText, toRecordTexts } from '../../../shared/text.ts';
import type { Draft } from '../../custody/kind.ts';
import { itemExamined } from '../../custody/kinds/item-examined.ts';
import type { Item } from '../../db/tables/item.ts';
import { findDisagreements } from '../../media/disagreements.ts';
import type { WritableCase } from '../open-case.ts';
import { extractKeyframes } from '../extract-keyframes.ts';
import type { Witnesses } from './open-witnesses.ts';

interface ExamineItem {
  item: Item;
  witnesses: Witnesses;
  signal?: AbortSignal | undefined;
}

/** Read one item with every witness and lay out its keyframes; both are recorded in one transaction. */
export async function examineItem(target: WritableCase, { item, witnesses, signal }: ExamineItem): Promise<void> {
  const path = originalPath(item.sha256);
  const others = witnesses.readOthers(path, signal);
  // Their own errors are met below; here it only matters that nobody goes on reading an item that was given up.
  const othersEnded = Promise.allSettled([others]);
  try {
    const structure = await witnesses.readStructure(path, signal);
    const extraction = { item, structure, workers: witnesses.keyframes, scan: 'key-packets', signal } as const;
    const keyframes = await extractKeyframes(target, extraction);
    const readings: WitnessReading[] = [structure, ...(await others)];
    // Ctrl-C reaches the tools as well: what one says that was cut off is no finding.
    signal?.throwIfAborted();
    await target.record([await examinationDraft(target, item, readings), keyframes]);
  } finally {
    await othersEnded;
  }
}

/** An entry has a limit, a tool's complaint has none; the raw report keeps all of it. */
const longestProblem = 1000;

async function examinationDraft(target: WritableCase, item: Item, readings: WitnessReading[]): Promise<Draft> {
  const examination = examine(readings);
  const files = await target.vault.keepDerivatives([
    ...readings.map((reading) => reading.raw),
    canonicalBytes(examination as unknown as Canonical),
  ]);
  const reports = readings.map(({ witness, version, recipe, outcome, problem }, n) => ({
    witness,
    version,
    recipe: [...recipe],
    outcome,
    raw: files[n]!,
    ...(problem === undefined ? {} : { problem: toRecordText(problem.slice(0, longestProblem)) }),
  }));
  return itemExamined.draft({
    item: item.sha256,
    reports,
    examination: files.at(-1)!,
    observationCount: examination.observations.length,
    disagreementCount: examination.disagreements.length,
  });
}

/** Readings side by side, their texts in the log's normal form; the raw reports keep every byte. */
function examine(readings: WitnessReading[]): Examination {
  return toRecordTexts({
    v: 1,
    observations: readings.flatMap(({ witness, observations }) => observations.map((observation) => ({ witness, observation }))),
    disagreements: findDisagreements(readings),
  });
}
