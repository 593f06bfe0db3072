export const requestKinds: Record<string, string> = {
  access: 'see what is kept about her',
  erasure: 'have it deleted',
  objection: 'object to being asked',
  rectification: 'have it put right',
};
