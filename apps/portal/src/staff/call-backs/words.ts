export const wishes: Record<string, string> = {
  support: 'support',
  review: 'to ask for a review of the decision',
  complaint: 'to complain',
  'independent-body': 'to reach the independent police complaints body',
  mp: 'to reach her MP',
};

export const callBackOutcomes: Record<string, string> = {
  reached: 'I reached her',
  'not-reached-three-times': 'Not reached, three times',
  'no-longer-wanted': 'She no longer wants it',
  'handed-to-safeguarding': 'Handed to safeguarding',
};
