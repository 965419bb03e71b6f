import { execFileSync, spawnSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PROJECT_ROOT } from '../../src/config.ts';
import { machineTool } from '../support/machine-tool.ts';
import { readDockerfile } from './dockerfile.ts';

const analyze = machineTool('systemd-analyze', 'systemd');
const folder = join(PROJECT_ROOT, 'deploy/systemd');
const units = globSync('*.{service,timer}', { cwd: folder }).toSorted();
const read = (unit: string) => readFileSync(join(folder, unit), 'utf8');

describe('the units', () => {
  it('start what the image starts', () => {
    const { entrypoint } = readDockerfile();
    const inFolder = entrypoint
      .join(' ')
      .replaceAll('/app', '/opt/verdicts')
      .replace(/^node/, '/opt/verdicts/node_modules/node/bin/node');
    expect(read('verdicts.service')).toContain(`ExecStart=${inFolder} serve\n`);
    expect(read('verdicts-worker@.service')).toContain(`ExecStart=${inFolder} worker\n`);
  });

  it('harden all three alike', () => {
    const hardening = (unit: string) =>
      read(unit)
        .split('\n')
        .filter(line =>
          /^(Protect|Private|Restrict(?!Prevent)|System|NoNew|Capability|Lock|RemoveIPC|UMask)/.test(line),
        );
    for (const unit of ['verdicts-worker@.service', 'verdicts-backup.service'])
      expect(hardening(unit).toSorted(), unit).toEqual(
        hardening('verdicts.service')
          .filter(line => !line.startsWith('RestartPrevent'))
          .toSorted(),
      );
  });
});

describe.skipIf(analyze === null)('systemd-analyze', () => {
  it('finds nothing wrong with the units', () => {
    // It looks for the programs that they start, and for what they ask for: here, the Node of this test.
    const copies = mkdtempSync(join(tmpdir(), 'units-'));
    for (const unit of units) {
      const named = read(unit).replaceAll('/opt/verdicts/node_modules/node/bin/node', process.execPath);
      writeFileSync(join(copies, basename(unit)), named);
    }
    const files = units.map(unit => join(copies, unit.replace('@.', '@1.')));
    writeFileSync(
      join(copies, 'verdicts-worker@1.service'),
      readFileSync(join(copies, 'verdicts-worker@.service')),
    );
    const { status, stderr } = spawnSync(analyze ?? '', ['verify', '--man=no', ...files], {
      encoding: 'utf8',
    });
    // What it says of the machine's own units is not about ours.
    expect(
      stderr.split('\n').filter(line => line.includes('verdicts')),
      stderr,
    ).toEqual([]);
    expect(status, stderr).toBe(0);
  });

  it.each(units.filter(unit => unit.endsWith('.service')))(
    'finds little that %s could do to the machine',
    unit => {
      const said = execFileSync(
        analyze ?? '',
        ['security', '--offline=yes', '--threshold=20', join(folder, unit)],
        {
          encoding: 'utf8',
        },
      );
      expect(said).toMatch(/Overall exposure level for \S+: [01]\.\d OK/);
    },
  );
});
