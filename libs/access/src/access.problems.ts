import { problem } from '@answerable/service';
export const signInRequired = problem('sign-in-required', 401, 'Sign in first');
export const tokenRefused = problem('token-refused', 401, 'The access token was not accepted');
export const roleMissing = problem('role-missing', 403, 'Your role does not allow this');
export const signInUnavailable = problem('sign-in-unavailable', 503, 'Sign-in cannot be checked at the moment');
export const noSuchRoute = problem('not-found', 404, 'There is nothing here');
