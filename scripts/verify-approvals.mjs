// Checks what `verdicts approvals export --json` printed, with nothing but Node (docs/approvals.md):
//   node verify-approvals.mjs approvals.json [2026-W48.json …]   (the latter: /issues/2026-W48.json of the site)
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

const [exported, ...issues] = process.argv.slice(2).map(file => JSON.parse(readFileSync(file, 'utf8')));
const faults = [];
let previous = '0'.repeat(64);
for (const [index, link] of exported.records.entries()) {
  if (link.number !== index + 1 || link.previous !== previous)
    faults.push(`record ${link.number}: not the next one`);
  if (link.record && link.hash !== hashOf(link))
    faults.push(`record ${link.number}: changed after it was written`);
  previous = link.hash;
}
if (exported.head !== previous) faults.push('the head is not the last record');
for (const { week, approval } of issues) {
  const link = exported.records.find(({ hash }) => hash === approval?.record?.hash);
  const same =
    link?.record?.contentHash === approval?.contentHash && link?.record?.approvedAt === approval?.approvedAt;
  if (!link?.record || !same) faults.push(`${week}: the site names another approval`);
}
console.log(
  faults.length > 0 ? faults.join('\n') : `${exported.records.length} records hold; head ${previous}`,
);
process.exitCode = faults.length > 0 ? 1 : 0;

function hashOf({ number, previous, record }) {
  return createHash('sha256').update(canonical({ number, previous, record })).digest('hex');
}

/** Keys sorted, no blanks (RFC 8785). */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const keys = Object.keys(value).sort();
  return `{${keys.map(key => `${JSON.stringify(key)}:${canonical(value[key])}`).join(',')}}`;
}
