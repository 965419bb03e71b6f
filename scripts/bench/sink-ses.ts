import type { IncomingMessage } from 'node:http';

const TEMPLATES = '/v2/email/templates';
/** Far above what one machine sends; -1 stands for no limit. */
const ACCOUNT = {
  ProductionAccessEnabled: true,
  SendingEnabled: true,
  SendQuota: { Max24HourSend: -1, MaxSendRate: 100_000, SentLast24Hours: 0 },
};

interface Template {
  readonly TemplateName: string;
  readonly TemplateContent: unknown;
}

/** By name, for as long as the sink runs. */
const kept = new Map<string, Template>();

/**
 * Answers what SES is asked besides sending, through `say`.
 * @returns false when the request is about something else
 */
export function answerSes(request: IncomingMessage, say: (status: number, body: unknown) => void): boolean {
  const path = request.url ?? '';
  const isTemplate = path.startsWith(TEMPLATES);
  if (path !== '/v2/email/account' && !isTemplate) return false;
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    if (!isTemplate) return say(200, ACCOUNT);
    if (request.method === 'POST') {
      const made = JSON.parse(Buffer.concat(chunks).toString()) as Template;
      kept.set(made.TemplateName, made);
      return say(200, {});
    }
    const found = kept.get(decodeURIComponent(path.slice(TEMPLATES.length + 1)));
    if (found) say(200, found);
    else say(404, { __type: 'NotFoundException', message: 'There is no such template.' });
  });
  return true;
}
