/** The library: grid, table, search, filters. */
export const library = {
  title: 'Library',
};
