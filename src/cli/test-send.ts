import { parseAddress } from '../audience/address.ts';
import { countOf } from '../desk/count.ts';
import { EXIT } from '../exit.ts';
import type { Engine } from '../newsroom/drafted-mail.ts';
import { testSend } from '../newsroom/test-send.ts';
import { chosenWeek, endSignal, withApp } from './with-app.ts';

interface Options {
  readonly to: string;
  readonly week?: string;
  readonly engine?: Engine;
  readonly variant?: number;
}

export function testSendCommand(options: Options): Promise<number> {
  const addresses = options.to.split(',').map(part => parseAddress(part.trim()));
  const bad = addresses.flatMap(address => (address.kind === 'bad' ? [address.reason] : []));
  if (bad.length > 0) {
    console.error(`--to: ${bad.join('; ')}`);
    return Promise.resolve(EXIT.usage);
  }
  return withApp(async app => {
    const outcome = await testSend(app, chosenWeek(app, options), {
      to: addresses.flatMap(address => (address.kind === 'ok' ? [address.email] : [])),
      ...(options.engine && { engine: options.engine }),
      ...(options.variant && { variant: options.variant }),
      who: 'command line',
      signal: endSignal(),
    });
    if (outcome.kind === 'refused') {
      console.error(`${outcome.why} ${outcome.fix}`);
      return EXIT.no;
    }
    for (const problem of outcome.round.problems) console.error(`Not submitted: ${problem}`);
    console.log(
      `${countOf(outcome.round.submitted, 'test mail')} submitted; content ${outcome.hash.slice(0, 12)}. Their votes never count.`,
    );
    return outcome.round.problems.length > 0 ? EXIT.no : EXIT.done;
  });
}
