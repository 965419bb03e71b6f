import { space, type } from '../../templates/tokens.ts';
import { face } from '../web/face.ts';

const label = face('label', 'sans');
const small = face('small', 'sans');

/** The list of mails: a register, one line a mail; on a phone three short lines a mail. */
export const outboxCss = `
.count{font:${small}}
.count code{overflow-wrap:anywhere}
.tools{display:flex;flex-wrap:wrap;justify-content:space-between;align-items:end;gap:${space.two}px ${space.four}px;margin:${space.three}px 0}
.kinds{display:flex;flex-wrap:wrap;gap:0 ${space.three}px;margin:0;padding:0;list-style:none;font:${small};font-variant-numeric:tabular-nums}
.kinds a,.views a{display:block;padding:10px 0 8px;border-bottom:2px solid transparent;text-decoration:none;white-space:nowrap}
.kinds a:hover,.views a:hover{border-color:var(--rule)}
.kinds a[aria-current],.views a[aria-current]{border-color:var(--ink);font-weight:bold}
.search{display:grid;grid-template-columns:1fr auto;gap:${space.half}px 0;width:288px;max-width:100%}
.search label{grid-column:1/-1;font:${label};color:var(--soft)}
.search input{border-color:var(--ink);border-right:0}
.found{font:${small}}
.mails{width:100%;border-collapse:collapse;table-layout:fixed;font:${small};font-variant-numeric:tabular-nums}
.mails caption{text-align:left;padding-bottom:${space.one}px;font:${label};color:var(--soft)}
.mails th{text-align:left;font:${label};color:var(--soft);padding:${space.one}px ${space.two}px ${space.one}px 0;border-bottom:1px solid var(--ink)}
.mails th:nth-child(1){width:96px}
.mails th:nth-child(2){width:27%}
.mails th:nth-child(4){width:176px}
.mails th:nth-child(5){width:72px;padding-right:0;text-align:right}
.mails tbody tr{position:relative}
.mails td{padding:10px ${space.two}px 10px 0;border-bottom:1px solid var(--rule);white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
.mails tbody tr:hover td{border-color:var(--ink)}
.mails .subject{font-family:var(--serif);font-size:${type.body.size}px}
.mails .subject a{text-decoration-color:var(--rule)}
.mails tr:hover .subject a{text-decoration-color:var(--ink)}
.mails .subject a::after{content:"";position:absolute;inset:0 -8px}
.mails .subject a:focus-visible{outline:0}
.mails .subject a:focus-visible::after{outline:3px solid var(--ink);outline-offset:-3px;border-radius:2px}
.mails .kind,.mails .written,.mails .size{color:var(--soft)}
.mails .size{padding-right:0;text-align:right}
.paging{display:flex;justify-content:space-between;margin-top:${space.two}px;font:${small};font-variant-numeric:tabular-nums}
.paging span{color:var(--soft);padding:10px 0}
.paging a{padding:10px 0}
@media(max-width:760px){
.tools search,.search{width:100%}
.mails,.mails tbody,.mails caption{display:block}
.mails thead{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}
.mails tbody{border-top:1px solid var(--ink)}
.mails tbody tr{display:grid;grid-template:"subject subject subject" auto "to to to" auto "kind written size" auto/auto 1fr auto;gap:0 ${space.one}px;padding:12px 0;border-bottom:1px solid var(--rule)}
.mails td{padding:0;border:0}
.mails .subject{grid-area:subject;white-space:normal;display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:2}
.mails .to{grid-area:to}
.mails .kind{grid-area:kind;font:bold ${label};line-height:24px}
.mails .written{grid-area:written;font:${label};line-height:24px}
.mails .size{grid-area:size;font:${label};line-height:24px}
}
`;
