/** The first screen: open, create, recent cases. */
export const start = {
  title: 'Start',
};
