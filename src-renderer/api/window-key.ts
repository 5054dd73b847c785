import { keyHeader, keyQuery } from '../../src-main/shared/api/window-key.ts';

const place = 'postquem-key';

/**
 * The word that this window was let in with, where the browser door asks for one. Cookies of this computer go to every
 * program that listens on it, whatever its port; what is stored for an origin does not. It came behind the `#` of the
 * first address, which is taken out of sight at once.
 */
export function takeKey(): void {
  const [, key] = /^#key=([\w-]+)$/.exec(location.hash) ?? [];
  if (key === undefined) return;
  localStorage.setItem(place, key);
  history.replaceState(null, '', location.pathname);
}

/** What every question to the engine carries. */
export function keyHeaders(): Record<string, string> {
  const key = localStorage.getItem(place);
  return key === null ? {} : { [keyHeader]: key };
}

/** An address that the browser itself asks for, where no header can be given: events, files to take out. */
export function keyed(path: string): string {
  const key = localStorage.getItem(place);
  return key === null ? path : `${path}?${keyQuery}=${encodeURIComponent(key)}`;
}
