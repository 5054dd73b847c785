import { startAndForget } from './start-program.ts';

/** How a system opens an address in the browser that the person has chosen there. */
export function openingCommand(platform: NodeJS.Platform, address: string): { file: string; args: string[] } {
  if (platform === 'darwin') return { file: 'open', args: [address] };
  // Of Windows' ways the one without a shell, which would read the address as a command.
  if (platform === 'win32') return { file: 'rundll32.exe', args: ['url.dll,FileProtocolHandler', address] };
  return { file: 'xdg-open', args: [address] };
}

/** Whether there is a screen: over ssh, xdg-open would begin a browser of letters in this terminal. */
function hasScreen(platform: NodeJS.Platform, environment: NodeJS.ProcessEnv): boolean {
  return platform === 'darwin' || platform === 'win32' || Boolean(environment['DISPLAY'] || environment['WAYLAND_DISPLAY']);
}

/** Open an address in the default browser. False where that could not even be begun: the person opens it by hand. */
export async function openInBrowser(address: string, { platform, environment }: { platform: NodeJS.Platform; environment: NodeJS.ProcessEnv }): Promise<boolean> {
  if (!hasScreen(platform, environment)) return false;
  const { file, args } = openingCommand(platform, address);
  return startAndForget(file, args);
}
