/** Addresses inside the window. */
export const paths = {
  start: '/',
  library: '/library',
  item: (id: string): string => `/library/${encodeURIComponent(id)}`,
  settings: '/settings',
} as const;
