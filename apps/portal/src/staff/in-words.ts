export const plain = (code: string): string => code.replaceAll('-', ' ').replace(/^./, (first) => first.toUpperCase());

export const monthInWords = (month: string): string =>
  new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${month}-15T12:00:00Z`),
  );
