// A process of its own that imports the CSV on stdin into the database named by its argument and prints the report.
import { argv, stdin, stdout } from 'node:process';
import { importSubscribers } from '../../src/audience/import.ts';
import { importTarget } from '../../src/storage/audience/subscriber-import.ts';
import { openStore } from '../../src/storage/database.ts';
import { installationId } from '../../src/storage/meta.ts';

const store = openStore(argv[2] ?? '');
const installation = await installationId(store);
const report = await importSubscribers({ target: importTarget(store), now: () => 1_000 }, stdin);
stdout.write(JSON.stringify({ installation, report }));
await store.db.destroy();
