/** The header in which the desktop's main process shows that it was told the secret of the engine's socket. */
export const secretHeader = 'x-postquem-secret';
