/** Files that stand on one floor of the house. */
export interface Layer {
  readonly name: string;
  /** What belongs to it: files, folders whole (`src/web/`), or the files right in a folder (`src/desk/*`). */
  readonly of: readonly string[];
  /** Whether each folder below `of` is a room of its own: rooms beside each other know nothing of each other. */
  readonly rooms?: boolean;
}

/**
 * The house, lowest floor first. A file imports from its own floor and from those below it, types included; so data flows
 * one way, and a change is looked for in one direction. `npm run lint` reads this table and nothing else.
 */
export const LAYERS: readonly Layer[] = [
  {
    name: 'ground',
    of: [
      'src/compiled.mjs',
      'src/sender-flags.mjs',
      'src/exit.ts',
      'src/machine/',
      'src/packed.ts',
      'src/read-tsx.ts',
      'src/doctor/finding.ts',
    ],
  },
  { name: 'words', of: ['src/words/'] },
  { name: 'sheets', of: ['src/sheet/'] },
  { name: 'catalogue', of: ['src/catalogue/'] },
  { name: 'publication', of: ['src/publication/'] },
  { name: 'pairing', of: ['src/pairing/'] },
  { name: 'issue', of: ['src/issue/'] },
  { name: 'settings', of: ['src/config.ts', 'src/settings/'] },
  { name: 'templates', of: ['templates/'] },
  { name: 'render', of: ['src/render/'] },
  { name: 'audience', of: ['src/audience/'] },
  { name: 'vote', of: ['src/vote/'] },
  { name: 'open data', of: ['src/open-data/'] },
  { name: 'delivery', of: ['src/delivery/'] },
  { name: 'feedback', of: ['src/feedback/'] },
  { name: 'webhooks', of: ['src/webhooks/'] },
  { name: 'received copies', of: ['src/doctor/received/'] },
  { name: 'storage', of: ['src/storage/'] },
  { name: 'backup', of: ['src/backup/'] },
  { name: 'web', of: ['src/web/'] },
  { name: 'newsroom', of: ['src/newsroom/'] },
  { name: 'readers', of: ['src/readers/*'] },
  { name: 'rooms of the readers', of: ['src/readers/'], rooms: true },
  { name: 'desk', of: ['src/desk/*'] },
  { name: 'rooms of the desk', of: ['src/desk/'], rooms: true },
  { name: 'site, outbox, api and mcp', of: ['src/site/', 'src/outbox/', 'src/api/', 'src/mcp/'] },
  { name: 'roots', of: ['src/app.ts', 'src/compose.ts'] },
  { name: 'by itself', of: ['src/scheduler.ts', 'src/doctor/'] },
  { name: 'command line', of: ['src/cli/', 'src/main.ts'] },
];

/** Where a file stands: the number of its floor, and the room on it ('' where the floor is one room). */
export interface Place {
  readonly floor: number;
  readonly room: string;
}

/** @param file from the project's root, with `/` @returns null for what is not part of the house: tests, scripts */
export function placeOf(file: string, layers: readonly Layer[] = LAYERS): Place | null {
  const fits = (layer: Layer) => layer.of.find(pattern => covers(pattern, file));
  // A folder's own files stand on an earlier floor than the rooms below it, and are named before them.
  const floor = layers.findIndex(fits);
  const layer = layers[floor];
  if (!layer) return null;
  const folder = fits(layer) ?? '';
  return { floor, room: layer.rooms ? (file.slice(folder.length).split('/')[0] ?? '') : '' };
}

function covers(pattern: string, file: string): boolean {
  if (pattern.endsWith('/*')) {
    const folder = pattern.slice(0, -1);
    return file.startsWith(folder) && !file.slice(folder.length).includes('/');
  }
  return pattern.endsWith('/') ? file.startsWith(pattern) : file === pattern;
}
