/** What a mail server's refusal may leave in a log: its codes. Its words repeat whom the mail was for. Pure. */
export function mailFault(error: unknown): { code: string | null; command: string | null; answered: number | null } {
  const { code, command, responseCode } = error as { code?: string; command?: string; responseCode?: number };
  return { code: code ?? null, command: command ?? null, answered: responseCode ?? null };
}
