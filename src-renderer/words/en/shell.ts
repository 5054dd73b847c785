/** Rail, title bar, palette, keys, places. */
export const shell = {
  title: 'Shell',
};
