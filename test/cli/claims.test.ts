import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { acts } from '../engine/flows/case-reading.ts';
import { geoConfirmed } from '../engine/flows/claimed.ts';
import { matching } from '../engine/flows/text-matching.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { documentOf, runCommand, type Ended } from './run-command.ts';

let folder: string;
beforeAll(async () => {
  const around = await temporaryFolder();
  folder = join(around, 'case');
  writeFileSync(join(around, 'video'), 'stands for a video');
  const init = await runCommand(['init', folder, '--title', 'T', '--custodian', 'C', '--no-passphrase']);
  const imported = await runCommand(['import', folder, join(around, 'video'), '--keep-only']);
  writeFileSync(join(around, 'copy'), 'stands for another copy of it');
  const second = await runCommand(['import', folder, join(around, 'copy'), '--keep-only']);
  for (const { status, stderr } of [init, imported, second]) if (status !== 0) throw new Error(stderr);
});

const done = (ended: Ended): string => {
  expect(ended).toMatchObject({ status: 0, stderr: '' });
  return ended.stdout;
};
const run = async (...args: string[]): Promise<string> => done(await runCommand(args));
const claimArgs = (...more: string[]): string[] => ['claim', 'add', folder, '--item', 'i1', '--claimant', 'SPRAVDI', ...more];

describe('from a claim to a verdict', () => {
  it('every step says what it made, and the next one takes it up', async () => {
    const added = await run(...claimArgs('--quote', 'not older than 72 hours', '--said-at', '2024-10-18T12:00:00.000Z'));
    expect(added).toContain('means: recorded not earlier than 2024-10-15T12:00Z and not later than 2024-10-18T12:00Z\n');
    expect(added).toMatch(/Recorded as c1 \(about: time\), entry \d+ of the log\.\n$/);
    expect(await run('evidence', 'add', folder, 'c1', '--basis', 'post-id', '--post', geoConfirmed)).toMatch(/^e1 was tied to c1, entry \d+ of the log: a post id: not later than .*\nIt is decisive: /);
    expect(await run('assess', folder, 'c1')).toMatch(/^Consistent but unproven: no decisive evidence contradicts .*\n {2}would change it {2}Decisive .* would refute the claim\.\n/);
    await run('evidence', 'add', folder, 'c1', '--basis', 'earlier-copy', '--confirmed', '--post', 'x:1844603834987446272');
    expect(await run('assess', folder, 'c1')).toMatch(/^Refuted: an earlier copy of this footage, confirmed by a person .*\n {2}rests on e2: /);
    expect(await run('assess', folder, 'c1')).toMatch(/Nothing has changed since entry \d+ of the log, and nothing was recorded\.\n$/);
    expect(await run('judge', folder, 'c1', 'conflicting', '--because', 'I doubt it')).toContain('By rule it is: refuted.');
    await run('evidence', 'withdraw', folder, 'e2', '--because', 'another recording');
    const shown = await run('claim', 'show', folder, 'c1');
    for (const part of ['WITHDRAWN by entry', 'has changed since', 'Judged by the custodian: conflicting. I doubt it']) expect(shown).toContain(part);
    expect(await run('claim', 'list', folder)).toMatch(/c1 {2}time .* 1 +refuted \(not up to date\) +conflicting/);
    expect(await run('log', folder)).toContain('SPRAVDI is recorded to have claimed of one item: "not older than 72 hours" (about: time).');
  });
});

describe('an item that was judged the same', () => {
  it('brings its own dates into the claim, says through which judgement, and takes them away with it', async () => {
    const name = /as (c\d+)/.exec(await run(...claimArgs('--quote', 'this video is not older than 72 hours', '--said-at', '2024-10-18T12:00Z')))?.[1] ?? '';
    const copy = /as (c\d+)/.exec(await run('claim', 'add', folder, '--item', 'i2', '--claimant', 'X', '--quote', 'an exercise'))?.[1] ?? '';
    const tied = /^(e\d+) /.exec(await run('evidence', 'add', folder, copy, '--basis', 'post-id', '--post', 'x:1844603834987446272'))?.[1] ?? '';
    const judged = /log entry (\d+)/.exec(await run('same', folder, 'i1', 'i2', 'same', '--because', 'the same gate'))?.[1] ?? '';
    expect(await run('assess', folder, name)).toContain(`\n  rests on ${tied} of i2, judged the same in entry ${judged}: An earlier copy of this footage, confirmed by a person and dated by a post id, dates from`);
    const shown = await run('claim', 'show', folder, name);
    expect(shown).toContain(`  i2   shows the same as i1 by the judgement in entry ${judged}, as a whole\n       ${tied} of i2, judged the same in entry ${judged}: dated by a post id: not recorded after 2024-10-11T05:00:01Z\n         decisive: `);
    await run('same', folder, 'i2', 'i1', 'undetermined', '--because', 'another gate');
    expect(await run('claim', 'show', folder, name)).toContain('What it rests on has changed since');
    expect(await run('assess', folder, name)).toMatch(/^Consistent but unproven: /);
    expect(await run('verify', folder)).toContain('Every row of the database is what the log and its documents give.');
  });
});

describe('a command with --json', () => {
  it.each<[string, () => string[], string[]]>([
    ['claim add', () => claimArgs('--quote', 'hier', '--lang', 'fr', '--said-at', '2024-10-18T12:00Z', '--zone', 'Europe/Paris', '--confirm'), ['claim', 'entry', 'reading']],
    ['evidence add', () => ['evidence', 'add', folder, 'c1', '--basis', 'caption', '--note', 'n'], ['evidence', 'entry', 'limit']],
    ['assess', () => ['assess', folder, 'c1'], ['verdict', 'parts', 'inputs', 'entry', 'isNew']],
    ['judge', () => ['judge', folder, 'c1', 'undefined', '--because', 'b'], ['verdict', 'entry']],
    ['claim list', () => ['claim', 'list', folder], ['claims']],
    ['claim show', () => ['claim', 'show', folder, 'c1'], ['claim', 'evidence', 'assessment', 'judgements']],
    ['post-time', () => ['post-time', geoConfirmed], ['reading', 'sentences']],
    ['place', () => ['place', '44.326859, 131.668647', '--agrees-with', '8MG9+PFR Sergeevka', '--near', '44.4, 131.4'], ['place', 'other', 'agreement']],
    ['sun', () => ['sun', '44.326859, 131.668647', '2024-10-18T03:00Z'], ['place', 'at', 'daylight']],
    ['sun with a measurement', () => ['sun', '44.326859, 131.668647', '--during', '2024-10-17/2024-10-18', '--elevation', '20+-1'], ['place', 'fits']],
  ])('%s prints one document on standard output and nothing else anywhere', async (_, args, keys) => {
    const ended = await runCommand([...args(), '--json']);
    done(ended);
    expect(Object.keys(documentOf<object>(ended))).toEqual(expect.arrayContaining(keys));
  });
});

describe('without a case', () => {
  it('post-time says when a post was made, to the millisecond of its id', async () => {
    expect(await run('post-time', 'x:1847225352281563393')).toContain('was made at 2024-10-18T10:36:58.428Z.');
  });

  it.each([
    ['a post that says no time', ['post-time', 'https://t.me/channel/12'], 'says no time: its ids carry no time.'],
    ['digits that several platforms could have made', ['post-time', '1847225352281563393'], 'It could be X (Twitter) 1847225352281563393, made at 2024-10-18T10:36:58.428Z.'],
    ['places that do not agree', ['place', '44.326859, 131.668647', '--agrees-with', '44.326859, 131.678647'], 'They do not agree: 7'],
    ['nothing that fits a measurement', ['sun', '44.3, 131.6', '--during', '2024-10-17/2024-10-18', '--elevation', '80+-1'], 'fits what was measured.'],
  ])('%s ends with 1', async (_, args, said) => {
    const { status, stdout, stderr } = await runCommand(args);
    expect([status, stderr]).toEqual([1, '']);
    expect(stdout).toContain(said);
  });

  it('place shows every notation of one', async () => {
    const told = await run('place', '8QPH8MG9+PFR');
    for (const notation of ['44.32686, 131.66864', '44°19\'36.71"N', '+44.32686+131.66864/', 'geo:44.32686,131.66864;u=1.87', '52TGQ1277911641']) expect(told).toContain(notation);
  });
});

describe('what cannot be done', () => {
  const oneSentence = /^postquem: [^\n]+\n$/;
  it.each<[string, () => string[], RegExp]>([
    ['a doubtful reading that nobody confirms', () => claimArgs('--quote', 'hier', '--lang', 'fr', '--said-at', '2024-10-18'), /^postquem: The claim was read as: recorded .* confirm it \(--confirm\).*Nothing was recorded\.\n$/],
    ['a claim without its claimant', () => ['claim', 'add', folder, '--item', 'i1', '--quote', 'q'], /^error: required option '--claimant <who>' not specified\n/],
    ['a subject that does not exist', () => claimArgs('--quote', 'q', '--about', 'fun'), /^error: .*Allowed choices are time, place, identity, figure, other\./],
    ['a basis that does not exist', () => ['evidence', 'add', folder, 'c1', '--basis', 'hearsay', '--note', 'n'], /^error: .*Allowed choices are post-id,/],
    ['a frame that is no number', () => ['evidence', 'add', folder, 'c1', '--basis', 'caption', '--item', 'i1', '--frame', 'x', '--note', 'n'], /^error: .*A pts is a whole number/],
    ['a time that is none', () => ['evidence', 'add', folder, 'c1', '--basis', 'caption', '--not-later-than', '2024-13-01'], /there is no such date\. Accepted: a time such as .* Nothing was recorded\.\n$/],
    ['evidence that says nothing', () => ['evidence', 'add', folder, 'c1', '--basis', 'caption'], oneSentence],
    ['evidence that is not there', () => ['evidence', 'withdraw', folder, 'e99', '--because', 'x'], oneSentence],
    ['a claim that is not there', () => ['assess', folder, 'c99'], oneSentence],
    ['a name that is none', () => ['claim', 'show', folder, 'i1'], oneSentence],
    ['no verdict', () => ['judge', folder, 'c1', 'perhaps', '--because', 'x'], oneSentence],
    ['no address', () => ['post-time', 'yesterday'], oneSentence],
    ['a plus code that several towns could complete', () => ['place', '8MG9+PFR Sergeevka'], /It could be 9J698MG9\+PFR in Sergeyevka, KZ/],
    ['a latitude beyond the pole', () => ['place', '91, 200'], /its latitude is at fault \("91"\)\. Accepted: a latitude from -90 to 90/],
    ['the sun at no time', () => ['sun', '44.3, 131.6'], oneSentence],
    ['a measurement without its error', () => ['sun', '44.3, 131.6', '--during', '2024-10-17/2024-10-18', '--elevation', '20'], /a number with its error, such as 20\.5\+-1\.\n$/],
  ])('is said in words, with 2 as the end: %s', async (_, args, words) => {
    const before = (await acts(folder)).length;
    const { status, stdout, stderr } = await runCommand(args());
    expect(stderr).toEqual(matching(words));
    expect(stderr).not.toMatch(/\n\s+at |inside Postquem|\[object|undefined\b(?!\.)/);
    expect([status, stdout]).toEqual([2, '']);
    expect(await acts(folder)).toHaveLength(before);
  });
});

describe('--help', () => {
  it.each<[string[], string[]]>([
    [['claim', 'add'], ['<case>', '--item', '--quote', '--claimant', '--said-at', '--post', '--zone', '--lang', '--translation', '--means', '--place', '--near', '--about', '--source-url', '--confirm', '--json']],
    [['evidence', 'add'], ['<case>', '<claim>', '--basis', '--not-later-than', '--not-earlier-than', '--during', '--post', '--place', '--elevation', '--azimuth', '--shadow-ratio', '--note', '--error', '--clock-ahead', '--item', '--frame', '--of', '--segment', '--origin', '--dated-by', '--confirmed', '--strength', '--because', '--json']],
    [['assess'], ['<case>', '<claim>', '--json']],
    [['judge'], ['<case>', '<claim>', '<verdict>', '--because', '--json']],
    [['sun'], ['<place>', '[when]', '--during', '--elevation', '--azimuth', '--shadow-ratio', '--json']],
  ])('of %j explains every argument and option', async (command, parts) => {
    const text = (await run(...command, '--help')).replaceAll(/\n {10,}/g, ' ');
    for (const part of parts) expect(text).toMatch(new RegExp(`^  (-\\w, )?${part.replaceAll(/[<>[\].]/g, '')}\\b.*  +\\w`, 'm'));
    expect(text).not.toMatch(/undefined(?!\n)\b.*--/);
  });
});
