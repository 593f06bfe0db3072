/**
 * Version of what people agree to: the consent and privacy texts of every language. It is recorded with each submission, so a
 * changed text needs a new one; a test knows the texts of each version by their hash.
 */
export const consentVersion = '2026-4';
