/** Where an editor asks for a link. */
export const SIGN_IN_PATH = '/desk/sign-in';
