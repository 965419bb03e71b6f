/** A slug made of a name: "Ümlaut & Co. vs Élan" → `umlaut-co-versus-elan`; '' where the name has no letter for it. */
export function slugFrom(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/ß/gu, 'ss')
    .replace(/[^a-z0-9]+/gu, '-')
    .replace(/^-|-$/gu, '')
    .split('-')
    .map(word => (word === 'vs' ? 'versus' : word))
    .join('-');
}
