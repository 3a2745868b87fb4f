// The two ways in which a command cannot answer, told apart by the exit code.

/** The command was used wrongly: one plain sentence, exit code 2. */
export class WrongUse extends Error {}

/** What a file says cannot be used: exit code 1. */
export class BadContent extends Error {}
