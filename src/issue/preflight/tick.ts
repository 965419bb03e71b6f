import type { Finding } from './finding.ts';

/** What a tick says it is for: the warning's code and place. */
export function tickOf({ code, place }: Pick<Finding, 'code' | 'place'>): string {
  return `${code} ${place}`;
}
