import { isOwnAddress } from './app-scheme.ts';
import type { GuardedContents, Listens, Preventable } from './electron-parts.ts';

/** Close every page that is ever made: it stays where it is, opens no window and holds no other page. */
export function guardContents(app: Listens): void {
  app.on('web-contents-created', (_event: unknown, contents: GuardedContents) => {
    for (const moving of ['will-navigate', 'will-frame-navigate', 'will-redirect']) contents.on(moving, refuseOthers);
    contents.on('will-attach-webview', (event: Preventable) => event.preventDefault());
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    // The content security policy does not reach WebRTC.
    contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
  });
  // Nothing of ours has a certificate or a login: whatever asks comes from elsewhere.
  app.on('certificate-error', (event: Preventable, _contents: unknown, _url: unknown, _error: unknown, _certificate: unknown, answer: (isTrusted: boolean) => void) => {
    event.preventDefault();
    answer(false);
  });
  app.on('select-client-certificate', (event: Preventable, _contents: unknown, _url: unknown, _certificates: unknown, answer: () => void) => {
    event.preventDefault();
    answer();
  });
  app.on('login', (event: Preventable, _contents: unknown, _asked: unknown, _by: unknown, answer: () => void) => {
    event.preventDefault();
    answer();
  });
}

function refuseOthers(event: Preventable & { url: string; isMainFrame: boolean }): void {
  if (!event.isMainFrame || !isOwnAddress(event.url)) event.preventDefault();
}
