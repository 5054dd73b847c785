import { config } from 'zod';

// Imported first: schemas look whether code may be made of text as soon as one of them exists, and this page forbids it.
config({ jitless: true });
