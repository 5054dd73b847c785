import { bridgeName, type DesktopBridge } from '../../src-main/shared/desktop-bridge.ts';

/** What the desktop door adds; undefined in a browser. */
export function desktop(): DesktopBridge | undefined {
  return (globalThis as { [bridgeName]?: DesktopBridge })[bridgeName];
}
