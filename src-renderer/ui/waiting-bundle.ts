const place = 'postquem-waiting-bundle';

/** A bundle that was opened while no case was: it waits for one into which it can be received. */
export function waitForCase(bundle: string): void {
  sessionStorage.setItem(place, bundle);
}

/** Which one waits. */
export function waitingBundle(): string {
  return sessionStorage.getItem(place) ?? '';
}

export function takeWaitingBundle(): string | undefined {
  const bundle = sessionStorage.getItem(place) ?? undefined;
  sessionStorage.removeItem(place);
  return bundle;
}
