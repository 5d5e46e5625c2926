/** A pattern that RE2 refuses. */
export class PatternError extends Error {}
