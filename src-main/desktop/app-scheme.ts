/** The one scheme that the window knows. It is answered by the engine and by nothing on a network. */
export const appScheme = 'postquem';
export const appHost = 'app';
export const appOrigin = `${appScheme}://${appHost}`;
export const appPage = `${appOrigin}/`;

/**
 * What pages of the scheme may do: be a secure origin with `fetch`, and stream (video needs it). Not: be read by other
 * origins, pass by the content security policy, register service workers, keep compiled code on the disk.
 */
export const appPrivileges = {
  scheme: appScheme,
  privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, bypassCSP: false, corsEnabled: false, allowServiceWorkers: false, codeCache: false },
};

/** Whether an address is one of the window's own. Read by a parser: a comparison of beginnings is fooled by `postquem://app.elsewhere`. */
export function isOwnAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, host, username, password } = new URL(address);
  return protocol === `${appScheme}:` && host === appHost && username === '' && password === '';
}
