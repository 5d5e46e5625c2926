/** How large a document may be, in UTF-16 units: what it becomes in memory is a few hundred MiB then. */
export const MAX_DOCUMENT = 32 * 1024 * 1024;

/** How deep values may nest. Those of Kubernetes stay below 30. */
export const MAX_DEPTH = 200;

/** How many values there may be once every alias is replaced by what it names; without aliases, as many as there are. */
export const MAX_EXPANDED = 1_000_000;

/** Beyond so many values positions are not looked for: that of the document is given. */
export const MAX_PLACES = 2_000_000;
