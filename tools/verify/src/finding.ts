export interface TrustedKey {
  /** Ed25519 public key, 32 bytes, base64url. */
  readonly publicKey: string;
  readonly keyId?: string;
}

/** `what` names the fault for machines; the sentence is for people. */
export interface Finding {
  readonly what:
    | 'not-a-report'
    | 'wrong-key'
    | 'seal-changed'
    | 'content-changed'
    | 'swapped'
    | 'said-twice'
    | 'added'
    | 'missing-link'
    | 'chain-changed'
    | 'taken-down'
    | 'replaced';
  readonly sentence: string;
}
