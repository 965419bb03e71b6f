/** A record or header of the form `a=1; b=2` (RFC 6376 3.2): names in lower case, values as they stand, the first of a name. */
export function tagsOf(record: string): ReadonlyMap<string, string> {
  const tags = new Map<string, string>();
  for (const part of record.split(';')) {
    const split = part.indexOf('=');
    const name = part.slice(0, split).trim().toLowerCase();
    if (split > 0 && !tags.has(name)) tags.set(name, part.slice(split + 1).trim());
  }
  return tags;
}
