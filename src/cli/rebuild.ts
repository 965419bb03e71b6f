import { EXIT } from '../exit.ts';
import { rebuildWeek } from '../newsroom/rebuild.ts';
import { withApp } from './with-app.ts';

export function rebuildCommand(options: { readonly week: string }): Promise<number> {
  return withApp(async app => {
    const outcome = await rebuildWeek(app, options.week);
    if (outcome.kind === 'refused') {
      console.error(`${outcome.why} ${outcome.fix}`);
      return EXIT.no;
    }
    for (const { part, same } of outcome.parts)
      console.log(`${part}: ${same ? 'the same bytes' : 'DIFFERENT'}`);
    if (outcome.kind === 'same') return EXIT.done;
    console.log(
      'The templates or the renderer have changed since this issue was frozen. What was sent is unchanged.',
    );
    return EXIT.no;
  });
}
