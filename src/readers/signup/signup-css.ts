import { space } from '../../../templates/tokens.ts';
import { codeFace, face } from '../../web/face.ts';

/** The sign-up form and its pages. */
export const signupCss = `
.signup{margin:${space.five}px 0;border-top:4px solid var(--ink);border-bottom:1px solid var(--rule);padding:${space.three}px 0 ${space.two}px}
.signup h2,.signup h3{margin:0 0 ${space.two}px;font:bold ${face('title', 'serif')}}
.signup.alone{margin:0;border:0;padding:0}
.signup .lead{font:${face('body', 'serif')}}
.signup label,.signup summary,.signup legend{font:${face('small', 'sans')}}
.signup-line{display:grid;grid-template-columns:1fr auto;gap:${space.half}px 0}
.signup-line label{grid-column:1/-1}
.signup details{margin:${space.two}px 0}
.signup summary{cursor:pointer;padding:${space.half}px 0}
.signup details label{display:block;margin-top:${space.two}px}
.signup fieldset{margin:${space.two}px 0 0;border:0;padding:0;columns:2 220px;column-gap:${space.three}px}
.signup legend{padding:0 0 ${space.one}px;font-weight:bold}
.signup .choice{display:flex;align-items:center;gap:${space.one}px;min-height:32px;margin:0;break-inside:avoid}
.signup .choice input{flex:none;width:20px;min-height:20px;height:20px;margin:0;accent-color:var(--ink)}
.signup altcha-widget{display:block;margin-top:${space.one}px;--altcha-max-width:100%;--altcha-padding:${space.one}px 12px;--altcha-border-color:var(--rule);--altcha-border-radius:0;--altcha-color-base:var(--paper);--altcha-color-base-content:var(--ink);--altcha-color-success:var(--ship);--altcha-color-success-content:var(--on-fill);--altcha-color-primary:var(--ink);--altcha-color-error:var(--skip);--altcha-color-error-content:var(--on-fill);--altcha-input-background-color:transparent;--altcha-checkbox-border-color:var(--soft);--altcha-checkbox-border-radius:0;--altcha-spinner-color:var(--ink);font:${face('small', 'sans')}}
.signup .small,.small{font:${face('small', 'sans')};color:var(--soft)}
.signup .small{margin:${space.two}px 0 0}
.problem{margin:${space.one}px 0;border-inline-start:4px solid var(--skip);padding-inline-start:12px;font:${face('small', 'sans')};color:var(--skip)}
.instead{margin:${space.one}px 0}
.instead .button{max-width:100%;overflow-wrap:anywhere}
.after-button{margin-top:${space.three}px}
.framed{padding:${space.two}px}
.framed h1{margin:0 0 ${space.two}px;font:bold ${face('title', 'serif')}}
.snippet{margin:${space.two}px 0 ${space.three}px;border:1px solid var(--rule);padding:${space.two}px;overflow-x:auto;font:${codeFace};white-space:pre-wrap;overflow-wrap:anywhere}
iframe.embedded{display:block;width:100%;height:352px;min-height:0;border:1px solid var(--rule)}
.unseen{position:absolute;inset-inline-start:-9999px;top:auto;width:1px;height:1px;overflow:hidden}
`;
