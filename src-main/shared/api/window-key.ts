/** Where a window shows the word that it was let in with: in each question, or in the query of what the browser asks for itself. */
export const keyHeader = 'x-postquem-key';
export const keyQuery = 'key';
