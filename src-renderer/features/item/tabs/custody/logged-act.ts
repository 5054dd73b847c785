import type { Output } from '../../../../api/client.ts';

export type LoggedAct = Output<'itemLog'>[number];
