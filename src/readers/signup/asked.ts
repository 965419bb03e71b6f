/** What everyone who signs up reads: it says nothing of the address, nor of anybody. */
export const ASKED = {
  title: 'Please check your mail.',
  text:
    'A mail with a button leaves within a minute; when very many people sign up at once, it may take a quarter of an hour. ' +
    'Press the button and you are on the list. Nothing there? Look in your junk mail, and bear in mind that each address ' +
    'gets at most one such mail a day.',
};
