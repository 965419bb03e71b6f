import type { JudgedMail } from './judged-mail.ts';

/** Wrong in every way a judge knows: the control without which a silent judge would pass for a strict one. */
export const badMail: JudgedMail = {
  subject: 'A bad mail',
  html: `<!doctype html><html><head><title>A bad mail</title><title>twice</title>
<style>.row{display:flex;position:absolute;color:var(--ink)} .wide{width:1200px} a{text-decoration:none}</style></head>
<body onload="alert(1)"><div style="opacity:0">A bad mail</div>
<div class="wide">Wider than the window</div><h2>First</h2><h4>Skipped</h4><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">
<table><tr><td>A layout table that does not say it is one</td></tr></table>
<p style="font-size:9px;line-height:1;color:#ccc">Small print in grey on grey that nobody is going to read anyway, is there.</p>
<div hidden>A second hidden thing</div>
<a href="/relative">click here</a> <a href="https://bit.ly/a">Vote</a> <a href="javascript:alert(1)">Vote</a>
<form action="/vote"><input name="choice"></form><svg></svg><p>undefined {{ name }}<p id="a"></p><p id="a"></p>
</body></html>`,
  text: `<p>${'A line that goes on and on far beyond the seventy-eight characters of a plain-text mail. '.repeat(2)}</p>`,
};
