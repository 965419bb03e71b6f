// A process of its own that migrates the database named by its argument and prints the outcome as JSON.
import { argv, stdout } from 'node:process';
import { openStore } from '../../src/storage/database.ts';
import { migrate } from '../../src/storage/migrate.ts';

const store = openStore(argv[2] ?? '');
stdout.write(JSON.stringify(await migrate(store)));
await store.db.destroy();
