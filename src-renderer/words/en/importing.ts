/** The import sheet and what is dropped on the window. */
export const importing = {
  title: 'Importing',
};
