/** From this size on a file is a job of its own, which a second worker may join. */
export const largeFromBytes = 16 * 1024 * 1024;
