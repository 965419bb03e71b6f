import { caniemail } from 'caniemail';
import { allowedFeatures, judgedClients } from '../caniemail-allowed.ts';
import type { JudgedMail } from './judged-mail.ts';

/** Never in a mail, whatever the data on clients says: one client drops it and the mail breaks. */
const FORBIDDEN: Readonly<Record<string, RegExp>> = {
  'display: flex or grid': /display\s*:\s*(inline-)?(flex|grid)/i,
  'position and float': /(position|float)\s*:\s*(absolute|fixed|sticky|relative|left|right)/i,
  'background image': /background(-image)?\s*:[^;"}]*url\(/i,
  'CSS variables': /var\(\s*--|[;{"\s]--[a-z][\w-]*\s*:/i,
  '@import, @font-face, @keyframes': /@(import|font-face|keyframes)/i,
  animation: /(animation|transition)(-\w+)?\s*:/i,
  'form controls': /<(form|input|button|select|textarea)\b/i,
  'svg, video, audio, canvas': /<(svg|video|audio|canvas)\b/i,
  'script, frame, object': /<(script|iframe|frame|object|embed|applet|base|link)\b/i,
  'local anchor': /href\s*=\s*["']?#/i,
};

/** What a client may not support, beyond the allow-list, and what must not be used at all. */
export function judgeClients({ html }: JudgedMail): string[] {
  const shown = html.replaceAll(/<!--[\s\S]*?-->/g, '');
  const forbidden = Object.entries(FORBIDDEN).filter(([, pattern]) => pattern.test(shown));
  const unsupported = unsupportedFeatures({ html }).filter(
    ({ feature, client }) => !isAllowed(feature, client),
  );
  return [
    ...forbidden.map(([name]) => `${name} must not be used in a mail`),
    ...unsupported.map(({ feature, client }) => `${client} does not support ${feature}`),
  ];
}

export interface UnsupportedFeature {
  readonly feature: string;
  readonly client: string;
}

/** Looking takes a quarter of a second a mail, and the same mail is asked about twice. */
const known = new Map<string, UnsupportedFeature[]>();

export function unsupportedFeatures({ html }: Pick<JudgedMail, 'html'>): UnsupportedFeature[] {
  const before = known.get(html);
  if (before) return before;
  const { errors } = caniemail({ clients: [...judgedClients], html }).issues;
  const found = [...errors].flatMap(([client, issues]) =>
    issues.map(issue => ({ feature: issue.title, client })),
  );
  known.set(html, found);
  return found;
}

function isAllowed(feature: string, client: string): boolean {
  return allowedFeatures.some(
    allowed => allowed.feature === feature && allowed.clients.some(glob => matches(glob, client)),
  );
}

/** @param glob `gmail.ios`, or `gmail.*` */
export function matches(glob: string, client: string): boolean {
  return glob.endsWith('.*') ? client.startsWith(glob.slice(0, -1)) : glob === client;
}
