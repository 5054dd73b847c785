/** The jobs tray. */
export const jobs = {
  title: 'Jobs',
};
