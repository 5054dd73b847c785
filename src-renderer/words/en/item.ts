/** One item: player, keyframes, marks, tabs. */
export const item = {
  title: 'Item',
};
