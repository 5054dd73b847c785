// How the desktop application is packaged: `electron-vite build && electron-builder --config electron-builder.config.ts`, on
// the platform that it is for, because npm installs Node and better-sqlite3 for the platform it runs on. Nothing updates
// itself and nothing is published.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Configuration } from 'electron-builder';

const lock = JSON.parse(readFileSync(join(import.meta.dirname, 'package-lock.json'), 'utf8')) as { packages: Record<string, { dev?: boolean; devOptional?: boolean }> };

/** The packages that the engine uses, as the lock file knows them: everything that is not there for development alone. */
const productionPackages = Object.entries(lock.packages)
  .filter(([path, { dev, devOptional }]) => path.startsWith('node_modules/') && dev !== true && devOptional !== true)
  .map(([path]) => path.slice('node_modules/'.length));

const config: Configuration = {
  appId: 'org.postquem.Postquem',
  productName: 'Postquem',
  directories: { output: 'release', buildResources: 'resources/icons' },
  // The archive holds the built main process and preload script and no packages; everything else is the engine's.
  files: ['out/main/**', 'out/preload/**', 'package.json', '!node_modules/**'],
  extraMetadata: { main: 'out/main/main.js' },
  asar: true,
  npmRebuild: false,
  // The engine as it lies in this tree: its Node cannot read archives, and it runs from its sources.
  extraResources: [
    { from: 'src-main', to: 'engine/src-main', filter: ['**/*', '!desktop/main.ts', '!**/assembly/**'] },
    { from: 'out/window', to: 'engine/out/window' },
    { from: 'out/licences.json', to: 'engine/out/licences.json' },
    { from: 'package.json', to: 'engine/package.json' },
    { from: 'LICENSE', to: 'engine/LICENSE' },
    { from: 'resources', to: 'engine/resources', filter: ['**/*', '!bin/**', '!decisions/**', '!icons/**'] },
    { from: 'resources/bin/${platform}-${arch}', to: 'engine/resources/bin/${platform}-${arch}' },
    { from: 'node_modules', to: 'engine/node_modules', filter: productionPackages.map((name) => `${name}/**`) },
  ],
  electronFuses: {
    runAsNode: false,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    onlyLoadAppFromAsar: true,
    enableEmbeddedAsarIntegrityValidation: true,
    enableCookieEncryption: true,
    grantFileProtocolExtraPrivileges: false,
    // There is no snapshot of our own to load.
    loadBrowserProcessSpecificV8Snapshot: false,
  },
  // A bundle in one file is a ZIP file or an age file, whose endings are other programs': it may be given this one instead.
  fileAssociations: [{ ext: 'postquem', name: 'Postquem bundle', description: 'Evidence bundle, signed', role: 'Viewer', mimeType: 'application/x-postquem-bundle' }],
  linux: { target: ['AppImage', 'deb'], category: 'Utility', synopsis: 'Offline desktop archive for video evidence', icon: 'resources/icons', maintainer: 'Postquem' },
  win: { target: ['nsis'], icon: 'resources/icons/256.png' },
  nsis: { oneClick: false, perMachine: false, allowToChangeInstallationDirectory: true, deleteAppDataOnUninstall: false },
  mac: { target: ['dmg'], category: 'public.app-category.utilities', icon: 'resources/icons/1024.png', hardenedRuntime: true },
  publish: null,
};

export default config;
