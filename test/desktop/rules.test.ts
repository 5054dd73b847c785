import { describe, expect, it } from 'vitest';
import { appPrivileges, isOwnAddress } from '../../src-main/desktop/app-scheme.ts';
import { guardContents } from '../../src-main/desktop/contents-rules.ts';
import { guardSession, isAllowedAddress } from '../../src-main/desktop/session-rules.ts';
import { windowOptions } from '../../src-main/desktop/window-options.ts';
import { ContentsDouble, Events, Refusable, SessionDouble } from './electron-double.ts';

const elsewhere = ['https://example.org/', 'http://127.0.0.1/', 'file:///etc/passwd', 'postquem://other/', 'postquem://app.example/', 'postquem://app:80/', 'postquem://u@app/', 'postquem:app', 'ws://app/', ''];

describe('addresses', () => {
  it('are our own only with our scheme and host', () => {
    expect(elsewhere.filter(isOwnAddress)).toEqual([]);
    expect(['postquem://app/', 'postquem://app', 'postquem://app/items/i1?x=1'].filter((address) => !isOwnAddress(address))).toEqual([]);
  });

  it('elsewhere cannot be asked for', () => {
    const packaged = { isPackaged: true };
    expect(elsewhere.filter((address) => isAllowedAddress(address, packaged))).toEqual([]);
    expect(isAllowedAddress('blob:postquem://app/1234', packaged)).toBe(true);
    expect(isAllowedAddress('blob:https://example.org/1234', packaged)).toBe(false);
    expect([isAllowedAddress('devtools://devtools/', packaged), isAllowedAddress('devtools://devtools/', { isPackaged: false })]).toEqual([false, true]);
  });

  it('have no more privileges than the window needs', () => {
    expect(appPrivileges.privileges).toEqual({
      standard: true, secure: true, supportFetchAPI: true, stream: true, bypassCSP: false, corsEnabled: false, allowServiceWorkers: false, codeCache: false,
    });
  });
});

describe('a session', () => {
  const session = new SessionDouble();
  guardSession(session, { isPackaged: true });
  const isGranted = (permission: string, requestingUrl = 'postquem://app/', isMainFrame = true): boolean[] => {
    const answers: boolean[] = [];
    session.handlers.permissionRequest?.({}, permission, (answer) => answers.push(answer), { isMainFrame, requestingUrl });
    return [...answers, session.handlers.permissionCheck?.({}, permission, requestingUrl, { isMainFrame }) ?? true];
  };

  it('grants copying text and the whole screen to the window, and nothing else to anybody', () => {
    expect([isGranted('clipboard-sanitized-write'), isGranted('fullscreen')]).toEqual([[true, true], [true, true]]);
    for (const refused of ['media', 'geolocation', 'clipboard-read', 'notifications', 'usb', 'openExternal', 'unknown']) expect([refused, isGranted(refused)]).toEqual([refused, [false, false]]);
    expect(isGranted('fullscreen', 'https://example.org/')).toEqual([false, false]);
    expect(isGranted('fullscreen', 'postquem://app/', false)).toEqual([false, false]);
    expect(session.handlers.device?.()).toBe(false);
  });

  it('cancels every request that would leave the application', () => {
    const isCancelled = (url: string): boolean => {
      let cancelled = false;
      session.handlers.beforeRequest?.({ url }, ({ cancel }) => void (cancelled = cancel));
      return cancelled;
    };
    expect(elsewhere.map(isCancelled)).not.toContain(false);
    expect(isCancelled('postquem://app/api/app')).toBe(false);
  });

  it('saves a download only where the person says, and none from elsewhere', () => {
    const asked: unknown[] = [];
    const download = (address: string): boolean => {
      const event = new Refusable();
      session.emit('will-download', event, { getURL: () => address, getFilename: () => 'report.pdf', setSaveDialogOptions: (options: unknown) => asked.push(options) });
      return event.isRefused;
    };
    expect([download('postquem://app/report.pdf'), download('blob:postquem://app/1'), download('https://example.org/x')]).toEqual([false, false, true]);
    expect(asked).toEqual([{ title: 'Save a copy', defaultPath: 'report.pdf' }, { title: 'Save a copy', defaultPath: 'report.pdf' }]);
  });
});

describe('a page', () => {
  const app = new Events();
  guardContents(app);
  const contents = new ContentsDouble();
  app.emit('web-contents-created', {}, contents);
  const isRefused = (event: string, url: string, isMainFrame = true): boolean => {
    const moving = Object.assign(new Refusable(), { url, isMainFrame });
    contents.emit(event, moving);
    return moving.isRefused;
  };

  it('stays at addresses of ours, in its main frame', () => {
    for (const event of ['will-navigate', 'will-frame-navigate', 'will-redirect']) {
      expect(elsewhere.map((url) => isRefused(event, url))).not.toContain(false);
      expect([isRefused(event, 'postquem://app/items'), isRefused(event, 'postquem://app/items', false)]).toEqual([false, true]);
    }
  });

  it('opens no window, holds no other page and finds no way around by WebRTC', () => {
    expect(contents.windowOpen?.()).toEqual({ action: 'deny' });
    expect(isRefused('will-attach-webview', 'postquem://app/')).toBe(true);
    expect(contents.webRtc).toBe('disable_non_proxied_udp');
  });

  it('is given no trust, no certificate and no login', () => {
    const answers: unknown[][] = [];
    const answer = (...said: unknown[]): void => void answers.push(said);
    const events = [new Refusable(), new Refusable(), new Refusable()];
    app.emit('certificate-error', events[0], {}, 'https://example.org', 'error', {}, answer);
    app.emit('select-client-certificate', events[1], {}, 'https://example.org', [{}], answer);
    app.emit('login', events[2], {}, {}, {}, answer);
    expect(answers).toEqual([[false], [], []]);
    expect(events.map((event) => event.isRefused)).toEqual([true, true, true]);
  });

  it('is shown in a sandbox, isolated, without Node and without anything experimental', () => {
    const { webPreferences } = windowOptions({ place: { width: 1, height: 1, isMaximized: false }, preload: '/p.cjs', session: {}, isPackaged: true });
    expect(webPreferences).toMatchObject({
      contextIsolation: true, sandbox: true, nodeIntegration: false, nodeIntegrationInWorker: false, nodeIntegrationInSubFrames: false, webSecurity: true,
      allowRunningInsecureContent: false, experimentalFeatures: false, webviewTag: false, spellcheck: false, navigateOnDragDrop: false, devTools: false,
    });
    expect(webPreferences).not.toHaveProperty('enableBlinkFeatures');
  });
});
