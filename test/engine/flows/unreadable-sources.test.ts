import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importMedia } from '../../../src-main/engine/index.ts';
import { temporaryCase, working } from '../../temporary-case.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { documentOf, runCommand } from '../../cli/run-command.ts';
import { acts, importInto } from './case-reading.ts';

const root = resolve(import.meta.dirname, '../../..');
const keepOnly = { keepOnly: true } as const;
const posix = process.platform !== 'win32';
const canBeNobody = process.getuid?.() === 0 && spawnSync('setpriv', ['--version']).status === 0;
const asNobody = ['setpriv', '--reuid', '65534', '--regid', '65534', '--clear-groups'];

interface Told {
  received: { name: string }[];
  notReceived: { path: string; reason: string; detail?: string }[];
}

describe('a source that cannot be taken in', () => {
  it.skipIf(!posix)('is named in the summary and in the log with the reason, and the rest goes on', async () => {
    const [folder, source] = [await temporaryCase(), await temporaryFolder()];
    const at = (name: string): string => join(source, name);
    writeFileSync(at('a.txt'), 'a');
    execFileSync('mkfifo', [at('fifo')]);
    const server = createServer().listen(at('socket'));
    symlinkSync('a.txt', at('link'));
    symlinkSync(source, at('loop'));
    writeFileSync(at('z.txt'), 'z');
    const summary = await importInto(folder, [source, at('gone')], keepOnly);
    server.close();

    expect(summary.outcome).toBe('finished');
    expect(summary.received.map((r) => r.name)).toEqual(['a.txt', 'z.txt']);
    const missed = summary.notReceived.map(({ path, reason }) => [path, reason]);
    const irregular = ['fifo', 'link', 'loop', 'socket'].map((name) => [at(name), 'not-a-regular-file']);
    expect(missed).toEqual([...irregular, [at('gone'), 'not-found']]);
    const logged = await acts(folder, 'source-not-received');
    expect(logged.map(({ payload }) => [payload['sourcePath'], payload['reason']])).toEqual(missed);
    expect(logged.at(-1)?.sentence).toBe(`"${at('gone')}" was not received: not found.`);
    expect((await acts(folder, 'import-ended'))[0]?.payload).toMatchObject({ received: 2, notReceived: 5 });
  });

  it.skipIf(!posix)('named on the command line is a link that leads nowhere, or in a circle', async () => {
    const [folder, source] = [await temporaryCase(), await temporaryFolder()];
    symlinkSync(join(source, 'gone'), join(source, 'dangling'));
    symlinkSync(join(source, 'circle'), join(source, 'circle'));
    const summary = await importInto(folder, [join(source, 'dangling'), join(source, 'circle')], keepOnly);
    const detail = 'a link that leads nowhere';
    expect(summary.notReceived).toEqual(['dangling', 'circle'].map((name) => ({ path: join(source, name), reason: 'not-a-regular-file', detail })));
  });

  it.skipIf(!posix)('is no link that was named: that is followed, to a file and to a folder', async () => {
    const [folder, source] = [await temporaryCase(), await temporaryFolder()];
    mkdirSync(join(source, 'real'));
    writeFileSync(join(source, 'real/a.txt'), 'a');
    writeFileSync(join(source, 'b.txt'), 'b');
    symlinkSync('real', join(source, 'folder-link'));
    symlinkSync('b.txt', join(source, 'file-link'));
    const summary = await importInto(folder, [join(source, 'folder-link'), join(source, 'file-link')], keepOnly);
    expect(summary.received.map((r) => r.name).sort()).toEqual(['a.txt', 'b.txt']);
    expect((await acts(folder, 'item-received')).map((act) => String(act.payload['sourcePath'])).sort()).toEqual([join(source, 'b.txt'), join(source, 'real/a.txt')]);
  });

  it('has vanished between being found and being read', async () => {
    const [folder, source] = [await temporaryCase(), await temporaryFolder()];
    for (const name of ['a', 'b', 'c']) writeFileSync(join(source, name), name);
    const summary = await working(folder, (target) =>
      importMedia(target, {
        collection: {},
        alsoDigest: [],
        verifyCopy: 'by-source',
        keepOnly: true,
        paths: [Buffer.from(source)],
        // The vault opens no source before all three are found: they make one batch.
        onProgress: ({ foundFiles }) => {
          if (foundFiles === 3) rmSync(join(source, 'b'), { force: true });
        },
      }),
    );
    expect(summary.received.map((r) => r.name)).toEqual(['a', 'c']);
    expect(summary.notReceived).toMatchObject([{ path: join(source, 'b'), reason: 'vanished' }]);
  });

  // Root may read everything: the command runs as another user.
  it.skipIf(!canBeNobody)('is not permitted, a file or a folder, and the command ends with 1', async () => {
    const source = await temporaryFolder();
    chmodSync(source, 0o777);
    mkdirSync(join(source, 'closed'), { mode: 0o700 });
    writeFileSync(join(source, 'closed/in.txt'), 'in');
    writeFileSync(join(source, 'open.txt'), 'open');
    writeFileSync(join(source, 'secret.txt'), 'secret', { mode: 0o600 });
    const folder = join(source, 'case');
    const environment = { wrapper: asNobody, cwd: root, env: { ...process.env, HOME: '/nonexistent' } };
    const made = await runCommand(['init', folder, '--title', 'T', '--custodian', 'C', '--no-passphrase'], environment);
    expect(made.stderr).toBe('');
    const ended = await runCommand(['import', folder, ...['closed', 'open.txt', 'secret.txt'].map((name) => join(source, name)), '--json'], environment);
    expect(ended.status).toBe(1);
    const told = documentOf<Told>(ended);
    expect(told.received.map((r) => r.name)).toEqual(['open.txt']);
    expect(told.notReceived.map(({ path, reason }) => [path, reason])).toEqual(
      ['closed', 'secret.txt'].map((name) => [join(source, name), 'permission-denied']),
    );
    expect(readdirSync(join(folder, 'originals'))).toHaveLength(1);
  });
});
