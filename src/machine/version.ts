import program from '../../package.json' with { type: 'json' };

/** Of the program that runs, as the newest heading of CHANGELOG.md says it: `1.0.0`. */
export const VERSION: string = program.version;
