/** What Node is started with to read JSX in a process that does not begin with `src/main.ts`. */
export const JSX_FLAG = ['--import', new URL('../src/read-tsx.ts', import.meta.url).href] as const;
