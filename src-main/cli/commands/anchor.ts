import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import { acceptAnchor, requestAnchor, type AnchorAnswer } from '../../engine/index.ts';
import { CaseError } from '../../shared/errors.ts';
import { counted } from '../../shared/text.ts';
import { exitStatus, type EndWith } from '../exit-status.ts';
import { print, printJson, shown } from '../output.ts';
import { passphraseOption, type PassphraseOptions } from '../passphrase.ts';
import { workingOnCase } from '../with-case.ts';
import { writeNewFile } from '../write-new-file.ts';

export function anchorCommand(end: EndWith): Command {
  return new Command('anchor')
    .summary('have the log stamped by an outside authority')
    .description('Have the log stamped by an outside authority (RFC 3161), without a connection: a request is carried out, the reply is carried back.')
    .addCommand(requestCommand())
    .addCommand(acceptCommand(end));
}

function requestCommand(): Command {
  return new Command('request')
    .summary('write a request for a time stamp')
    .description('Write a request for a time stamp over the newest checkpoint; one is signed first where entries are not covered yet.')
    .argument('<case>', 'the case folder')
    .argument('<out.tsq>', 'where the request is written; in a folder it is called checkpoint-<size>.tsq')
    .addOption(passphraseOption())
    .action(async (folder: string, out: string, passphrase: PassphraseOptions) => {
      const { size, file } = await workingOnCase(folder, passphrase, async (target) => {
        const there = await stat(out).catch(() => undefined);
        const inFolder = there?.isDirectory() === true;
        // Before the request is recorded: one that cannot be written out would be of no use.
        if (there !== undefined && !inFolder) throw new CaseError('argument-invalid', { detail: `${out} is there already. Nothing was overwritten, and nothing was recorded.` });
        const { size, request } = await requestAnchor(target);
        const file = inFolder ? join(out, `checkpoint-${size}.tsq`) : out;
        await writeNewFile(file, request);
        return { size, file };
      });
      print(`A request over the checkpoint of ${counted(size, 'entry')} was written to ${shown(file)}.`);
      print('Carry it to a computer with a connection and send it to an authority that you trust, for example:');
      print(`  curl -H 'Content-Type: application/timestamp-query' --data-binary @${shown(file)} https://AUTHORITY > reply.tsr`);
      print(`Bring the reply back: postquem anchor accept ${shown(folder)} reply.tsr --roots ROOTS.pem`);
    });
}

const mostReplyBytes = 1 << 20;

function acceptCommand(end: EndWith): Command {
  return new Command('accept')
    .summary('check a reply and record it')
    .description(
      "Check an authority's reply to a request of this case and record it when everything holds: that it is over this checkpoint, " +
        'answers this request, and was signed for time stamping by a certificate that leads to a root that you pin.',
    )
    .argument('<case>', 'the case folder')
    .argument('<reply.tsr>', "the authority's reply")
    .requiredOption('--roots <roots.pem>', 'the root certificates that you trust, as the authority publishes them')
    .addOption(passphraseOption())
    .option('--json', 'print one JSON document')
    .action(async (folder: string, replyFile: string, { roots, json, ...passphrase }: PassphraseOptions & { roots: string; json?: true }) => {
      const [reply, rootsPem] = [await readBounded(replyFile), (await readBounded(roots)).toString('utf8')];
      const answer = await workingOnCase(folder, passphrase, (target) => acceptAnchor(target, { reply, rootsPem }));
      if (json) printJson(answer);
      else printAnswer(answer);
      end(answer.accepted ? exitStatus.done : exitStatus.findings);
    });
}

async function readBounded(path: string): Promise<Buffer> {
  const found = await stat(path).catch((error: unknown) => {
    throw new CaseError('source-not-found', { path }, { cause: error });
  });
  if (!found.isFile() || found.size > mostReplyBytes) {
    throw new CaseError('argument-invalid', { detail: `${path} is no file of at most ${mostReplyBytes} bytes, so it is no reply and no list of certificates. Nothing was changed.` });
  }
  return readFile(path);
}

function printAnswer(answer: AnchorAnswer): void {
  if (answer.accepted) {
    const { genTime, authority, rootSha256, accuracyMs } = answer.facts;
    print(`${shown(authority)} stamped the checkpoint of ${counted(answer.size, 'entry')}.`);
    if (answer.recordedBefore !== undefined) print(`This reply is already recorded, in entry ${answer.recordedBefore}. Nothing was added.`);
    print(`Time         ${genTime}${accuracyMs === undefined ? '' : `, within ${accuracyMs} ms`}`);
    print(`Root         SHA-256 ${rootSha256}`);
    print('What the checkpoint covers cannot have been written later than that, if this authority is believed.');
    return;
  }
  print('The reply was not accepted, and nothing was recorded:');
  for (const fault of answer.faults) {
    print(`  ${fault.code}: ${shown(fault.detail)}`);
    if (fault.expected !== undefined) print(`    expected ${shown(fault.expected)}`);
    if (fault.actual !== undefined) print(`    found    ${shown(fault.actual)}`);
  }
}
