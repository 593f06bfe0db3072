export const risks: Record<string, string> = {
  life: 'Danger to life (one hour)',
  child: 'A child is at risk (four hours)',
  domestic: 'Danger at home (next working day)',
  other: 'Something else (next working day)',
};
