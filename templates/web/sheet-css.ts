import { compactCss } from '../compact-css.ts';
import { space, type } from '../tokens.ts';
import { markCss } from './mark.tsx';

/** Font size and line height of one step of the scale. */
export function set(step: keyof typeof type): string {
  return `font-size:${type[step].size}px;line-height:${type[step].line}px`;
}

/** The sheet every page is printed on: ground, text, links, masthead, small print, the one button. */
export const sheetCss = compactCss(`
  body{margin:0;padding:0 ${space.three}px;background:var(--paper);color:var(--ink);font-family:var(--serif);${set('body')}}
  body>*{max-width:912px;margin:0 auto}
  p,h1,h2,h3,figure,blockquote{margin:0}
  h1,h2{font-weight:400;text-wrap:balance;${set('headline')}}
  h1{font-size:44px;line-height:48px}
  a{color:inherit;text-underline-offset:3px}
  a:hover{text-decoration-thickness:2px}
  a:focus-visible{outline:3px solid var(--ship);outline-offset:3px}
  .nb{white-space:nowrap}
  .masthead{display:flex;flex-wrap:wrap;justify-content:space-between;align-items:center;gap:0 ${space.three}px;
    margin-top:${space.four}px;padding:${space.two}px 0;border-top:4px solid var(--ink);border-bottom:1px solid var(--rule)}
  .masthead .name{font-weight:700;${set('title')}}
  .masthead .name a{text-decoration:none}
  ${markCss}
  .masthead .issue,.small-print{font-family:var(--sans);color:var(--soft);${set('label')}}
  .button{display:inline-block;padding:${space.two}px ${space.three}px;background:var(--ink);color:var(--on-fill);
    font-weight:700;text-decoration:none}
  @media (max-width:640px){
    h1{${set('headline')}}
    h2{font-size:28px;line-height:32px}
  }
  @media print{
    body{padding:0}
    .button{display:none}
  }
`);
