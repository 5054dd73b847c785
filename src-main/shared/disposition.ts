import { z } from 'zod';

/** What can become of an item. The evidentiary copy in the case stays whatever is recorded. */
export const dispositions = ['returned', 'transferred', 'sealed', 'unsealed', 'copy-destroyed-elsewhere', 'other'] as const;
export const dispositionSchema = z.enum(dispositions);
export type Disposition = z.infer<typeof dispositionSchema>;

/** The dispositions that mean nothing unless it is said who received it. */
export function needsReceiver(disposition: Disposition): boolean {
  return disposition === 'returned' || disposition === 'transferred';
}
