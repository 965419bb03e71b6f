/** How a column's name, or a word of the sheet, is looked up: without regard to capitals and blanks. */
export function columnKey(text: string): string {
  return text.normalize('NFC').replace(/\s+/gu, ' ').trim().toLowerCase();
}
