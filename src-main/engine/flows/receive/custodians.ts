import type { BundleReceived, ReceivedPart } from '../../db/tables/received.ts';
import type { ReadableCase } from '../open-case.ts';

/** Whoever keeps a log: by the name that the log gives, and by what others can check. */
export interface Custodian {
  name: string;
  log: string;
  /** Fingerprint of the custodian's key. */
  key: string;
}

export function custodianOfCase({ info, custodian }: ReadableCase): Custodian {
  return { name: custodian.name, log: info.log, key: custodian.fingerprint };
}

export function custodianOfPart({ custodian, log, custodianKey }: ReceivedPart): Custodian {
  return { name: custodian ?? 'nobody named', log, key: custodianKey ?? 'no key named' };
}

export function senderOf({ sender, log, senderKey }: BundleReceived): Custodian {
  return { name: sender, log, key: senderKey };
}
