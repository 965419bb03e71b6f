import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createMetrics } from '../../src/api/metrics.ts';
import { PROJECT_ROOT } from '../../src/config.ts';
import { readGauges } from '../../src/storage/feedback/gauges.ts';
import { readWebhookGauges } from '../../src/storage/webhooks/webhook-gauges.ts';
import { machineTool } from '../support/machine-tool.ts';
import { openSqliteStore } from '../support/stores.ts';

const promtool = machineTool('promtool', 'prometheus');
const place = (file: string) => join(PROJECT_ROOT, file);
const ALERTS = place('deploy/prometheus/verdicts-alerts.yml');
const check = (...args: string[]) => execFileSync(promtool ?? '', args, { encoding: 'utf8' });

interface Panel {
  readonly title: string;
  readonly id: number;
  readonly gridPos: { readonly x: number; readonly w: number };
  readonly targets: readonly { readonly expr: string }[];
}
const { panels } = JSON.parse(readFileSync(place('deploy/grafana/verdicts.json'), 'utf8')) as {
  panels: Panel[];
};
const drawn = panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));
const alerts = readFileSync(ALERTS, 'utf8');
const watched = [...alerts.matchAll(/^ +expr: (.*)$/gm)].map(([, expr = '']) => expr);

/** What /metrics tells by name, and what Prometheus says by itself. */
async function exposed(): Promise<Set<string>> {
  const store = await openSqliteStore();
  const metrics = createMetrics(async () => ({
    ...(await readGauges(store, 0)),
    ...(await readWebhookGauges(store, 0)),
    unapprovedSince: null,
    catalogueFetchedAt: null,
    events: [{ type: 'email.sent', result: 'applied', events: 1 }],
  }));
  const names = [...(await metrics.text()).matchAll(/^# TYPE (\S+)/gm)].map(([, name = '']) => name);
  return new Set([...names, 'up']);
}

const namesIn = (expr: string) =>
  [...expr.matchAll(/\b(?:verdicts|process|nodejs)_\w+|\bup\b/g)].map(([name]) => name);

describe('alerts and dashboard', () => {
  it('ask for metrics that there are, and leave out none of those that only an operator can see to', async () => {
    const known = await exposed();
    const asked = [...watched, ...drawn].flatMap(namesIn);
    expect(asked.length).toBeGreaterThan(20);
    expect(asked.filter(name => !known.has(name))).toEqual([]);
    expect(watched.flatMap(namesIn)).toEqual(
      expect.arrayContaining(
        [...known].filter(
          name =>
            /^verdicts_.*(timestamp|unapproved|uncertain|oldest|lag)/.test(name) && !name.includes('since'),
        ),
      ),
    );
    expect(
      [...known].filter(name => name.startsWith('verdicts_') && !drawn.flatMap(namesIn).includes(name)),
    ).toEqual([]);
  });

  it('each alert is tried in the tests below, and says what to do', () => {
    const tried = readFileSync(place('test/deploy/verdicts-alerts.promtool.yml'), 'utf8');
    const names = [...alerts.matchAll(/- alert: (\w+)/g)].map(([, name = '']) => name);
    expect(names.filter(name => !tried.includes(`alertname="${name}"`))).toEqual([]);
    expect(alerts.match(/ fix: /g)).toHaveLength(names.length);
  });

  it('the panels stand beside each other, each with a number of its own', () => {
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    for (const { title, gridPos } of panels) expect(gridPos.x + gridPos.w, title).toBeLessThanOrEqual(24);
  });
});

describe.skipIf(promtool === null)('promtool', () => {
  it('finds the alerts well-formed, and raised when they should be and not before', () => {
    expect(check('check', 'rules', ALERTS)).toContain('SUCCESS');
    expect(check('test', 'rules', place('test/deploy/verdicts-alerts.promtool.yml'))).toContain('SUCCESS');
  });

  it('takes the example of a scrape', () => {
    const folder = mkdtempSync(join(tmpdir(), 'prometheus-'));
    writeFileSync(join(folder, 'verdicts-token'), 'a-token-of-some-length');
    writeFileSync(join(folder, 'verdicts-alerts.yml'), alerts);
    const config = readFileSync(place('deploy/prometheus/prometheus.yml'), 'utf8');
    writeFileSync(join(folder, 'prometheus.yml'), config.replaceAll('/etc/prometheus', folder));
    expect(check('check', 'config', join(folder, 'prometheus.yml'))).toContain('SUCCESS');
  });

  it('can read what the dashboard asks for', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'grafana-')), 'panels.yml');
    const rules = drawn.map((expr, n) => ({ record: `panel:${n}`, expr: expr.replaceAll('$__range', '1h') }));
    // JSON is YAML.
    writeFileSync(file, JSON.stringify({ groups: [{ name: 'panels', rules }] }));
    expect(check('check', 'rules', file)).toContain(`${drawn.length} rules found`);
  });
});
