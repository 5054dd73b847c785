import { uploadFilePath, uploadedFileSchema } from '../../../src-main/shared/api/uploads.ts';
import { answerTo, ask } from '../../api/client.ts';
import { traitsOf, traitsOfFile } from './found-files.ts';
import type { Receiver } from './send-files.ts';

/** The engine behind this window. */
export const engine: Receiver = {
  begin: (about) => ask('beginUpload', about),
  taken: takenOf,
  put: async (upload, found, signal) => {
    uploadedFileSchema.parse(await answerTo(uploadFilePath(upload, { ...traitsOfFile(found), n: found.n }), { method: 'PUT', body: found.file, signal }));
  },
  tellNotReceived: async (upload, sources) => void (await ask('tellNotReceived', { upload, sources })),
  end: async (upload) => void (await ask('endUpload', { upload })),
  job: async (id) => (await ask('jobs', {})).find((job) => job.id === id),
};

async function takenOf(upload: string): Promise<Set<string>> {
  const known = new Set<string>();
  let after: number | undefined;
  for (;;) {
    const { taken, next } = await ask('uploadState', { upload, ...(after === undefined ? {} : { after }) });
    for (const one of taken) known.add(traitsOf(one));
    if (next === null) return known;
    after = next;
  }
}
