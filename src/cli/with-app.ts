import { type App, openApp } from '../compose.ts';
import { weekOf } from '../issue/week.ts';

/**
 * Opens the program, runs one command and closes it again, whatever happened.
 * @param options as `openApp`
 */
export async function withApp(
  act: (app: App) => Promise<number>,
  options: Parameters<typeof openApp>[0] = {},
): Promise<number> {
  const app = await openApp(options);
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

/** Aborts when the process is asked to end, so that what is on the wire is answered and kept. */
export function endSignal(): AbortSignal {
  const controller = new AbortController();
  whenAskedToEnd(() => controller.abort());
  return controller.signal;
}

/**
 * Calls back once the process is asked to end: by SIGTERM, a closed terminal (SIGHUP), or Ctrl-C. Asked again it goes on
 * ending as it does; only a person who presses Ctrl-C once more after a moment ends it at once.
 */
export function whenAskedToEnd(end: () => void): void {
  let askedAt: number | null = null;
  const ask = (isByHand: boolean) => {
    const now = process.uptime();
    // npm passes on the Ctrl-C that reached us as well.
    if (isByHand && askedAt !== null && now - askedAt > AGAIN_AFTER_S) process.exit(EXIT_BY_HAND);
    if (askedAt === null) end();
    askedAt ??= now;
  };
  process
    .on('SIGTERM', () => ask(false))
    .on('SIGHUP', () => ask(false))
    .on('SIGINT', () => ask(true));
}

const AGAIN_AFTER_S = 2;
/** 128 and the number of SIGINT, as shells have it. */
const EXIT_BY_HAND = 130;

export function printJson(value: unknown): void {
  console.log(JSON.stringify(value, null, 2));
}
