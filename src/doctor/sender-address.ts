import { domainToASCII } from 'node:url';

/** The domain of a From value such as `Name <user@example.com>`, in ASCII and lower case; '' when there is none. */
export function senderDomain(from: string): string {
  const address = /<([^<>]+)>\s*$/.exec(from)?.[1] ?? from.trim();
  const at = address.lastIndexOf('@');
  return at < 1 ? '' : domainToASCII(address.slice(at + 1).trim());
}
