/** Longest document, in UTF-16 units. The API server takes requests of 3 MiB; lists of objects may be longer. */
export const MAX_DOCUMENT = 32 * 1024 * 1024;

/** Deepest nesting of values. Those of Kubernetes stay below 30. */
export const MAX_DEPTH = 200;

/** Most values of a document. */
export const MAX_VALUES = 2_000_000;

/** Most keys of a mapping: objects with more are slow to copy. */
export const MAX_MEMBERS = 200_000;
/** Spelled out: to group the digits, Node loads the data of all languages, which takes as long as many modules. */
export const TOO_MANY_MEMBERS = 'a mapping has more than 200,000 keys';

/** Most documents of a file, empty ones included. */
export const MAX_DOCUMENTS = 100_000;

/** Most values that the aliases of all files may stand for together, so that short texts cannot make long work. */
export const MAX_ALIASED = 1_000_000;

/** Most keys of a document that are named because they stand twice. */
export const MAX_DUPLICATES = 1000;

/** Most values of a document whose positions are looked for. Findings in a larger one have that of the document. */
export const MAX_PLACES = 500_000;
