import { Command, InvalidArgumentError } from 'commander';
import { startStandIn } from './stand-in/stand-in.ts';

const command = new Command('stand-in')
  .description(
    'A server in the place of the Resend API: takes mails, sends none, and keeps a ledger of them.',
  )
  .option('--port <number>', 'where to listen on 127.0.0.1; 0 for any free port', wholeNumber, 4010)
  .option('--key <key>', 'the API key it accepts', 're_stand_in')
  .option('--rate <number>', 'requests a second', wholeNumber, 10)
  .option('--daily <number>', 'mails a day', wholeNumber)
  .option('--monthly <number>', 'mails a month', wholeNumber)
  .option('--ledger <file>', 'JSON lines that outlive the stand-in')
  .option('--sending-only', 'the key may do nothing but send')
  .parse();

const given = command.opts<{
  port: number;
  key: string;
  rate: number;
  daily?: number;
  monthly?: number;
  ledger?: string;
  sendingOnly?: boolean;
}>();

const standIn = await startStandIn({
  port: given.port,
  apiKey: given.key,
  requestsPerSecond: given.rate,
  dailyQuota: given.daily ?? null,
  monthlyQuota: given.monthly ?? null,
  sendingOnly: given.sendingOnly ?? false,
  ...(given.ledger ? { ledgerFile: given.ledger } : {}),
});

console.log(`The stand-in for the Resend API listens on ${standIn.url}
Ledger and faults: ${standIn.url}/__stand-in/ledger (docs/decisions/044)
Use it with

MAIL_PROVIDER=resend
RESEND_BASE_URL=${standIn.url}
RESEND_API_KEY=${standIn.apiKey}
`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void standIn.close().then(() => process.exit(0));
  });
}

function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('Expected a whole number.');
  return Number(text);
}
