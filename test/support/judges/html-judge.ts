import { type ConfigData, HtmlValidate, StaticConfigLoader } from 'html-validate';
import type { JudgedMail } from './judged-mail.ts';

/** Off is only what is right on a web page and wrong in a mail; docs/decisions/026 says why, rule by rule. */
const config: ConfigData = {
  root: true,
  extends: ['html-validate:recommended', 'html-validate:a11y'],
  rules: {
    'attr-case': 'off',
    'doctype-html': 'off',
    'doctype-style': 'off',
    'long-title': 'off',
    'no-conditional-comment': 'off',
    'no-deprecated-attr': 'off',
    'no-implicit-button-type': 'off',
    'no-inline-style': 'off',
    'no-trailing-whitespace': 'off',
    'prefer-native-element': ['error', { exclude: ['article'] }],
    'prefer-tbody': 'off',
    'presentation-role-style': 'off',
    'void-style': 'off',
  },
};

const validator = new HtmlValidate(new StaticConfigLoader(config));

/** Is the markup what the HTML standard allows? */
export async function judgeHtml({ html }: JudgedMail): Promise<string[]> {
  const report = await validator.validateString(html, 'mail.html');
  return report.results.flatMap(result =>
    result.messages.map(
      message => `${message.ruleId}: ${message.message} (${message.selector ?? message.line})`,
    ),
  );
}
