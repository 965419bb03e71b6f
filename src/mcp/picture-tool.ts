import { z } from '@hono/zod-openapi';
import { onIssue } from '../api/v1/one-issue.ts';
import { week } from '../api/v1/parts.ts';
import { type Problem, problem } from '../api/v1/problem.ts';
import { wordsOnPage } from '../issue/content-words.ts';
import { issueMails } from '../newsroom/issue-mails.ts';
import { canDrawPairing, drawPicture } from '../site/share/draw-picture.ts';
import { publisherOf } from '../site/share/publisher.ts';
import { type AgentTool, READS, type Told } from './agent-tool.ts';

const position = z.number().int().min(1).max(100).default(1).openapi({
  description: 'Which pairing of the issue, from 1 in the editors’ order.',
});

/**
 * One pairing of an issue as the picture that a shared link shows, drawn by the program itself: the mail would take a browser,
 * which no installation has to have.
 */
export const pictureIssue: AgentTool = {
  name: 'picture_issue',
  route: null,
  title: 'Preview a pairing of an issue as a picture',
  says: 'Names, verdict and the panel’s seats of one pairing as the share picture draws them (PNG, 1200 × 630), with words as they are now. The mail itself is in preview_issue.',
  scope: 'read',
  hints: READS,
  input: z.strictObject({ week, position }),
  output: null,
  act: (room, _key, input) =>
    onIssue<Told | Problem>(room, String(input.week), async issue => {
      const content = (await issueMails(room, issue))?.variants[0].content;
      const pairing = content?.pairings.find(each => each.position === input.position);
      if (!content || !pairing) {
        const most = content?.pairings.length ?? 0;
        const fix = most === 0 ? 'Pick again once the catalogue has more.' : `There are 1 to ${most}.`;
        const detail = `The issue of ${issue.week} has no such pairing.`;
        return problem('refused', { place: 'position', detail, fix });
      }
      if (!canDrawPairing(pairing)) {
        const detail = 'Its words are in a script that the picture’s faces do not have.';
        const fix = `Look at the text: preview_issue. An editor sees the mail at /desk/issues/${issue.week}/preview.`;
        return problem('refused', { place: 'position', detail, fix });
      }
      // Much of a session is over before the first picture.
      const { comparisonPicture } = await import('../site/share/share-picture.tsx');
      const { name, style } = room.publication;
      const publisher = publisherOf({ name, style: { ...style, words: wordsOnPage(content, style.words) } });
      const png = await drawPicture(comparisonPicture(publisher, pairing));
      return { kind: 'picture', png, shows: `${pairing.a.name} vs ${pairing.b.name}: ${pairing.verdict}` };
    }),
};
