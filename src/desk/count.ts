/** `12,300` */
export function count(amount: number): string {
  return amount.toLocaleString('en');
}

/** `1 reader`, `12,300 readers`. @param one the noun for a single one; its plural has an s */
export function countOf(amount: number, one: string): string {
  return `${count(amount)} ${amount === 1 ? one : `${one}s`}`;
}
