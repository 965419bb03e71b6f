import type { Look } from '../src/publication/look.ts';
import { compactCss } from './compact-css.ts';
import { sheet } from './tokens.ts';

/**
 * The style sheet in the head of every mail: only what inline styles cannot say, and nothing a reader misses where a
 * client drops it. Thunderbird reads no rule within @media. Elements carry the light palette inline; dark mode
 * overrides by element, then by class. Outlook.com paints its own night and marks what it painted (`data-ogsb` a
 * ground, `data-ogsc` a text).
 */
export const mailCss = ({ dark }: Look): string =>
  compactCss(`
  :root{color-scheme:light dark;supported-color-schemes:light dark}
  body{margin:0;padding:0;-webkit-text-size-adjust:100%}
  table{border-collapse:collapse;font-variant-numeric:tabular-nums}
  .seats,.seats table{border-collapse:separate}
  .nb{white-space:nowrap}
  @media only screen and (max-width:${sheet.narrowBelow}px){
    .page,.band>table>tbody>tr>td{
      padding-left:${sheet.marginNarrow}px!important;padding-right:${sheet.marginNarrow}px!important
    }
    .headline,.headline div{font-size:28px!important;line-height:32px!important}
  }
  @media (prefers-color-scheme:dark){
    .paper,.paper>div,.paper>table>tbody>tr>td{background:${dark.paper}!important}
    body,div,table,td,th,a{color:${dark.ink}!important}
    td,th,p{border-color:${dark.rule}!important}
    .ink,.ink p{border-color:${dark.ink}!important}
    .strong,.mixed{color:${dark.ink}!important}
    .soft,.soft div{color:${dark.soft}!important}
    .ship{color:${dark.ship}!important}
    .skip{color:${dark.skip}!important;border-color:${dark.skip}!important}
    .seat{background:${dark.ship}!important;border-color:${dark.ship}!important;color:${dark.onFill}!important}
    .button,.cast td,.cast a{background:${dark.ink}!important;border-color:${dark.ink}!important;color:${dark.onFill}!important}
  }
  [data-ogsb] .seat{background:${dark.ship}!important}
  [data-ogsc] .seat,[data-ogsc] .button,[data-ogsc] .cast a{color:${dark.onFill}!important}
  [data-ogsb] .button,[data-ogsb] .cast td,[data-ogsb] .cast a{background:${dark.ink}!important}
  [data-ogsc] .ship{color:${dark.ship}!important}
  [data-ogsc] .skip{color:${dark.skip}!important}
`);

/** For Outlook's Word engine, which knows neither max-width nor the families of the other systems. */
export const outlookHead =
  '<!--[if mso]><xml><o:OfficeDocumentSettings><o:AllowPNG/><o:PixelsPerInch>96</o:PixelsPerInch>' +
  `</o:OfficeDocumentSettings></xml><style>.sheet{width:${sheet.width}px!important}` +
  'table{mso-table-lspace:0;mso-table-rspace:0}</style><![endif]-->';

/**
 * Keeps a client from filling the inbox snippet with the first lines of the mail. White space, so no words; the last
 * character is none, so that nothing trims it.
 */
export const preheaderFiller = `${'\u2007\ufeff'.repeat(60)}\u200c`;
