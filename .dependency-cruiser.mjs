// Who may import whom (README, "Architecture"). Every ban names its reason.
// `test/import-rules.test.ts` plants violations and asserts that each rule bites.

/** A room may import itself, the rooms named, and anything else only by another rule's leave. */
const room = (name, path, mayImport, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: `^${path}` },
  to: { path: '^src-(main|renderer)/', pathNot: [`^${path}`, ...mayImport.map((other) => `^${other}`)] },
});

const engineParts = ['media', 'vault', 'db', 'custody', 'bundle'];
const only = (name, module, pathNot, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: '^src-(main|renderer)/', pathNot },
  to: { path: module },
});

export default {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true }, comment: 'A cycle has no first page to read.' },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: '^(geojson|topojson-specification)$' }, comment: 'An import that leads nowhere. Packages of types alone have nothing to resolve.' },
    room('shared-stands-alone', 'src-main/shared/', [], 'The words both sides speak.'),
    {
      name: 'shared-knows-zod-only',
      comment: 'What both sides speak must run in both.',
      severity: 'error',
      from: { path: '^src-main/shared/' },
      to: { dependencyTypes: ['npm', 'npm-dev', 'core'], pathNot: 'node_modules/zod/' },
    },
    room('format-knows-shared', 'src-main/format/', ['src-main/shared/'], 'Bytes that outlive the app are pure.'),
    room('claims-know-shared', 'src-main/claims/', ['src-main/shared/'], 'The reasoning is pure.'),
    {
      name: 'pure-rooms-have-no-system',
      comment: 'format, claims and verifier run in a browser too.',
      severity: 'error',
      from: { path: '^src-main/(format|claims|verifier)/' },
      to: { dependencyTypes: ['core'] },
    },
    room('verifier-knows-format', 'src-main/verifier/', ['src-main/format/', 'src-main/shared/'], 'It shares no code with the engine it checks.'),
    ...engineParts.map((part) =>
      room(
        `${part}-stands-apart`,
        `src-main/engine/${part}/`,
        ['src-main/format/', 'src-main/shared/', ...(part === 'custody' ? ['src-main/engine/db/'] : [])],
        'The parts of the engine meet in its flows.',
      ),
    ),
    room(
      'flows-know-the-engine',
      'src-main/engine/flows/',
      ['src-main/engine/(media|vault|db|custody|bundle)/', 'src-main/(claims|verifier|format|shared)/'],
      'A flow is an act; doors call it, it calls no door.',
    ),
    room('engine-door', 'src-main/engine/index.ts', ['src-main/engine/', 'src-main/shared/'], 'The door names what lies behind it.'),
    room('server-knows-the-door', 'src-main/server/', ['src-main/engine/index.ts', 'src-main/shared/'], 'One surface over the engine.'),
    room('desktop-knows-the-server', 'src-main/desktop/', ['src-main/(server|shared)/'], 'The shell is thin.'),
    room(
      'cli-knows-the-door',
      'src-main/cli/',
      ['src-main/engine/index.ts', 'src-main/(verifier|server|shared)/', 'src-main/format/case-folder.ts'],
      'The command line is a door, too; it may name places inside a case folder.',
    ),
    room(
      'page-knows-the-verifier',
      'src-renderer/verifier/',
      ['src-main/(verifier|format|shared)/'],
      'verify.html checks with what the command line checks with, and shares no code with the engine.',
    ),
    {
      name: 'page-has-no-system',
      comment: 'It runs in a browser; what builds it runs here.',
      severity: 'error',
      from: { path: '^src-renderer/verifier/', pathNot: '^src-renderer/verifier/build/' },
      to: { dependencyTypes: ['core'] },
    },
    room('window-asks-through-its-client', 'src-renderer/api/', ['src-main/shared/'], 'The window reaches the engine by fetch alone.'),
    room('words-stand-apart', 'src-renderer/words/', ['src-main/shared/'], 'One catalogue for every language.'),
    room('ui-knows-no-feature', 'src-renderer/ui/', ['src-renderer/(api|words)/', 'src-main/shared/'], 'What several features share.'),
    {
      name: 'features-stand-apart',
      comment: 'A feature can be read, and taken away, by itself; the app puts them together.',
      severity: 'error',
      from: { path: '^src-renderer/features/([^/]+)/' },
      to: { path: '^src-(main|renderer)/', pathNot: ['^src-renderer/features/$1/', '^src-renderer/(ui|api|words)/', '^src-main/(shared|claims)/'] },
    },
    room('app-puts-features-together', 'src-renderer/app/', ['src-renderer/(features|ui|api|words)/', 'src-main/shared/'], 'The window knows nothing of the engine but what both sides speak.'),
    {
      name: 'window-has-no-system',
      comment: 'It runs in a browser; what builds it runs here.',
      severity: 'error',
      from: { path: '^src-renderer/(app|features|ui|api|words|main)' },
      to: { dependencyTypes: ['core'] },
    },
    only('child-processes-in-one-place', '^(node:)?child_process$', ['^src-main/engine/media/run-tool\\.ts$', '^src-main/desktop/', '^src-main/cli/start-program\\.ts$'], 'Untrusted media is read under limits.'),
    only('sqlite-in-db', '(^|/)node_modules/better-sqlite3/|^better-sqlite3$', ['^src-main/engine/db/'], 'SQL lives in one room.'),
    only('electron-in-desktop', '(^|/)node_modules/electron/|^electron$', ['^src-main/desktop/'], 'Everything else runs without it.'),
    only('fluent-ffmpeg-in-one-file', '(^|/)node_modules/(@types/)?fluent-ffmpeg/|^fluent-ffmpeg$', ['^src-main/engine/media/ffmpeg-command\\.ts$'], 'One file knows its ways.'),
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^src-main/engine/media/(pdq|similar)/assembly/' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'], exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
  },
};
