import { space } from '../../../templates/tokens.ts';
import { face } from '../../web/face.ts';

/** The pages of webhooks: what each is told of, ticked, and a secret that is shown once. */
export const webhooksCss = `
.desk .told-of{border:0;margin:0 0 ${space.two}px;padding:0;max-width:720px;columns:2 260px;column-gap:${space.four}px}
.desk .told-how{columns:1}
.desk .told-of legend{display:block;margin:0 0 ${space.half}px;padding:0;font:bold ${face('small', 'sans')}}
.desk .told-of label{display:flex;align-items:center;gap:12px;min-height:44px;break-inside:avoid}
.desk .told-of .problem{column-span:all}
.desk .shown-once{display:block;max-width:720px;margin:0 0 ${space.two}px;border:1px solid var(--ink);padding:${space.two}px;overflow-wrap:anywhere}
`;
