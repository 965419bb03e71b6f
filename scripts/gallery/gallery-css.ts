import { HOUSE_LOOK, type Palette } from '../../src/publication/look.ts';

const { light, dark, font } = HOUSE_LOOK;

/** Same paper and ink as the mails, so that nothing but the mail itself catches the eye. */
export const galleryCss = `
:root{${variables(light)}}
[data-scheme=dark]{${variables(dark)}color-scheme:dark}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:15px/24px ${font.sans};font-variant-numeric:tabular-nums}
a{color:inherit;text-decoration-color:var(--rule);text-underline-offset:4px}
a:hover{text-decoration-color:currentColor}
a:focus-visible,summary:focus-visible{outline:2px solid var(--ink);outline-offset:2px}
h1,h2,h3,p,ul,dl,dd{margin:0;padding:0}
ul{list-style:none}
main{padding:32px 40px 96px;min-width:0}
.with-side main{padding:32px 24px 96px}
.with-side{display:grid;grid-template-columns:208px minmax(0,1fr)}

.side{border-right:1px solid var(--rule);padding:32px 16px 32px 28px;height:100vh;position:sticky;top:0;overflow:auto}
.side h2{font:bold 13px/16px ${font.sans};margin:32px 0 8px}
.side li a{display:block;padding:4px 0 4px 12px;margin-left:-12px;text-decoration:none;border-left:3px solid transparent}
.side li a:hover{border-left-color:var(--rule)}
.side li a[aria-current]{border-left-color:var(--ink);font-weight:bold}
.only-narrow{display:none}

.top{border-top:4px solid var(--ink);padding-top:16px;display:flex;flex-wrap:wrap;gap:16px 40px;align-items:baseline;justify-content:space-between}
.kicker{color:var(--soft);font-size:13px;line-height:16px}
h1{font:normal 32px/40px ${font.serif};margin-top:8px;overflow-wrap:anywhere}
.controls{display:flex;flex-wrap:wrap;gap:8px 24px;margin:24px 0 0}
.choice{display:flex;border:1px solid var(--ink)}
.choice a{padding:9px 16px;text-decoration:none;line-height:24px;min-width:44px;text-align:center}
.choice a+a{border-left:1px solid var(--ink)}
.choice a[aria-current]{background:var(--ink);color:var(--on-fill)}
.sizes{display:flex;flex-wrap:wrap;gap:8px 32px;margin:24px 0 0;border-block:1px solid var(--rule);padding:12px 0}
.sizes dt{color:var(--soft);font-size:13px;line-height:16px}
.sizes dd{font-size:17px;line-height:24px}
.sizes small{color:var(--soft);font-size:13px}
.over{color:var(--skip);font-weight:bold}
.note{color:var(--soft);font-size:13px;line-height:20px;margin-top:16px;max-width:68ch}

.frames{display:flex;flex-wrap:wrap;gap:32px 24px;align-items:flex-start;margin-top:32px}
figure{margin:0;max-width:100%;overflow-x:auto}
figcaption{color:var(--soft);font-size:13px;line-height:16px;margin-bottom:8px}
iframe{display:block;border:0;outline:1px solid var(--rule);outline-offset:-1px;background:var(--paper)}
pre{margin:32px 0 0;padding:24px;border:1px solid var(--rule);font:14px/20px ui-monospace,Menlo,Consolas,monospace;overflow-x:auto}
pre.text{max-width:calc(78ch + 50px)}
pre.source{white-space:pre-wrap;overflow-wrap:anywhere}
pre.reason{white-space:pre-wrap;border-color:var(--skip);color:var(--skip)}

.sheets{display:grid;grid-template-columns:repeat(auto-fill,368px);gap:40px 48px;margin-top:16px}
.group{font:normal 24px/32px ${font.serif};border-top:1px solid var(--rule);padding-top:16px;margin-top:48px}
.pair{display:grid;grid-template-columns:180px 180px;gap:8px;margin-top:8px}
.thumb{position:relative;height:240px;overflow:hidden;border:1px solid var(--rule)}
.thumb:hover{border-color:var(--ink)}
.thumb iframe{position:absolute;inset:0;width:600px;height:800px;transform-origin:0 0;transform:scale(.3);outline:0}
.thumb a{position:absolute;inset:auto 0 0;background:var(--paper);border-top:1px solid var(--rule);padding:4px 8px;font-size:13px;line-height:16px;text-decoration:none}
.thumb a::before{content:"";position:absolute;inset:-400px 0 0}
.sheets h3{font:bold 15px/24px ${font.sans}}
.sheets h3 a{text-decoration:none}

.live{position:fixed;right:16px;bottom:16px;background:var(--paper);border:1px solid var(--rule);padding:4px 12px;font-size:13px;line-height:16px;color:var(--soft)}
.live:empty{display:none}

@media (max-width:900px){
  .with-side{grid-template-columns:minmax(0,1fr)}
  .side{order:2;position:static;height:auto;border-right:0;border-top:1px solid var(--rule);padding:16px 20px 64px}
  main,.with-side main{padding:24px 20px 48px}
  .only-narrow{display:block}
  h1{font-size:24px;line-height:32px}
  .sheets{grid-template-columns:minmax(0,1fr)}
  .pair{grid-template-columns:repeat(2,minmax(0,180px));gap:8px}
}
`;

function variables(palette: Palette): string {
  return Object.entries(palette)
    .map(([name, colour]) => `--${name === 'onFill' ? 'on-fill' : name}:${colour};`)
    .join('');
}
