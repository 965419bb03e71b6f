import { type App, openApp } from '../compose.ts';
import { weekOf } from '../issue/week.ts';

/** Opens the program, runs one command and closes it again, whatever happened. */
export async function withApp(act: (app: App) => Promise<number>): Promise<number> {
  const app = await openApp();
  try {
    return await act(app);
  } finally {
    await app.close();
  }
}

/** The week a command is about: the one given, or the current one in the publication's zone. */
export function chosenWeek(app: App, options: { readonly week?: string }): string {
  return options.week ?? weekOf(app.now(), app.settings.PUBLICATION_TIMEZONE);
}

export function printJson(value: unknown): void {
  console.log(JSON.stringify(value, null, 2));
}
