import type { Settings } from '../config.ts';
import { isLoopbackHost } from '../machine/local.ts';
import { type DoctorFinding, failed, ok, unknown, warning, whyOf } from './finding.ts';
import { hasRealProvider } from './settings-check.ts';

const PATIENCE_MS = 5_000;

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** Whether readers, and the mail API's webhooks, find their way back to us. */
export async function checkWeb(settings: Settings, fetch: Fetch): Promise<DoctorFinding[]> {
  return [
    checkPublicUrl(settings),
    await checkReachable(settings, fetch),
    ...(settings.MAIL_PROVIDER.includes('resend') ? [checkWebhookSecret(settings)] : []),
  ];
}

function checkPublicUrl(settings: Settings): DoctorFinding {
  const check = 'public address';
  const { protocol, hostname } = new URL(settings.PUBLIC_URL);
  const found = `PUBLIC_URL is ${settings.PUBLIC_URL}`;
  if (!hasRealProvider(settings)) return ok(check, found);
  const fix = 'Set PUBLIC_URL to the https address at which readers reach this site.';
  if (isLoopbackHost(hostname))
    return failed(check, `${found}, which leads readers to their own machine`, fix);
  if (protocol !== 'https:')
    return failed(check, `${found}: one-click unsubscribe and webhooks need https`, fix);
  return ok(check, found);
}

async function checkReachable(settings: Settings, fetch: Fetch): Promise<DoctorFinding> {
  const check = 'site and webhooks';
  const url = `${settings.PUBLIC_URL}/healthz`;
  const ours = 'Start serve, and point the proxy in front of it there.';
  try {
    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(PATIENCE_MS) });
    const said = await response.text();
    if (response.status === 200 && /"status"\s*:\s*"ok"/.test(said)) {
      return ok(check, `${url} answers this machine; whether it answers the world cannot be seen from here`);
    }
    return failed(check, `${url} answers ${response.status}, and not as this program would`, ours);
  } catch (error) {
    const why = whyOf(error);
    return /ECONNREFUSED/.test(`${why} ${String((error as { cause?: unknown }).cause)}`)
      ? warning(check, `nothing is listening at ${url}`, ours)
      : unknown(check, `${url} could not be reached from here: ${why}`, `Try it from outside. ${ours}`);
  }
}

/** Whether it can be a secret is checked with the settings; whose it is, nobody can see before an event comes. */
function checkWebhookSecret(settings: Settings): DoctorFinding {
  const check = 'webhook secret';
  const secrets = settings.RESEND_WEBHOOK_SECRET;
  const place = `${settings.PUBLIC_URL}/hooks/resend`;
  if (secrets === undefined) {
    const fix = `Create a webhook for ${place} in the mail API’s dashboard and set RESEND_WEBHOOK_SECRET.`;
    return warning(check, 'not set: bounces and complaints are not reported back', fix);
  }
  return ok(check, `${secrets.length} set; whether ${place} is registered cannot be seen from here`);
}
