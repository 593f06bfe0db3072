export const ownRouteStates: Record<string, string> = {
  new: 'to verify',
  matched: 'belongs to an episode',
  'not-told-about': 'the police did not tell us about it',
  'not-verified': 'could not be verified',
  abuse: 'abuse of the page',
};
