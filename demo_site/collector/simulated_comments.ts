/** What simulated users are asked, and what they write: for the answers up to and including `upTo`. */

interface Comments {
  upTo: number;
  texts: readonly [string, ...string[]];
}

interface Kind {
  campaign: string;
  scale: string;
  comment: string;
  lowest: number;
  /** Number of answers on the scale. */
  size: number;
  /** The answer of somebody in a neutral mood. */
  centre: number;
  comments: readonly Comments[];
}

export const kinds: Readonly<Record<'nps' | 'ces', Kind>> = {
  nps: {
    campaign: 'nps_30_days',
    scale: 'recommend',
    comment: 'reason',
    lowest: 0,
    size: 11,
    centre: 7.7,
    comments: [
      {
        upTo: 6,
        texts: [
          'Chasing late payments is still manual. I need automatic reminders.',
          'Too slow on my phone, and the export misses half of the columns.',
          'Bank import stopped twice this month. Support was kind, but it cost me a day.',
          'I cannot set our own invoice numbers, so my accountant keeps asking.',
        ],
      },
      {
        upTo: 8,
        texts: [
          'Good for invoices. Recurring ones would save me an hour a week.',
          'Does what it should. Reports could go deeper.',
          'Solid. I would like to see who opened an invoice.',
          'Quick and tidy. Two currencies in one list would make it a ten.',
          'Nice, though our team of six needs roles.',
          'It is fine. I have not found a reason to leave.',
        ],
      },
      {
        upTo: 10,
        texts: [
          'It simply works. We get paid a week earlier than before.',
          'I sent my first invoice in four minutes, from the train.',
          'My accountant likes it, so I like it.',
          'The cash-flow forecast is the first page I open on Mondays.',
          'Customers pay from the link, often the same day.',
          'I told my sister-in-law about it, and she runs a bakery.',
          'Nobody in the office asks where an invoice is any more.',
          'Clear, calm, and it never loses a draft.',
        ],
      },
    ],
  },
  ces: {
    campaign: 'ces_first_invoice',
    scale: 'effort',
    comment: 'easier',
    lowest: 1,
    size: 7,
    centre: 5.4,
    comments: [
      {
        upTo: 3,
        texts: [
          'I did not find where to add my tax number.',
          'The customer form asks for too much before I may send anything.',
        ],
      },
      {
        upTo: 5,
        texts: [
          'Fine, but the preview opened behind the menu.',
          'I had to look up what “net 14” means.',
        ],
      },
      {
        upTo: 7,
        texts: ['Three clicks. Nothing to improve.', 'Easier than the spreadsheet it replaces.'],
      },
    ],
  },
};
