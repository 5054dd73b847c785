/**
 * The number of the rules by which a claim is weighed. It is raised whenever the same entries may come to another
 * assessment than before, so that one reached by other rules can be told from one that was altered.
 * 2: the dates of confirmed copies enter by themselves, and evidence of one source counts once however it came in.
 */
export const rulesNumber = 2;
