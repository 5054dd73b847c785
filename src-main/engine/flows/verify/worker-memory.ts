/**
 * How much a checking thread may hold of what it has just made (MB). Left alone, V8 lets that grow to 100 MB and more while
 * a long log passes through, though next to nothing of it is kept.
 */
export const workerMemory = { maxYoungGenerationSizeMb: 24 } as const;
