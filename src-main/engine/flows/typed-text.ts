import type { z } from 'zod';
import { collectionSchema, personTextSchema, type Collection } from '../../shared/collection.ts';
import { CaseError } from '../../shared/errors.ts';

/** A text that a person typed, as the record holds it. Throws CaseError `argument-invalid` when empty or too long. */
export function typedText(field: string, text: string, schema: z.ZodType<string> = personTextSchema): string {
  const parsed = schema.safeParse(text);
  if (parsed.success) return parsed.data;
  throw refusal(field, parsed.error.issues[0]);
}

/** The collection fields that a person typed, as the record holds them. Throws CaseError `argument-invalid`. */
export function typedCollection(wanted: Collection): Collection {
  const parsed = collectionSchema.safeParse(wanted);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw refusal((issue?.path ?? []).filter((part) => typeof part === 'string').map(inWords).join(', '), issue);
}

function refusal(field: string, issue: z.core.$ZodIssue | undefined): CaseError {
  return new CaseError('argument-invalid', { detail: `The ${field} ${problemOf(issue)}. Nothing was changed.` });
}

function problemOf(issue: z.core.$ZodIssue | undefined): string {
  if (issue?.code === 'too_small') return 'is empty: write something, or leave it out';
  if (issue?.code === 'too_big') return `is too long: at most ${issue.maximum} ${issue.origin === 'array' ? 'entries' : 'characters'}`;
  return `cannot be recorded: ${issue?.message ?? 'it is no text'}`;
}

/** `receivedFrom` as people say it. */
function inWords(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
