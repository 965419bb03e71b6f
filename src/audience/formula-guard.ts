/**
 * Spreadsheets run a cell that starts with one of these as a formula (https://owasp.org/www-community/attacks/CSV_Injection);
 * where `;` or a tab separates cells, so they do after one in the middle of ours. The full-width forms count too.
 */
const TRIGGERS = '=+\\-@\\uff1d\\uff0b\\uff0d\\uff20';
const UNGUARDED = new RegExp(`(^|[;,\\t])('*)(?=[${TRIGGERS}])`, 'g');
const GUARDED = new RegExp(`(^|[;,\\t])'('*)(?=[${TRIGGERS}])`, 'g');

/**
 * Puts one `'` before whatever a spreadsheet would run, also where some stand there already: so that unguardFormula
 * gives back exactly what was guarded.
 */
export function guardFormula(cell: string): string {
  return cell.replace(UNGUARDED, "$1'$2");
}

/** Takes one `'` away from where guardFormula puts it; any other text stays as it is. */
export function unguardFormula(cell: string): string {
  return cell.replace(GUARDED, '$1$2');
}
