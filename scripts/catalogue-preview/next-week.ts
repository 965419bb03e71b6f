import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Catalogue } from '../../src/catalogue/tool.ts';
import type { App } from '../../src/compose.ts';
import type { PastIssue, Pick } from '../../src/pairing/pairing.ts';

export interface Asked {
  /** Absolute. */
  readonly file: string;
  readonly catalogue: Catalogue;
  readonly past: readonly PastIssue[];
  /** Null for the next one. */
  readonly week: string | null;
  /** Absolute; null for the sample's. */
  readonly publication: string | null;
}

/** The next issue as a catalogue makes it. */
export interface ShownWeek {
  readonly week: string;
  readonly catalogue: Catalogue;
  readonly pick: Pick;
  /** Sent before, which are not picked again. */
  readonly issues: number;
  /** Null for a week without a pairing. */
  readonly mail: {
    readonly subject: string;
    readonly preheader: string;
    readonly html: string;
    readonly text: string;
  } | null;
}

/** Picks and renders in a database that is gone afterwards; no setting of this machine has a say. */
export async function nextWeek(asked: Asked): Promise<ShownWeek> {
  const folder = mkdtempSync(join(tmpdir(), 'verdicts-preview-'));
  // A pull request brings its own .env along: what it sets may not count here.
  Object.assign(process.env, {
    ENV_FILE: 'off',
    DATABASE_URL: `file:${join(folder, 'verdicts.db')}`,
    OUTBOX_DIR: join(folder, 'outbox'),
    CATALOGUE: asked.file,
    PUBLIC_URL: 'https://preview.verdicts.example',
    SECRET_KEYS: 'preview-'.repeat(5),
    LOG_LEVEL: 'error',
    ...(asked.publication !== null && { PUBLICATION: asked.publication }),
  });
  const { openApp } = await import('../../src/compose.ts');
  const app = await openApp();
  try {
    return await shownWeek(app, asked);
  } finally {
    await app.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function shownWeek(app: App, { catalogue, past, week: wanted }: Asked): Promise<ShownWeek> {
  const { pickWeek } = await import('../../src/newsroom/pick-week.ts');
  const { draftIssue } = await import('../../src/newsroom/draft.ts');
  const { previewMail } = await import('../../src/newsroom/preview-mail.ts');
  const week = wanted ?? (await weekAfter(app));
  await keepPast(
    app,
    past.filter(issue => issue.week !== week),
  );
  const picked = await pickWeek(app, week, 'preview');
  if (picked.kind === 'invalid_catalogue') throw new Error(picked.message);
  const { issue } = picked;
  const shown = { week, catalogue, pick: issue.pick, issues: past.length };
  if (issue.pick.pairings.length === 0) return { ...shown, mail: null };
  const draft = await draftIssue(app, issue);
  const { subject, preheader } = draft.content;
  const { html, text } = await previewMail(app, draft);
  return { ...shown, mail: { subject, preheader, html, text } };
}

async function weekAfter({ now, settings }: App): Promise<string> {
  const { weekOf } = await import('../../src/issue/week.ts');
  return weekOf(now() + 7 * 24 * 3_600_000, settings.PUBLICATION_TIMEZONE);
}

/** What was shown before, as issues that say no more than that. */
async function keepPast({ issues, now }: App, past: readonly PastIssue[]): Promise<void> {
  for (const { week, pairings } of past) {
    await issues.insertPicked({
      week,
      catalogueHash: '',
      seed: '',
      pick: {
        asked: pairings.length,
        rung: { step: 0, name: '' },
        pairings: pairings.map(pair => ({ ...pair, score: 0, terms: {}, why: '', runnersUp: [] })),
      },
      sendAt: now(),
      createdAt: now(),
      state: 'held',
      reason: '',
    });
  }
}
