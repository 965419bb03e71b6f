import { space } from '../../../templates/tokens.ts';
import { codeFace, face } from '../../web/face.ts';

/** The page of keys. */
export const keysCss = `
.desk .secret{display:inline-block;max-width:100%;padding:${space.one}px ${space.two}px;border:1px solid var(--ink);font:${codeFace};overflow-wrap:anywhere;user-select:all}
.desk .choices{border:0;padding:0;max-width:72ch}
.desk .choices legend{margin:0 0 ${space.half}px;padding:0;font:bold ${face('small', 'sans')}}
.desk .choices label{display:grid;grid-template-columns:auto minmax(0,1fr);gap:0 ${space.one}px;align-items:baseline;padding:${space.half}px 0;font-weight:normal}
`;
