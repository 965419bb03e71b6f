import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Hono } from 'hono';
import { compress } from 'hono/compress';
import type { WebEnv } from '../../web/web-env.ts';

/** The widget's build that brings neither style nor worker inside, which our policy would not run. */
const WIDGET_STYLE = textOf(import.meta.resolve('altcha/altcha.css'));
// Shipped beside it, but not named among the package's entries.
const WIDGET = textOf(import.meta.resolve('altcha/altcha.css'), './altcha.min.js');
const WORKER = textOf(import.meta.resolve('altcha/workers/pbkdf2'));

const WIDGET_STYLE_PATH = pathOf('proof', WIDGET_STYLE, 'css');
const WIDGET_PATH = pathOf('proof', WIDGET, 'js');
const WORKER_PATH = pathOf('proof-worker', WORKER, 'js');

/**
 * What scripts add to the form: the reader's time zone, an address without the unseen signs of a paste, and, only while very many sign up, a proof of work that runs while
 * the form is filled in. When that fails the form goes without it; the mail then takes longer.
 */
const SCRIPT = `for (const form of document.querySelectorAll('form.signup')) {
  const zone = form.elements.namedItem('timezone');
  if (zone && zone.value === '') zone.value = Intl.DateTimeFormat().resolvedOptions().timeZone ?? '';
  const email = form.elements.namedItem('email');
  email.addEventListener('change', () => {
    // Browsers refuse an address for a sign nobody sees, and do not say which.
    const clean = email.value.replace(/[\\u00ad\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2069\\ufeff]/g, '');
    if (clean !== email.value) email.value = clean;
  });
  form.addEventListener('focusin', () => prove(form).catch(() => undefined), { once: true });
}
async function prove(form) {
  const answer = await fetch('/subscribe/challenge');
  if (answer.status !== 200) return;
  const challenge = await answer.json();
  const style = document.createElement('link');
  style.rel = 'stylesheet';
  style.href = '${WIDGET_STYLE_PATH}';
  document.head.append(style);
  await import('${WIDGET_PATH}');
  globalThis.$altcha.algorithms.set('PBKDF2/SHA-256', () => new Worker('${WORKER_PATH}'));
  globalThis.$altcha.i18n.set(document.documentElement.lang.toLowerCase(), JSON.parse(form.dataset.proof));
  const widget = document.createElement('altcha-widget');
  widget.setAttribute('auto', 'onload');
  widget.setAttribute('configuration', JSON.stringify({ challenge, hideLogo: true, hideFooter: true, humanInteractionSignature: false }));
  widget.addEventListener('statechange', ({ detail }) => { if (detail.state === 'error') widget.remove(); });
  form.querySelector('.signup-line').after(widget);
}
`;

/** For the head of every page with the form, as a module. Named by its content, as the style sheet is. */
export const SIGNUP_SCRIPT_PATH = pathOf('sign-up', SCRIPT, 'js');

/** The sign-up's scripts, all from here. */
export function signupScripts(): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  const files = [
    [SIGNUP_SCRIPT_PATH, SCRIPT, 'text/javascript'],
    [WIDGET_PATH, WIDGET, 'text/javascript'],
    [WORKER_PATH, WORKER, 'text/javascript'],
    [WIDGET_STYLE_PATH, WIDGET_STYLE, 'text/css'],
  ] as const;
  for (const [path, text, type] of files) {
    routes.get(path, compress(), context =>
      context.body(text, 200, {
        'Content-Type': `${type}; charset=utf-8`,
        'Cache-Control': 'public, max-age=31536000, immutable',
      }),
    );
  }
  return routes;
}

function textOf(file: string, beside = file): string {
  return readFileSync(new URL(beside, file), 'utf8');
}

function pathOf(name: string, text: string, ending: string): string {
  return `/${name}.${createHash('sha256').update(text).digest('hex').slice(0, 12)}.${ending}`;
}
