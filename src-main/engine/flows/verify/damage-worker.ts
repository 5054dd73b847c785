import { parentPort, workerData } from 'node:worker_threads';
import { openBeside } from '../../db/database.ts';
import { damageOf } from '../../db/compare.ts';

// Asks SQLite about a database beside the replay, which does not need the answer before its end.
const db = openBeside((workerData as { file: string }).file);
parentPort!.postMessage(damageOf(db));
db.close();
