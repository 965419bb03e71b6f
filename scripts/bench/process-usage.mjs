// Loaded before a program (`--import`): at its end it writes on descriptor 3 what the process has used, as one line of JSON.
import { writeSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

if (isMainThread) {
  process.on('exit', () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    const cpuSeconds = (userCPUTime + systemCPUTime) / 1e6;
    writeSync(3, `${JSON.stringify({ cpuSeconds, peakRssMb: Math.round(maxRSS / 1_024) })}\n`);
  });
}
