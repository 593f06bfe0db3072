/** What a secret looks like. Each has been seen in somebody's repository; none has a reason to be in this one. */
const looks: Readonly<Record<string, RegExp>> = {
  'a private key': /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----/,
  'a private JWK': /"(?:kty|crv)"[^{}]{0,200}"d"\s*:\s*"[\w-]{40,}"/,
  'a token': /\beyJ[\w-]{20,}\.eyJ[\w-]{20,}\.[\w-]{20,}/,
  'a cloud key': /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/,
  'a token of a forge': /\b(?:ghp|gho|ghs|glpat|npm)_[A-Za-z0-9]{30,}/,
  'a key of GOV.UK Notify':
    /\b(?:live|team)[\w-]*-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/,
  'a password in an address':
    /\b(?:postgres(?:ql)?|smtps?|https?|amqp):\/\/[\w.-]+:(?!pw@|password@|secret@|a%2Fb%25-c@|\$|\{|x@)[^\s@/'"`$<{]{8,}@/,
  'a password that is written down':
    /(?:password|passwd|client_secret|api_key)["']?\s*[:=]\s*["'](?!value-of|demo|test|wrong|correct|another)[A-Za-z0-9+/_-]{20,}["']/i,
};

/** One sentence for each place of a text that looks like a secret. */
export function secretsIn(file: string, text: string): string[] {
  return text.split('\n').flatMap((line, at) =>
    Object.entries(looks)
      .filter(([, look]) => look.test(line))
      .map(([what]) => `${file}:${at + 1} holds ${what}`),
  );
}
