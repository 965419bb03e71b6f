import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cataloguePlace } from '../../src/settings/catalogue-place.ts';
import { leftBehind } from '../../src/settings/database-place.ts';

const newFolder = () => mkdtempSync(join(tmpdir(), 'verdicts-place-'));
function put(file: string): string {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, '');
  return file;
}

describe('a publication that gets a folder', () => {
  it('begins no second list of readers beside the first, unless that is said', () => {
    const [home, root] = [newFolder(), newFolder()];
    expect(leftBehind(home, root)).toBeNull();
    put(join(root, 'var/verdicts.db'));
    // Tried out there before.
    put(join(home, 'var/sample.db'));
    const why = leftBehind(home, root) ?? '';
    for (const words of [
      `${home}/var/verdicts.db is not there yet, and ${root}/var/verdicts.db is`,
      'DATABASE_URL=file:./var/verdicts.db,',
      'move that file there',
      `DATABASE_URL=file:${home}/var/verdicts.db`,
    ])
      expect(why).toContain(words);
    expect(leftBehind(root, root)).toBeNull();
    put(join(home, 'var/verdicts.db'));
    expect(leftBehind(home, root)).toBeNull();
  });
});

describe('a catalogue of before', () => {
  const places = () => {
    const folder = newFolder();
    return { folder, earlier: join(folder, 'earlier/catalogue.json'), isSample: true };
  };

  it('is the catalogue while it is there and nothing else is set, and the start says so', () => {
    const sample = places();
    expect(cataloguePlace(undefined, sample)).toEqual({
      path: join(sample.folder, 'catalogue.json'),
      note: '',
    });
    expect(cataloguePlace(sample.earlier, sample).path).toBe(join(sample.folder, 'catalogue.json'));
    put(sample.earlier);
    const found = cataloguePlace(undefined, sample);
    expect(found).toEqual({ path: sample.earlier, note: expect.stringContaining(`is ${sample.earlier}`) });
    expect(cataloguePlace(sample.earlier, sample)).toEqual({ path: sample.earlier, note: '' });
    expect(cataloguePlace('/set.json', sample).path).toBe('/set.json');
  });

  it('is none of another publication’s, which has its own in its folder', () => {
    const other = { ...places(), isSample: false };
    put(other.earlier);
    expect(cataloguePlace(undefined, other).path).toBe(join(other.folder, 'catalogue.json'));
    put(join(other.folder, 'catalogue.ndjson'));
    expect(cataloguePlace(undefined, other).path).toBe(join(other.folder, 'catalogue.ndjson'));
  });
});
