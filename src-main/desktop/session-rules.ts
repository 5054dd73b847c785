import { appScheme, isOwnAddress } from './app-scheme.ts';
import type { GuardedSession } from './electron-parts.ts';

/** All that the window's page is granted: to copy text when the person asks for it, and to fill the screen with a video. */
const granted = new Set(['clipboard-sanitized-write', 'fullscreen']);

/** Whether a page may ask for this address at all. Everything that is not the window's own is on a network, or on the disk. */
export function isAllowedAddress(address: string, { isPackaged }: { isPackaged: boolean }): boolean {
  if (isOwnAddress(address)) return true;
  if (address.startsWith('blob:')) return isOwnAddress(address.slice('blob:'.length));
  if (address.startsWith('data:')) return true;
  return !isPackaged && address.startsWith('devtools:');
}

/** Close a session: no permissions, no devices, no request that leaves the application, no download without a dialog. */
export function guardSession(session: GuardedSession, { isPackaged }: { isPackaged: boolean }): void {
  session.setPermissionRequestHandler((_contents, permission, answer, { isMainFrame, requestingUrl }) =>
    answer(granted.has(permission) && isMainFrame && isOwnAddress(requestingUrl)),
  );
  session.setPermissionCheckHandler((_contents, permission, requestingOrigin, { isMainFrame }) => granted.has(permission) && isMainFrame && isOwnAddress(requestingOrigin));
  session.setDevicePermissionHandler(() => false);
  // The dictionary would be fetched from elsewhere.
  session.setSpellCheckerEnabled(false);
  session.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !isAllowedAddress(url, { isPackaged }) }));
  session.on('will-download', (event, item) => {
    const address = item.getURL().replace(/^blob:/, '');
    if (!isOwnAddress(address)) return event.preventDefault();
    // Without a path of ours Electron asks where to; this names what is asked about.
    item.setSaveDialogOptions({ title: 'Save a copy', defaultPath: item.getFilename() });
  });
}

/** Switches of Chromium that have to be set before it begins: names are never resolved, so that no address can be reached. */
export const networkSwitches: readonly (readonly [name: string, value?: string])[] = [
  ['host-resolver-rules', 'MAP * ~NOTFOUND'],
  ['disable-background-networking'],
  ['disable-component-update'],
  ['no-pings'],
  ['disable-domain-reliability'],
];

/** The session of the window lives in memory alone: nothing of a case is written to a browser's cache. */
export const windowPartition = `${appScheme}-window`;
