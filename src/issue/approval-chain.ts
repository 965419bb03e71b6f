import { CHAIN_START, type ChainedApproval, linkHash } from './approval-record.ts';

/** A place where the chain of approvals does not hold. */
export interface ChainFault {
  /** Of the record. */
  readonly number: number;
  /** A sentence. */
  readonly why: string;
}

/**
 * Where a chain does not hold: a record that was changed, taken out or put in afterwards. That none was taken off its end
 * only its head can tell, which every issue's public data name.
 */
export function brokenChain(records: readonly ChainedApproval<unknown>[]): ChainFault[] {
  return records.flatMap((link, index) => {
    const before = records[index - 1];
    const faults: string[] = [];
    if (link.number !== index + 1) faults.push(`It stands where record ${index + 1} belongs.`);
    if (link.previous !== (before?.hash ?? CHAIN_START))
      faults.push('It does not name the record before it.');
    if (link.hash !== linkHash(link))
      faults.push('It is not what its hash is of: it was changed after it was written.');
    return faults.map(why => ({ number: link.number, why }));
  });
}
