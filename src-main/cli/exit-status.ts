/** 0 done, 1 done with findings, 2 could not be done. */
export const exitStatus = { done: 0, findings: 1, failed: 2 } as const;
export type ExitStatus = (typeof exitStatus)[keyof typeof exitStatus];

/** Tells the command line how a command ended. */
export type EndWith = (status: ExitStatus) => void;
