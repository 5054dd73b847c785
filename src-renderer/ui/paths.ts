/** Addresses inside the window. */
export const paths = {
  start: '/',
  library: '/library',
  item: (id: string): string => `/library/${encodeURIComponent(id)}`,
  claims: '/claims',
  claim: (id: string): string => `/claims/${encodeURIComponent(id)}`,
  map: '/map',
  custody: '/custody',
  custodyPart: (part: string): string => `/custody/${part}`,
  handover: '/handover',
  receive: (bundle: string): string => `/handover/receive?${new URLSearchParams({ bundle }).toString()}`,
  handoverPart: (part: string): string => `/handover/${part}`,
  settings: '/settings',
  settingsPart: (part: string): string => `/settings/${part}`,
} as const;
