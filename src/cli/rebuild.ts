import { EXIT } from '../exit.ts';
import { VERSION } from '../machine/version.ts';
import { rebuildWeek } from '../newsroom/rebuild.ts';
import { withApp } from './with-app.ts';

export function rebuildCommand(options: { readonly week: string }): Promise<number> {
  return withApp(async app => {
    const outcome = await rebuildWeek(app, options.week);
    if (outcome.kind === 'refused') {
      console.error(`${outcome.why} ${outcome.fix}`);
      return EXIT.no;
    }
    console.log(
      `kept mails: ${outcome.isAsApproved ? 'as they were approved' : 'NOT AS THEY WERE APPROVED'}`,
    );
    for (const { part, same } of outcome.parts)
      console.log(`${part}, rendered again: ${same ? 'the same bytes' : 'DIFFERENT'}`);
    if (outcome.kind === 'same') return EXIT.done;
    console.log(
      outcome.isAsApproved
        ? `What was sent is unchanged. Version ${VERSION} renders it differently: templates or renderer have changed since it was frozen.`
        : 'Something other than this program has changed what was frozen. Compare the database with a backup from before.',
    );
    return EXIT.no;
  });
}
