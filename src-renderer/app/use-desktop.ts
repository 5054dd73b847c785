import { useEffect, useEffectEvent, useState } from 'react';
import { useLocation } from 'wouter';
import type { EngineState, MenuCommand } from '../../src-main/shared/desktop-bridge.ts';
import { desktop } from '../ui/desktop.ts';
import { paths } from '../ui/paths.ts';
import { useSettings } from '../ui/use-settings.ts';

interface DesktopActs {
  onOpenCase(folder: string): void;
  onReceiveBundle(path: string): void;
  onMenu: Partial<Record<MenuCommand, () => void>>;
}

/** What comes from the desktop around the window: its menus, and cases that are to be opened. Nothing in a browser. */
export function useDesktop({ onOpenCase, onReceiveBundle, onMenu }: DesktopActs): void {
  const [, go] = useLocation();
  const { change } = useSettings();
  const choose = useEffectEvent((command: MenuCommand) => {
    const everywhere: Partial<Record<MenuCommand, () => void>> = {
      library: () => go(paths.library),
      settings: () => go(paths.settings),
      keys: () => go(paths.settingsPart('keys')),
      licences: () => go(paths.settingsPart('about')),
      'theme-auto': () => change({ theme: 'auto' }),
      'theme-light': () => change({ theme: 'light' }),
      'theme-dark': () => change({ theme: 'dark' }),
    };
    (onMenu[command] ?? everywhere[command])?.();
  });
  const open = useEffectEvent(onOpenCase);
  const receive = useEffectEvent(onReceiveBundle);
  const hearEngine = useEffectEvent((state: EngineState) => {
    if (state.state === 'running' && state.notReopened !== undefined) onOpenCase(state.notReopened.folder);
  });
  useEffect(() => {
    const bridge = desktop();
    const stops = [bridge?.onMenu((command) => choose(command)), bridge?.onOpenCase((folder) => open(folder)), bridge?.onReceiveBundle((path) => receive(path)), bridge?.onEngineState((state) => hearEngine(state))];
    return () => {
      for (const stop of stops) stop?.();
    };
  }, []);
}

/** Whether the desktop has given up starting the engine again. */
export function useEngineGivenUp(): boolean {
  const [isGivenUp, setGivenUp] = useState(false);
  useEffect(() => desktop()?.onEngineState(({ state }) => setGivenUp(state === 'given-up')), []);
  return isGivenUp;
}
