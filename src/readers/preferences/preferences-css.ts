import { space } from '../../../templates/tokens.ts';
import { face } from '../../web/face.ts';

/** The reader's own page: one question a row, set like the lines of a form on paper. */
export const preferencesCss = `
.or-else{margin-top:${space.four}px;color:var(--soft);font:${face('small', 'sans')}}
.address{font-weight:bold;overflow-wrap:anywhere}
.told{border-inline-start:4px solid var(--ink);padding:${space.one}px ${space.two}px;font:${face('small', 'sans')}}
.told.wrong{border-color:var(--skip);color:var(--skip)}
.preferences{margin:${space.four}px 0 ${space.five}px}
.field{margin:0;border:0;border-top:1px solid var(--rule);padding:${space.two}px 0 ${space.three}px;min-width:0}
.field>label,.field>legend{padding:0;font:bold ${face('body', 'serif')}}
.field>legend{float:left;width:100%}
.field>legend+*{clear:both}
.hint{margin:0 0 ${space.one}px;color:var(--soft);font:${face('small', 'sans')}}
.field.wrong input,.field.wrong select{border-color:var(--skip)}
select{border:1px solid var(--soft);border-radius:0;background:var(--paper);color:var(--ink);font:17px/24px var(--sans);padding:${space.one}px 12px;min-height:44px;width:100%}
.choices{display:grid;grid-template-columns:1fr 1fr;gap:0 ${space.three}px;font:${face('small', 'sans')}}
.choices label{display:flex;align-items:center;gap:12px;min-height:44px;cursor:pointer;min-width:0;overflow-wrap:anywhere}
input[type=checkbox]{flex:none;width:20px;min-height:0;height:20px;margin:0;accent-color:var(--ink)}
.acts{display:flex;flex-wrap:wrap;align-items:center;gap:${space.two}px ${space.three}px}
.acts a{padding:10px 0;font:${face('small', 'sans')}}
.ledger{margin:${space.three}px 0 ${space.four}px;border-bottom:1px solid var(--rule)}
.ledger>div{display:grid;grid-template-columns:88px 1fr;border-top:1px solid var(--rule);padding:${space.two}px 0}
.ledger dt{font:bold ${face('small', 'sans')}}
.ledger dd{margin:0}
@media(max-width:480px){.choices{grid-template-columns:1fr}}
`;
