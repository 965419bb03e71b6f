import { space } from '../../../templates/tokens.ts';

/** The catalogue's pages. */
export const catalogueCss = `
.desk .sieve{display:grid;grid-template-columns:minmax(0,2fr) minmax(0,2fr) minmax(0,1.4fr) auto;gap:${space.two}px;align-items:end;margin:0 0 ${space.three}px}
.desk .sieve .plain-field{max-width:none;margin:0}
.desk .age.old,.desk .age.never{font-weight:bold}
.desk .verdict-word{font-weight:bold}
.desk .verdict-word.ship{color:var(--ship)}
.desk .verdict-word.skip{color:var(--skip);text-decoration:line-through}
.desk .reviews blockquote{margin:0;max-width:72ch;font-family:var(--serif)}
@media(max-width:860px){.desk .sieve{grid-template-columns:minmax(0,1fr)}}
`;
