import { parentPort, workerData } from 'node:worker_threads';
import { openBeside } from '../../db/database.ts';
import { damageIn } from '../../db/compare.ts';

// Asks SQLite about a database, and looks through its search index, beside the replay, which does not need the answer before its end.
const db = openBeside((workerData as { file: string }).file);
parentPort!.postMessage(damageIn(db));
db.close();
