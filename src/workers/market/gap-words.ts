// What is said to people of a book that is not known: why.

export const gapWords: Readonly<Record<string, string>> = {
  start: 'it begins',
  sequence: 'a message is missing',
  crossed: 'bids and asks crossed',
  emptied: 'a side was empty',
  'ticker-disagrees': 'it was not what the exchange’s ticker says',
  malformed: 'a message could not be read',
  disconnected: 'the connection was lost',
  overrun: 'more came than could be taken',
};
